import type { Topic } from '../topic.js';
import { before, current } from './changed.js';
import { CHANGED_TIMES } from './changed-times.js';

const ADDRESS: Topic = {
  name: 'address',
  draw: ({ world }) => ({ old: world.newAddress(), now: world.newAddress(), city: world.city(), shop: world.shop() }),
  moments: [
    [
      'u: send it to me // a: Which street? // U: {old}, {city}',
      'U: parcels go to {old}[, please|]',
      'P: {shop!} – Delivery address: {old}, {city}',
      'A: I filled in {old} as the delivery address at {shop!}.',
      'U: I live at {old}, the bell has no name on it',
      'T: profile_set ok home="{old}"',
      'a: {shop!} needs your street and number. // U: {old}',
      'a: Deliver to {old}, as on the last bill? // U: correct',
      'U: home is {old}, {city}, third floor',
    ],
    [
      'U: we moved! it is {now} from now on',
      'U: please send nothing to the old flat any more. {now}',
      'u: change of address // a: Where to? // U: {now}, {city}',
      'A: I replaced your address in the shops by {now}, as you wrote.',
      'U: the new place is {now}, keys since yesterday',
      'P: Address updated. Deliveries will be made to: {now}, {city}.',
      'a: Still the same street? // U: no, {now} now',
      'U: post is forwarded for six months only, so better write {now} everywhere',
      'a: The courier asks whether {now} is right. // U: it is, we live there now',
    ],
  ],
  questions: [
    current('{now}', [
      'What is my address?',
      'Where should the parcel go?',
      'Fill in the delivery address.',
      'where do I live',
      'To which street do I have things sent?',
      'The shop wants to know where to deliver.',
      'Tell the courier how to find us.',
      'Complete the shipping form with street and number.',
      'At which house do packages arrive at the moment?',
    ]),
    before('{old}', [
      'Where did we live before we moved?',
      'What was my previous address?',
      'The bank still has the former street, which one would that be?',
      'from which flat did we move out',
      'An old bill was sent to another house of ours. Which?',
      'Give the address that I used to have.',
    ]),
  ],
  decoys: [
    'u: my sister lives two streets further // a: Shall I note her address? // u: not needed',
    'a: {shop!} offers a pick-up point near the station.',
    'p: Estimated delivery: 3 to 5 working days. Deliveries to islands take longer.',
  ],
};

const PAYMENT_CARD: Topic = {
  name: 'payment-card',
  draw: ({ random, world }) => {
    const [old, now] = random.sample(
      ['blue Visa', 'company Amex', 'debit card ending 4471', 'joint Mastercard', 'travel card ending 0932'],
      2,
    );
    return { old, now, shop: world.shop() };
  },
  moments: [
    [
      'a: How would you like to pay? // U: {old}, always',
      'U: use the {old} for everything unless I say so',
      'a: {shop!} offers five ways to pay. // U: the {old} please',
      'A: Paid with the {old}.',
      'T: wallet_get default="{old}"',
      'a: Should I keep the {old} as the standard? // U: yes',
      'U: my normal card is the {old}',
      'P: {shop!} – Payment method: {old} (default)',
      'u: which card went through? // A: The {old}, as usual.',
    ],
    [
      'U: the other one expired, from today {now}',
      'U: stop using the old card, I have a {now} now',
      'a: The card was declined. // U: sorry, use the {now} from now on',
      'A: I set the {now} as your new standard in the wallet.',
      'T: wallet_set ok default="{now}" (was replaced)',
      'a: Pay as always? // U: no, {now}, also next time',
      'U: bank sent a new one. {now}. the rest goes in the bin',
      'P: Your default payment method has been changed to: {now}',
      'u: I cancelled that card // a: What do I take instead? // U: {now}',
    ],
  ],
  questions: [
    current('{now}', [
      'Which card should be used for payments?',
      'Pay for the basket.',
      'How do I pay at shops now?',
      'what is my default way of paying',
      'Check out with my usual means of payment.',
      'Which plastic do I use these days?',
      'The checkout asks for a payment method.',
      'Settle the bill the way I want it.',
      'With what do we pay if I say nothing?',
    ]),
    before('{old}', [
      'Which card did I use before?',
      'What was my standard card before the change?',
      'A refund will go to the card I no longer use. Which one was it?',
      'how did I pay at first',
      'Which card was replaced?',
      'Name the payment method that I gave up.',
    ]),
  ],
  decoys: [
    'u: do they charge extra for credit cards // a: {shop!} does not.',
    'u: my husband pays with his phone // a: That is possible at {shop!} too.',
    'p: {shop!}: We accept all major cards, bank transfer and gift cards.',
  ],
};

