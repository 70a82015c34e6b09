import { addDays } from '../template.js';
import type { Topic } from '../topic.js';

const DEADLINE: Topic = {
  name: 'deadline',
  draw: ({ world, random, days }) => ({ document: world.newDocument(), due: addDays(days[0], random.integer(1, 30)), site: world.newSite() }), // prettier-ignore
  moments: [
    [
      'U: the {document} is due {due}',
      'P: {site!} – {document!}: to be submitted, last day: {due}',
      'u: when does the {document} have to be in? // A: {due^}.',
      'a: Shall I send the {document} now? // U: no, they want it {due}',
      'A: I read the notice: the {document} must arrive {due}.',
      'T: reminder_set ok "{document!}" {due}',
      'U: I have time with the {document}, it is enough if it is there {due}',
      'u: how long have I got for the {document} // A: Until midnight, {due}.',
      'U: {due}, that is the last chance for the {document}',
      'a: The {document} can be handed in {due} at the latest. // U: ok, then that is the plan',
      'u: did they extend the {document}? // A: No, it stays as it was: {due}.',
      'A: {site!} will close the form for the {document} {due}.',
    ],
  ],
  questions: [
    {
      kind: 'temporal',
      moments: [0],
      answer: '{due}',
      asks: [
        'When is the {document} due?',
        'What is the deadline for the {document}?',
        'By which date do I have to submit the {document}?',
        'until when can I hand in the {document}',
        'How much time is left for the {document}?',
        'Am I late with the {document}?',
        'When does the {document} have to be finished?',
        'Put the cut-off date of the {document} on the calendar.',
        'Which day is the last one for the {document}?',
        'Has the time for the {document} run out?',
        'Due date of the {document}?',
        'The {document}: till when?',
      ],
    },
  ],
  decoys: [
    'u: what does the {document} cost // a: There is no fee.',
    'a: The {document} needs two signatures.',
    'u: who else has to see the {document}? // a: Nobody, as far as I can tell.',
  ],
};

const CANCELLED: Topic = {
  name: 'cancelled-on',
  draw: ({ world, random, days }) => ({ plan: world.newSubscription(), when: addDays(days[0], -random.integer(0, 6)), shop: world.shop() }), // prettier-ignore
  moments: [
    [
      'U: I cancelled the {plan} {when}',
      'A: The {plan} was cancelled {when}; they confirmed by mail.',
      'u: am I rid of the {plan}? // A: Yes, it was ended {when}.',
      'P: We are sorry to see you go. {plan!} terminated {when}.',
      'u: did I really stop the {plan} // A: You did, {when}.',
      'U: no more {plan}, I phoned them {when}',
      'T: mail_search hit: "Cancellation of your {plan!}" dated {when}',
      'a: The {plan} shows as inactive. // U: yes, I quit {when}',
      'A: I pressed the button to end the {plan} {when}, the page only answered today.',
      'u: they still send bills for the {plan} // A: Wrongly: it was given up {when}.',
      'U: {when} I finally got out of the {plan}',
      'a: Since when is the {plan} off? // U: {when}',
    ],
  ],
  questions: [
    {
      kind: 'temporal',
      moments: [0],
      answer: '{when}',
      asks: [
        'When did I cancel the {plan}?',
        'On what date was the {plan} ended?',
        'Since when do I no longer have the {plan}?',
        'what day did we get rid of the {plan}',
        'They dispute the termination of the {plan}: when was it?',
        'Which day did I quit the {plan}?',
        'Until when did I have the {plan}?',
        'Date on which the {plan} was terminated?',
        'When exactly was the {plan} stopped?',
        'I need the cancellation date of the {plan} for a letter.',
        'How long ago did I give up the {plan}?',
        'The {plan} people want to know when I left.',
      ],
    },
  ],
  decoys: [
    'u: is there a notice period for the {plan}? // a: Their terms say one month.',
    'a: I compared three offers for a {plan}; none is clearly better.',
    'u: would you cancel the {plan} in my place? // a: You use it about once a week.',
  ],
};

