import type { Topic } from '../topic.js';

const APPROVER: Topic = {
  name: 'approver',
  draw: ({ world }) => ({
    person: world.newPerson(),
    role: world.newRole(),
    limit: world.euros(200, 900),
    site: world.newSite(),
  }),
  moments: [
    [
      'U: {person!} is the {role}, you will hear from her',
      'A: Contacts: I noted {person!} as {role}.',
      'a: Who is {person!}? // U: the {role}',
      'U: say hello to {person!}, that is our {role}',
      'P: {site!} – People: {person!}, {role!}',
      'u: {person!} will write to you // a: In what role? // U: {role}',
      'T: contacts_get "{person!}" title="{role!}"',
      'U: I forgot: the {role} is called {person!}',
      'u: the {role} has a new number // A: I updated {person!}.',
    ],
    [
      'U: anything above {limit} euros has to be signed off by the {role}',
      'P: {site!} – Rules: amounts over {limit} EUR require approval by the {role!}',
      'a: Can I just pay this? // U: up to {limit}, beyond that the {role} decides',
      'A: {site!} stopped me: over {limit} euros it wants the okay of the {role}.',
      'U: house rule: more than {limit} means asking the {role} first',
      'T: policy_get approval_above={limit} approver_role="{role!}"',
      'u: why is it pending // A: It exceeds {limit}, so the {role} has to release it.',
      'U: the {role} wants to see every bill of more than {limit}',
      'A: I learned that bills over {limit} wait for the {role}.',
    ],
  ],
  questions: [
    {
      kind: 'multi-hop',
      moments: [0, 1],
      answer: '{person}',
      support: ['person', 'role', 'limit'],
      derivation: 'the rule names the role, another turn says who has it',
      asks: [
        'Who has to approve a bill of 950 euros?',
        'Whom do I ask before paying a large amount?',
        'Get the okay for an invoice of 1,200 euros from the right person.',
        'who signs off big expenses',
        'An invoice above the limit came in. Send it to whoever must release it.',
        'Which person decides on purchases that are too high for me?',
        'By name: who clears payments beyond our threshold?',
        'The new laptop costs 1,400. Who needs to agree?',
        'Whose permission is needed for expensive orders?',
      ],
    },
  ],
  decoys: [
    'a: The form has a field "approved by", I left it empty.',
    'u: does the {role} work on Fridays? // a: Her calendar shows nothing there.',
    'u: how many bills are open // a: Seven, none of them overdue.',
  ],
};

const PICK_UP: Topic = {
  name: 'pick-up',
  draw: ({ world, random }) => ({ item: world.newItem(), shop: world.shop(), station: `locker ${random.pick(['Aspen', 'Birch', 'Cedar', 'Maple', 'Willow', 'Poplar', 'Rowan'])}`, address: world.newAddress(), city: world.city() }), // prettier-ignore
  moments: [
    [
      'P: Your {item!} from {shop!} is waiting in {station}.',
      'A: The {item} could not be delivered; it was taken to {station}.',
      'u: nobody was at home for the {item} // A: They put it in {station}.',
      'T: parcel_status "{item!}" held_at="{station}"',
      'a: Where shall {shop!} send the {item}? // U: {station}',
      'U: the {item} lies in {station} for some days',
      'A: {shop!} offers {station} for the {item}. // U: ok',
      'U: I had the {item} sent to {station}',
      'u: any news of the {item} // A: Collected by the driver, next stop {station}.',
    ],
    [
      'U: {station} is at {address}, behind the bakery',
      'P: {station}: {address}, {city}. Open day and night.',
      'u: where is {station} // A: {address}.',
      'A: I looked it up: {station} stands at {address}.',
      'T: places_find "{station}" -> {address}, {city}',
      'a: Do you know {station}? // U: yes, {address}, I pass it on my way',
      'U: they moved {station} to {address}',
      'A: The map shows {station} next to {address}.',
      'u: which locker is the one at {address}? // A: {station}.',
    ],
  ],
  questions: [
    {
      kind: 'multi-hop',
      moments: [0, 1],
      answer: '{address}',
      support: ['address', 'item', 'station'],
      derivation: 'one turn names the locker, another where it stands',
      asks: [
        'Where do I have to go to collect the {item}?',
        'At which address is the {item} waiting for me?',
        'Give me directions to the {item}.',
        'where do I fetch the {item}',
        'I am in the car, guide me to where the {item} is kept.',
        'To what street must I go for the {item}?',
        'The {item} is ready for pick-up. Where exactly?',
        'My son will get the {item}: what is the address?',
        'In which street can the {item} be picked up?',
      ],
    },
  ],
  decoys: [
    'u: what do lockers cost? // a: Nothing for seven days.',
    'a: {shop!} could also deliver the {item} in the evening.',
    'p: Lockers near you: 14 results. Sort by distance.',
  ],
};

