import type { Topic } from '../topic.js';
import { before, current } from './changed.js';

const MEETING_MOVED: Topic = {
  name: 'meeting-moved',
  draw: ({ world, random }) => {
    const [old, now] = distinctTimes(() => world.time());
    return { meeting: world.newMeeting(), old, now, person: world.newPerson(), room: `room ${random.integer(2, 9)}` };
  },
  moments: [
    [
      'U: the {meeting} is at {old}',
      'T: calendar_add ok "{meeting!}" {old!} {room}',
      'a: When is the {meeting}? // U: {old} I think, check with {person}',
      'A: {person} proposes {old} for the {meeting}; accepted.',
      'P: Invitation: {meeting!}, {old!}, {room}',
      'a: The {meeting} has slots at noon and at {old}. // U: the second',
      'U: put the {meeting} in at {old}',
      'A: I booked the {meeting} for {old}, in {room}.',
      'u: is the {meeting} fixed? // A: Yes, {old}.',
    ],
    [
      'U: {meeting} is later now, {now}',
      'P: Updated invitation: {meeting!} moved to {now!}. Previous time no longer valid.',
      'A: {person} wrote: the {meeting} has to move to {now}. I confirmed.',
      'u: {person} cannot make it // a: To the {meeting}? // U: right, we said {now} instead',
      'T: calendar_update ok "{meeting!}" start={now!}',
      'a: They asked to shift the {meeting}; {now} is possible. // U: ok',
      'U: change the {meeting} to {now}, same place',
      'A: The {meeting} could not stay where it was; it is {now} from now on.',
      'u: what happened with the {meeting}? // A: Rescheduled: {now}.',
    ],
  ],
  questions: [
    current('{now}', [
      'When is the {meeting}?',
      'At what time do I have to be at the {meeting}?',
      'What time does the {meeting} start?',
      'how late is the {meeting}',
      'Tell {person} when the {meeting} takes place.',
      'Set an alarm an hour before the {meeting}.',
      'For what hour is the {meeting} scheduled?',
      'Is the {meeting} in the morning or the afternoon, at what time?',
      'When does the {meeting} begin after all?',
    ]),
    before('{old}', [
      'When was the {meeting} supposed to be at first?',
      'What was the original time of the {meeting}?',
      'From what time was the {meeting} moved?',
      'for when was the {meeting} planned before it was shifted',
      '{person} came to the {meeting} at the wrong hour, the first one. Which?',
      'Before they changed it, at what time was the {meeting}?',
    ]),
  ],
  decoys: [
    'u: how long does the {meeting} take? // a: An hour is usual.',
    'u: who comes to the {meeting} // a: {person!} and two others.',
    'a: I added directions to the {meeting} entry.',
  ],
};

