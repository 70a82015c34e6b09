import type { Topic } from '../topic.js';
import { SHOPPING } from './shopping.js';

const ACCOUNT_LOGIN: Topic = {
  name: 'account-login',
  draw: ({ world }) => ({ site: world.newSite(), email: world.newEmail(), other: world.newEmail(), shop: world.shop() }),
  moments: [
    [
      'a: The {site} wants a login. Which address do I use? // U: {email}',
      'U: for the {site} I am registered as {email}',
      'a: {other} is not known to the {site}. // U: try {email} // a: That worked.',
      'T: form_fill ok: {site!} / username = {email}',
      'u: sign in at the {site} // a: Two addresses are saved. // u: not the first one // A: Signed in as {email}.',
      "U: my {site} account runs under {email}, [don't ask again|remember that please]",
      'A: I created the {site} account with {email}; the activation link has been clicked.',
      'a: Shall I register at the {site} with {email}? // U: yes, that one',
      'P: {site!} – Profile. Signed in: {email}. Last visit two weeks ago.',
      'u: new account please at the {site} // a: With which mail? // U: take {email}, the other one is full of spam',
      'A: The {site} only accepted {email} as the user name.',
      'u: the {site} logged me out // a: I am back in. // A: For the record, it knows you as {email}.',
    ],
  ],
  questions: [
    {
      kind: 'single-fact',
      moments: [0],
      answer: '{email}',
      asks: [
        'Which email do I use for the {site}?',
        'Log in to the {site} for me.',
        'What is my user name on the {site}?',
        'Under which address is my {site} account registered?',
        'I have to reset the {site} password, where will the mail go?',
        'with what mail am I signed up at the {site}',
        'The {site} says unknown user. What should I have typed?',
        'Who am I at the {site} (which login)?',
        'Get into the {site} and open my profile.',
        'Which of my mailboxes belongs to the {site}?',
        'What credentials, without the password, did we give the {site}?',
        'Sign-in name for {site}?',
      ],
    },
  ],
  decoys: [
    'a: The {site} was down for maintenance, I will look again later.',
    'u: what does the {site} do with my data? // a: Its privacy page is long; they keep logs for a year.',
    'p: {site!} – Forgot your password? Enter the email of your account and we will send a link.',
  ],
};

const PERSON_ROLE: Topic = {
  name: 'person-role',
  draw: ({ world }) => ({ person: world.newPerson(), role: world.newRole(), other: world.newPerson() }),
  moments: [
    [
      'U: {person!} is my {role}, [by the way|just so you know]',
      'a: There is a mail from {person!}. Who is that? // U: my {role}',
      'U: write to {person!}, the {role}, that I will be late',
      'u: who sent the last message? // a: {person!}. // U: ah, the {role}',
      'U: if anyone named {person!} calls it is about the flat or the job, she is the {role}',
      'A: I saved {person!} in your contacts as "{role!}".',
      'T: contacts_get: name={person!}; note="{role!}"; phone on file',
      'u: my {role} has changed phones // a: Which contact is it? // U: {person!}',
      'a: Shall I file the mails of {person!} with the private ones? // U: no, separately. That is my {role}.',
      'U: we have a {role} now, {person!}, started this week',
      'u: put {person!} on the list // a: As what? // U: {role}',
      'P: Message from {person!}: "Hello, I will be your new {role!} from now on."',
    ],
  ],
  questions: [
    {
      kind: 'single-fact',
      moments: [0],
      answer: '{person}',
      asks: [
        'Who is my {role}?',
        'What is the name of my {role}?',
        'Write a short mail to my {role}.',
        'I need to reach the {role}, [what was the name again|who was that]?',
        'whom do I call when I need the {role}',
        'Address the letter to the {role} by name.',
        'Remind me who works for me as {role}.',
        'Find the number of my {role} in the contacts.',
        'which of my contacts is the {role}',
        'Tell the {role} that Tuesday is fine.',
        'Name of the {role}?',
        'Is there anyone in my contacts who is a {role}?',
      ],
    },
  ],
  decoys: [
    'u: {other!} says her {role} is expensive // a: Noted, but there is nothing to do, I think.',
    'a: {person!} replied: "Thanks, received."',
    'u: how do I find a good {role}? // a: I compared three directories; recommendations by friends count most.',
  ],
};