const WHICH_FIRST: Topic = {
  name: 'which-first',
  draw: ({ world, random, days }) => ({ item1: world.newItem(), item2: world.newItem(), shop1: world.shop(), shop2: world.shop(), when1: addDays(days[0], -random.integer(0, 2)), when2: addDays(days[1], -random.integer(0, 2)) }), // prettier-ignore
  moments: [
    [
      'U: the {item1} came {when1}',
      'A: The courier left the {item1} with your neighbour {when1}.',
      'P: Delivered {when1}: {item1!}, {shop1!}',
      'u: where is the {item1}? // A: It was dropped off {when1}.',
      'T: parcel_status "{item1!}" delivered {when1}',
      'U: {when1} they finally brought the {item1}',
      'a: Has the {item1} turned up? // U: yes, {when1}',
      'A: {shop1!} says the {item1} was handed over {when1}.',
      'U: I unpacked the {item1}, it arrived {when1}',
    ],
    [
      'U: {item2} is here, came {when2}',
      'P: Delivered {when2}: {item2!}, {shop2!}',
      'A: I see a delivery note for the {item2}, {when2}.',
      'u: and the {item2}? // A: That one was delivered {when2}.',
      'T: parcel_status "{item2!}" delivered {when2}',
      'U: the {item2} stood in front of the door {when2}',
      'a: {shop2!} asks whether the {item2} has reached you. // U: it has, {when2}',
      'A: According to the tracking page the {item2} got to you {when2}.',
      'U: they handed me the {item2} {when2}, box a bit damaged',
    ],
  ],
  questions: [
    {
      kind: 'temporal',
      moments: [0, 1],
      answer: '{item1}',
      support: ['item1', 'item2', 'when1', 'when2'],
      derivation: 'the delivery with the earlier date',
      asks: [
        'Which arrived first, the {item1} or the {item2}?',
        'Did the {item2} come before the {item1}?',
        'In which order were the {item2} and the {item1} delivered?',
        'what came earlier, {item2} or {item1}',
        'Was the {item1} already here when the {item2} was brought?',
        'Of {item2} and {item1}, which one have I had for longer?',
        'Which of the two deliveries was the earlier one: {item1}, {item2}?',
        'The {item2} or the {item1}: what reached me sooner?',
        'How did the {item1} and the {item2} follow each other?',
        'I had the {item1} before the {item2}, right?',
        'Between {item1} and {item2}, name the first to be dropped off.',
        'Sort by arrival: {item2}, {item1}.',
      ],
    },
  ],
  decoys: [
    'u: did they say anything about the {item1}? // a: Only that it has left the warehouse.',
    'a: The {item2} cannot be tracked, the shop gives no number.',
    'u: is somebody at home for the {item2} // a: You said your neighbour would be.',
  ],
};

const LAST_DONE: Topic = {
  name: 'last-done',
  draw: ({ world, random, days }) => ({ document: world.newDocument(), site: world.newSite(), sent: addDays(days[0], -random.integer(0, 5)), person: world.newPerson() }), // prettier-ignore
  moments: [
    [
      'A: I submitted the {document} {sent}; {site!} shows "received".',
      'U: I handed the {document} in {sent}, {person} took it',
      'P: {site!}: {document!} received {sent}. Processing takes four weeks.',
      'u: is the {document} on its way // A: Yes, it left {sent}.',
      'T: mail_sent ok to={person!} subject="{document!}" date={sent}',
      'U: {sent} I posted the {document} myself',
      'a: Shall I send the {document}? // U: already did, {sent}',
      'A: The {document} went to {person!} {sent}, read receipt included.',
      'u: what about the {document}? // A: Uploaded {sent}, nothing more to do.',
      'U: {person} has had the {document} since I dropped it off {sent}',
      'A: Proof of sending for the {document}: {sent}.',
      'a: {person!} asks for the {document} again. // U: strange, I gave it to her {sent}',
    ],
  ],
  questions: [
    {
      kind: 'temporal',
      moments: [0],
      answer: '{sent}',
      asks: [
        'When did we submit the {document}?',
        'On which day was the {document} sent?',
        'They claim the {document} never came. When did it go out?',
        'when was the {document} handed in',
        'How many days have they had the {document}?',
        'What is the date on which the {document} was filed?',
        'Since when is the {document} with them?',
        'I have to wait four weeks after sending the {document}. From which day?',
        'Submission date of the {document}?',
        'When was the {document} passed on to {person}?',
        'On what day did the {document} leave us?',
        'Chase the {document}: tell them when they got it.',
      ],
    },
  ],
  decoys: [
    'a: The {document} form has eleven fields, two of them are optional.',
    'u: does {person} know about the {document}? // a: She was in copy.',
    'p: {site!} – How to submit a {document!}: step 1 of 5',
  ],
};

/** Questions about when, and in which order. */
export const TEMPORAL: readonly Topic[] = [DEADLINE, CANCELLED, WHICH_FIRST, LAST_DONE];