const FLIGHT: Topic = {
  name: 'trip-rebooked',
  draw: ({ world, random, days }) => {
    const leave = new Date(days[1].getTime() + random.integer(3, 40) * 86_400_000);
    return { city: world.city(), old: leave, now: new Date(leave.getTime() + random.integer(1, 6) * 86_400_000), kind: random.pick([['flight', 'plane'], ['train', 'rail ticket'], ['ferry', 'boat']]) }; // prettier-ignore
  },
  moments: [
    [
      'U: I want to go to {city} {old}',
      'u: book the {kind} to {city} // A: Booked, you leave {old}.',
      'P: Ticket: {city}, departure {old}',
      'A: The {kind} to {city} is reserved; it goes {old}.',
      'a: There are seats {old}. // u: for {city}? // A: Yes, {city}, {old}; it is booked.',
      'T: ticket_buy ok to={city} date={old}',
      'U: {city}, {old}, one way',
      'a: Which day for {city}? // U: {old}',
      'A: You travel to {city} {old}, seat included.',
    ],
    [
      'U: shift {city} please. I go {now} instead',
      'P: Your {kind!} to {city} was cancelled by the carrier. New departure: {now}.',
      'A: I rebooked {city}: {now}, the fee was small.',
      'u: can I still change the {city} trip? // A: Done: {now}.',
      'T: ticket_change ok to={city} new_date={now}',
      'a: They strike on the day you leave for {city}. // U: then {now}',
      'U: work got in the way. {city} will be {now}',
      'P: Change confirmed. {city}: {now}',
      'u: the {kind} to {city} has a new date? // A: Yes, {now}.',
    ],
  ],
  questions: [
    current('{now}', [
      'When do I travel to {city}?',
      'On which day is the {kind} to {city}?',
      'What is the date of my trip to {city}?',
      'when am I leaving for {city}',
      'Reserve a taxi for the morning I go to {city}.',
      'Block the day of the {city} journey in the calendar.',
      'When does the {kind} to {city} depart?',
      'Which date did we end up with for {city}?',
      'Tell the neighbours on what day I am off to {city}.',
    ]),
    before('{old}', [
      'When was I supposed to go to {city} originally?',
      'What was the first date of the {city} trip?',
      'For which day did we book {city} before the change?',
      'on which day would I have left for {city} at first',
      'From which date was {city} moved?',
      'The insurance asks for the date {city} was planned for initially.',
    ]),
  ],
  decoys: [
    'u: what is the weather like in {city} // a: Mild, some rain.',
    'a: Luggage to {city}: one piece is included.',
    'u: how long does it take to {city}? // a: About four hours door to door.',
  ],
};

const OPENING_HOURS: Topic = {
  name: 'closing-time',
  draw: ({ world }) => {
    const [old, now] = distinctTimes(() => world.time());
    return { shop: world.newHotel(), old, now };
  },
  moments: [
    [
      'u: how long is the desk of {shop} open? // A: Until {old}.',
      'P: {shop} – Reception closes at {old!}',
      'U: {shop} lets nobody in after {old}',
      'A: I asked {shop}: last check-in is {old}.',
      'T: extract ok {"place":"{shop}","desk_closes":"{old!}"}',
      'u: can we be late at {shop} // A: Not later than {old}.',
      'A: {shop} writes that someone is there until {old}.',
      'U: at {shop} we have to be there by {old}',
      'a: {shop} asks when you come. // u: how late can it be? // A: {old} at the latest.',
    ],
    [
      'P: {shop}: winter hours. Reception now closes at {now!}.',
      'U: {shop} phoned, they go home at {now} these weeks',
      'A: A mail from {shop} corrects it: {now}.',
      'u: anything new from {shop}? // A: They changed the last check-in to {now}.',
      'T: extract ok {"place":"{shop}","desk_closes":"{now!}"} // a: That is not what it was.',
      'a: The site of {shop} says something else today: {now}. // U: then that holds',
      'U: correction, {shop} is staffed to {now}',
      'A: I called {shop} again. It is {now}, the other hour was out of date.',
      'P: Please note: arrivals at {shop} are possible until {now!} only.',
    ],
  ],
  questions: [
    current('{now}', [
      'Until when can we check in at {shop}?',
      'How late does {shop} take guests?',
      'When does the reception of {shop} close?',
      'by what time must we be at {shop}',
      'Plan the drive so that we get into {shop}.',
      'At what hour does {shop} shut its front desk?',
      'What is the latest arrival at {shop}?',
      '{shop}: desk closing time?',
      'If we land at seven, do we still get our keys at {shop}? Until when are they there?',
    ]),
  ],
  decoys: [
    'u: is there breakfast at {shop} // a: Yes, from seven.',
    'p: {shop} – Rooms, prices, directions. Pets welcome.',
    'a: {shop} has no lift.',
  ],
};

/** Times and dates that a later turn replaces. */
export const CHANGED_TIMES: readonly Topic[] = [MEETING_MOVED, FLIGHT, OPENING_HOURS];

function distinctTimes<T extends readonly string[]>(draw: () => T): [T, T] {
  const first = draw();
  for (;;) {
    const second = draw();
    if (second[0] !== first[0]) return [first, second];
  }
}