const BOOKING: Topic = {
  name: 'booking',
  draw: ({ world, random }) => ({ place: world.newRestaurant(), time: world.time(), party: random.pick(['two', 'three', 'four', 'five', 'six']), name: world.newPerson() }), // prettier-ignore
  moments: [
    [
      'u: get us a table at {place} // a: For how many, and when? // U: {party}, {time}',
      'P: Reservation confirmed: {place}, {time!}, table for {party}.',
      'A: {place} is booked for {party} at {time}, under the name of {name!}.',
      'a: {place} has {time} left. // u: how many seats? // A: A table for {party}; shall I take it? // U: yes',
      'U: I rang {place}, they will keep something for {party} of us at {time}',
      'T: booking_create ok venue="{place}" slot={time!} covers={party}',
      'u: dinner at {place} on Saturday? // a: They are nearly full. // U: then {time} is ok, [we are|there will be] {party}',
      'A: Done. {place} expects {party} people at {time}.',
      'u: move {place} a bit later // A: They could do {time}, still for {party}. // u: fine',
      'p: {place}: choose a time // A: I chose {time} and a party of {party}, and it was accepted at once.',
      'U: {place} confirmed by phone. {time}, {party} people, window',
      'a: The form of {place} has no slot before {time}. // U: that is fine then. for {party}',
    ],
  ],
  questions: [
    {
      kind: 'single-fact',
      moments: [0],
      answer: '{time}',
      asks: [
        'At what time is our table at {place}?',
        'When do we have to be at {place}?',
        'How late is dinner at {place}?',
        'what hour did we reserve at {place}',
        'Put the reservation at {place} into my calendar.',
        'Tell the others when to arrive at {place}.',
        'For when did you book {place}?',
        'The taxi to {place} - what time are we expected there?',
        '{place}: reservation time?',
        'Is the meal at {place} early or late, when exactly?',
        'When does the evening at {place} start?',
        'Remind me about the hour of the {place} booking.',
      ],
    },
    {
      kind: 'single-fact',
      moments: [0],
      answer: '{party}',
      asks: [
        'For how many people is {place} reserved?',
        'How big is our party at {place}?',
        'How many of us are going to {place}?',
        'The booking at {place}, how many seats was it?',
        'What group size did I tell {place}?',
        'number of guests at {place}?',
      ],
    },
  ],
  decoys: [
    'u: what do people say about {place} // a: Good food, slow service, loud on Fridays.',
    'p: {place} – Menu. Starters, mains, desserts. We take reservations for up to twelve people.',
    'u: is {place} open at noon? // a: Only on weekends.',
  ],
};

const FILE_SAVED: Topic = {
  name: 'file-saved',
  draw: ({ world, random }) => ({
    document: world.newDocument(),
    path: `${random.pick(['Documents', 'Shared', 'Private', 'Archive'])}/${random.pick(['2023', 'house', 'admin', 'paperwork', 'family', 'work', 'inbox', 'scans'])}/${random.pick(['final', 'signed', 'copy', 'form', 'draft2', 'scan'])}-${random.integer(10, 99)}.pdf`, // prettier-ignore
    site: world.newSite(),
  }),
  moments: [
    [
      'A: The {document} is downloaded: {path}',
      'u: where did you put the {document}? // A: In {path}.',
      'T: download ok "{document!}" -> {path} (212 kB)',
      'a: Where should the {document} go? // U: {path}',
      'U: I keep the {document} under {path}',
      'u: save the {document} // a: The {site} only opens it in a viewer. // A: I printed it to {path} instead.',
      'A: Your {document} was 14 pages long; the copy is at {path} now.',
      'u: put it with the others // a: You mean the {document}? // u: yes // A: Moved to {path}.',
      'T: file_move ok, to={path}, label="{document!}"',
      'U: use the version of the {document} in {path}, the rest is old',
      'u: I lost the {document} // A: It is still there: {path}',
      'A: Attached the {document} from {path} to the mail.',
    ],
  ],
  questions: [
    {
      kind: 'single-fact',
      moments: [0],
      answer: '{path}',
      asks: [
        'Where is the {document} saved?',
        'Open the {document}.',
        'In which folder do I find the {document}?',
        'Send the {document} to my printer.',
        'what is the file with the {document} called',
        'Upload the {document} to the {site}.',
        'Where on the disk did the {document} end up?',
        'Attach the {document} to a new message.',
        'I cannot find the {document} any more.',
        'Path of the {document}?',
        'Which PDF is the {document}?',
        'Give me the location of the {document}.',
      ],
    },
  ],
  decoys: [
    'u: how long do I have to keep a {document}? // a: Sources disagree, ten years is the safe answer.',
    'a: The {document} has to be signed on the last page.',
    'p: {site!}: Templates – {document!} (PDF, Word)',
  ],
};

/** Facts that are said once and asked for once. */
export const SINGLE_FACTS: readonly Topic[] = [...SHOPPING, ACCOUNT_LOGIN, PERSON_ROLE, BOOKING, FILE_SAVED];