const PLAN_PRICE: Topic = {
  name: 'plan-price',
  draw: ({ world, random }) => {
    const old = random.integer(7, 39);
    return { plan: world.newSubscription(), old: String(old), now: String(old + random.integer(1, 9)), site: world.newSite() };
  },
  moments: [
    [
      'u: what do I pay for the {plan}? // A: {old} euros a month.',
      'P: Your contract: {plan!}, {old} EUR monthly, next bill in 12 days',
      'U: the {plan} is {old} a month, fair enough',
      'A: I found the {plan} on your statement: {old} euros each month.',
      'T: statement_search "{plan!}" -> 1 debit of {old}.00',
      'u: list the regular costs // A: The {plan} takes {old}, that is the largest one.',
      'a: The {plan} costs {old} a month for new customers. // U: take it',
      'A: Signed up for the {plan}; the price is {old} monthly.',
      'U: {old} for the {plan}, every month',
    ],
    [
      'P: Dear customer, from next month the price of your {plan!} will be {now} EUR.',
      'U: they raised the {plan} to {now}!',
      'u: why did they take more for the {plan}? // A: There was a letter: it is {now} now.',
      'A: The {plan} went up; the new price is {now}.',
      'T: statement_search "{plan!}" -> last debit {now}.00, differs from the ones before',
      'a: Your {plan} would rise to {now}. Cancel or accept? // U: accept',
      'U: the {plan} has become dearer, {now}, I let it run for now',
      'P: Tariff change {plan!}: new monthly fee {now} EUR',
      'u: did the {plan} people answer // A: Yes. They insist on {now} a month from here on.',
    ],
  ],
  questions: [
    current('{now}', [
      'How much is the {plan} per month?',
      'What does the {plan} cost me?',
      'What is the monthly fee for the {plan}?',
      'how much do I spend on the {plan} every month',
      'Put the {plan} into the budget table.',
      'Is the {plan} more than ten euros a month? How much exactly?',
      'What do they debit for the {plan} these days?',
      'Compare the {plan} with a cheaper offer: what is mine?',
      'What am I charged for the {plan}?',
    ]),
    before('{old}', [
      'What did the {plan} cost before the increase?',
      'How much was the {plan} at first?',
      'What was the former price of the {plan}?',
      'what did I pay for the {plan} until they raised it',
      'From which amount did the {plan} go up?',
      'The {plan} used to be cheaper: how much?',
    ]),
  ],
  decoys: [
    'u: can I pause the {plan}? // a: For up to three months, says the help page.',
    'a: The {plan} renews by itself unless it is cancelled.',
    'u: my brother has the same {plan} // a: Does he pay less? // u: no idea',
  ],
};

const CONTACT_REPLACED: Topic = {
  name: 'contact-replaced',
  draw: ({ world }) => ({ old: world.newPerson(), now: world.newPerson(), role: world.newRole(), site: world.newSite() }),
  moments: [
    [
      'U: {old!} is our {role}',
      'u: who do I ask about that? // A: Your {role}, {old!}.',
      'P: Your {role!}: {old!}. Office hours by appointment.',
      'U: mail {old!}, the {role}, about it',
      'a: There are two names in the mail. Who is the {role}? // U: {old!}',
      'A: I saved {old!} as {role}.',
      'T: contacts_add name="{old!}" role="{role!}"',
      'U: {old!} has been our {role} for years',
      'a: Is {old!} still your {role}? // U: yes',
    ],
    [
      'U: new {role}: {now!}',
      'P: Notice: {now!} takes over as {role!} from this month.',
      'U: {old} retired. ask {now!} from now on',
      'A: The auto-reply of {old!} says that {now!} does this now.',
      'a: {old!} answers no more. // U: of course, {now!} has the job now',
      'U: we changed the {role}, it is {now!}, take the old one out',
      'T: contacts_update role="{role!}" name="{now!}"',
      'U: {now!} replaces {old}',
      'a: A mail came from {now!}, who introduces herself as {role}. // U: right, instead of {old}',
    ],
  ],
  questions: [
    current('{now}', [
      'Who is the {role}?',
      'Write to our {role}.',
      'What is the name of the {role} we have?',
      'whom do I ask, I mean the {role}',
      'Forward this to the {role}.',
      'Who does the job of {role} at present?',
      'Which person acts as {role} for us?',
      'The letter needs the name of the {role}.',
      'Call the {role}, please.',
    ]),
    before('{old}', [
      'Who was the {role} before {now}?',
      'What was the name of our former {role}?',
      'Whose successor is {now}?',
      'who did the work of the {role} in the past',
      'Which {role} left?',
      'Whom did {now} replace?',
    ]),
  ],
  decoys: [
    'a: {old!} is out of office until next week.',
    'u: is there a cheaper {role}? // a: I found three in the area.',
    'u: {old} was helpful last time // a: Shall I leave a review? // u: not now',
  ],
};

/** Facts that a later turn replaces: asked for as they are now, and as they were before. */
export const CHANGED_FACTS: readonly Topic[] = [...CHANGED_TIMES, ADDRESS, PAYMENT_CARD, PLAN_PRICE, CONTACT_REPLACED];