const HOTEL_RULE: Topic = {
  name: 'trip-hotel',
  draw: ({ world, random }) => ({ city: `${world.city()} ${random.pick(['conference', 'wedding', 'holiday', 'workshop'])}`, hotel: world.newHotel(), fee: world.euros(8, 45), thing: random.pick([['parking', 'leaving the car there'], ['a late check-out', 'staying in the room longer'], ['the dog', 'bringing a pet'], ['breakfast', 'the morning meal'], ['an extra bed', 'a third sleeper']]) }), // prettier-ignore
  moments: [
    [
      'U: for the {city} we stay at {hotel}',
      'A: Reserved {hotel} for the {city}.',
      'P: Booking confirmed: {hotel}. Note: "{city!}"',
      'u: where do we sleep during the {city}? // A: At {hotel}.',
      'a: {hotel} has rooms for the {city}. // U: take it',
      'T: booking_list: {hotel}, label "{city!}"',
      'U: {city}: {hotel}, everyone else is there too',
      'A: I moved the {city} reservation to {hotel}, as you asked.',
      'u: is the {city} arranged // A: Yes, {hotel}, two nights.',
    ],
    [
      'P: {hotel} – House rules: {thing!} {fee} EUR per night',
      'A: {hotel} charges {fee} euros for {thing}.',
      'u: what about {thing} at {hotel}? // A: Possible, {fee} euros.',
      'U: {hotel} wants {fee} for {thing}, I rang them',
      'T: extract ok {"hotel":"{hotel}","extra":"{thing!}","price":"{fee}"}',
      'a: {thing!} at {hotel} is not free. // A: It adds {fee} euros.',
      'A: I asked {hotel} about {thing}: {fee} a day.',
      'u: did {hotel} reply // A: They did. {thing!} will be {fee}.',
      'U: remember {fee} for {thing}, {hotel} takes it in cash',
    ],
  ],
  questions: [
    {
      kind: 'multi-hop',
      moments: [0, 1],
      answer: '{fee}',
      support: ['fee', 'hotel', 'thing', 'city'],
      derivation: 'one turn names the hotel of the trip, another its fee',
      asks: [
        'What will {thing} cost on the {city}?',
        'How much do we pay for {thing} where we sleep during the {city}?',
        'For the {city}: what does our hotel take for {thing}?',
        'what is the fee for {thing} at the {city} place',
        'Add {thing} to the budget of the {city}.',
        'Does {thing} cost extra during the {city}, and how much?',
        'I would like {thing} on the {city}. Price?',
        'What are the charges for {thing} at our accommodation for the {city}?',
        'Work out {thing} for two nights of the {city}: what is the rate?',
      ],
    },
  ],
  decoys: [
    'u: how far is {hotel} from the station // a: Ten minutes on foot.',
    'a: For the {city} I found six hotels; four are full.',
    'p: {hotel} – Guest reviews: 8.4 of 10. "Friendly staff."',
  ],
};

const SHARED_ACCOUNT: Topic = {
  name: 'household-account',
  draw: ({ world }) => ({ person: world.newPerson(), site: world.newSite(), email: world.newEmail() }),
  moments: [
    [
      'U: I use the {site} through the account of {person}',
      'A: The {site} runs under the name of {person!}, as you explained.',
      'a: Is the {site} account yours? // U: no, it belongs to {person}',
      'U: {person} pays for the {site}, I just watch along',
      'P: {site!} – Household of {person!}. You are a guest member.',
      'u: why can I not change the {site} plan? // A: Only {person!} can, it is her account.',
      'T: account_info {site!}: owner={person!}, role=guest',
      'U: {site}: ask {person}, the contract is hers',
      'u: cancel the {site} // A: That must be done by {person!}, who owns it.',
    ],
    [
      'U: {person} has a new mail address: {email}',
      'A: I saved {email} for {person!}.',
      'u: how do I reach {person}? // A: {email}.',
      'P: From: {person!} <{email}>',
      'T: contacts_get "{person!}" mail={email}',
      'a: The mail to {person!} bounced. // U: try {email}',
      'U: write to {person} at {email} and nowhere else',
      'A: {person!} answered from {email}.',
      'u: what is the address of {person} // A: Since spring it is {email}.',
    ],
  ],
  questions: [
    {
      kind: 'multi-hop',
      moments: [0, 1],
      answer: '{email}',
      support: ['email', 'person', 'site'],
      derivation: 'one turn names the owner of the account, another the mail address',
      asks: [
        'Which mail address belongs to the owner of our {site} account?',
        'Write to the person whose {site} account I use.',
        'Where do I send a request to change the {site} plan?',
        'how can I mail whoever owns the {site} account',
        'Ask the account holder of the {site} to add me.',
        'What is the email of the one who pays for the {site}?',
        'To whom, at what address, do I write about the {site} contract?',
        'The {site} owner should get a message: which address?',
        'Contact data of the {site} contract holder, please.',
      ],
    },
  ],
  decoys: [
    'u: is {person} coming on Sunday? // a: There is no reply yet.',
    'a: The {site} has a family plan for five.',
    'p: {site!} – Members: 3 of 5. Invite someone?',
  ],
};

/** Questions that need two turns from different sessions. */
export const MULTI_HOP: readonly Topic[] = [APPROVER, PICK_UP, HOTEL_RULE, SHARED_ACCOUNT];
