import type { Topic } from '../topic.js';

const ORDER_REFERENCE: Topic = {
  name: 'order-reference',
  draw: ({ world }) => ({ item: world.newItem(), shop: world.shop(), ref: world.newCode() }),
  moments: [
    [
      'u: [Go ahead and|Please] buy the {item} [from|at] {shop}. // a: Checking out [with your card|now]. // P: Thank you for your order! {item^!} – confirmation number {ref}. You will receive an email shortly.',
      'A: The {item} is ordered. {shop!} gave {ref}. // u: noted',
      'u: did the {item} go through? // A: Yes, {shop!} accepted it and shows {ref}.',
      'a: I am at the last step for the {item}. Place it? // u: [yes|do it|go] // T: order_submit ok, merchant={shop!} reference={ref}',
      'A: Bought: {item!}, {shop!}, paid by card, {ref}.',
      'p: {shop!} – Basket (1): {item!} // a: Submitting. // P: Order received. Keep {ref} for any enquiry.',
      'U: I got the {item} myself [last night|this morning] at {shop}, the mail says {ref}',
      'u: finish the {shop} basket // a: Done, only the {item} was in it. // u: and the number? // A: {ref}.',
      'T: mail_search hit: "Your {shop!} purchase" – {item!}, ref. {ref}, arriving within a week',
      'a: Checkout at {shop!} asked for a phone number, I left it empty; the {item} was accepted anyway. // A: The receipt reads {ref}.',
      'u: please keep this somewhere: {item} from {shop}. // U: {ref}',
      'A: {shop!} has taken the order for the {item}; their page calls it {ref}.',
      'u: I want the {item} after all // a: Placed it at {shop!} just now. // A: If you ring them, quote {ref}.',
      'P: Order {ref} confirmed. 1 x {item!}. Sold by {shop!}.',
    ],
  ],
  questions: [
    {
      kind: 'single-fact',
      moments: [0],
      answer: '{ref}',
      asks: [
        'What is the order number for the {item}?',
        'Which reference did {shop} give me for the {item}?',
        'I need to call {shop} about the {item}, what do I quote?',
        'under what number is the {item} purchase filed',
        'Find the confirmation code of my {item} order.',
        'Track the {item}: [I think|] they want the order id.',
        'The {item} never turned up. What was the purchase ref?',
        'Give me the booking code from when we bought the {item}',
        'customer service asks for the number on the {item} receipt',
        'Return the {item} to {shop}; the form needs the transaction reference.',
        'What identifier does {shop} use for my {item}?',
        'Do you still have the code the shop sent about the {item}?',
        'Reference no. of the {item}?',
        'Look up the {item} delivery by its order reference.',
      ],
    },
  ],
  decoys: [
    'u: how does the {item} look // a: The photos show it in three finishes; the reviews are mixed.',
    'a: The first attempt to order the {item} failed at the payment step, no number was given.',
    'p: {shop!}: customers who viewed {item!} also viewed accessories and spare parts',
    'u: how long does {shop} take for an order confirmation? // a: Their help page says up to an hour.',
  ],
};

const PRICE_FOUND: Topic = {
  name: 'price-found',
  draw: ({ world }) => ({ item: world.newItem(), shop: world.shop(), price: world.euros(35, 890) }),
  moments: [
    [
      'u: what does the {item} cost at {shop}? // A: {price} euros[, shipping included|].',
      'P: {shop!} | {item!} | {price} EUR | in stock, 2-4 days',
      'A: Cheapest {item} so far: {shop!}, {price} euros.',
      'T: extract ok {"product":"{item!}","seller":"{shop!}","amount":"{price}","currency":"EUR"}',
      'u: look at the {item} on {shop} // a: There are two versions. // u: the plain one // A: That is {price}.',
      'U: saw the {item} in the window of {shop} for {price}',
      'a: {shop!} lists the {item} without a price until it is in the basket. // A: In the basket it says {price} euros.',
      'u: is it still under a thousand? I mean the {item} // A: Yes, {shop!} asks {price} for it.',
      'A: I compared the {item}: {shop!} wants {price}, the others do not stock it.',
      'P: Special of the week at {shop!}: {item!} now {price} EUR',
      'u: and at {shop}? // A: The {item} is {price} euros there.',
      'U: {price} for the {item} at {shop}, that is too much for now',
    ],
  ],
  questions: [
    {
      kind: 'single-fact',
      moments: [0],
      answer: '{price}',
      asks: [
        'How much was the {item} at {shop}?',
        'What price did we see for the {item}?',
        'What would the {item} set me back at {shop}?',
        'how expensive is the {item}',
        'Is the {item} still at the same price as when we looked?',
        'Compare with what {shop} charges for the {item}.',
        'What amount should I plan for the {item}?',
        'I want to haggle over the {item}: what does {shop} ask?',
        'cost of the {item} at {shop}?',
        'What was the tag on the {item}?',
        'Remember the {item} we looked at? What did they want for it?',
        'How many euros is the {item} again?',
      ],
    },
  ],
  decoys: [
    'u: does the {item} come with a warranty // a: The page does not say.',
    'a: The price alert for the {item} needs an account at {shop!}; I did not set it.',
    'u: my neighbour paid far too much for hers // a: For the {item}? // u: yes, no idea how much',
  ],
};

const SIZE: Topic = {
  name: 'size',
  draw: ({ world, random }) => ({
    person: world.newPerson(),
    thing: random.pick([
      ['shoes', 'footwear'],
      ['shirts', 'tops'],
      ['gloves', 'mittens'],
      ['trousers', 'pants'],
      ['hats', 'caps'],
    ]),
    size: random.pick(['38', '41', '43', '44.5', 'XS', 'XXL', '32/34', '58 cm', '7.5']),
    shop: world.shop(),
  }),
  moments: [
    [
      'U: {person} takes {size} in {thing}',
      'a: Which size of {thing} for {person}? // U: {size}',
      'u: a present for {person}, {thing} maybe // a: I need the size. // U: {size}, I checked',
      'A: For {person} I picked {thing} in {size}, as on the list you sent.',
      'U: {person} sent the {thing} back, {size} would have been right',
      'P: {shop!} wish list of {person!}: {thing!}, size {size}',
      'u: are the {thing} for {person} too small? // A: By the chart {person} needs {size}.',
      'a: {shop!} has the {thing} in {size} only. // U: perfect, that is what {person} wears',
      'U: note for birthdays: {person}, {thing}: {size}',
      'T: note_add "{person!} / {thing!} / {size}"',
      'u: {person} tried mine on // a: And the {thing} fit? // U: no, {size} is what she needs',
      'U: {thing} for {person} always {size}, whatever the label says',
    ],
  ],
  questions: [
    {
      kind: 'single-fact',
      moments: [0],
      answer: '{size}',
      asks: [
        'What size of {thing} does {person} need?',
        'Order {thing} for {person}.',
        'How large are the {thing} of {person}?',
        '{person} would like new {thing}. Which size?',
        'what do I pick in the size menu for the {thing} of {person}',
        'Do you know which {thing} fit {person}?',
        'Buy {person} some {thing}, you know the measurements.',
        'Size of {person} in {thing}?',
        'Which label should be on {thing} I buy for {person}?',
        'Would 40 be right for {person} in {thing}?',
        'The shop asks how big the {thing} for {person} must be.',
        'I am standing in front of {thing} for {person}, help',
      ],
    },
  ],
  decoys: [
    'u: {person} likes {thing} in green // a: I will keep that in mind.',
    'p: {shop!} – Size guide: {thing!} run small, order one size up',
    'u: are there {thing} for children? // a: Yes, {shop!} has a page for them.',
  ],
};

const RETURN_WINDOW: Topic = {
  name: 'return-window',
  draw: ({ world, random }) => ({
    item: world.newItem(),
    shop: world.shop(),
    days: random.pick(['14', '21', '30', '45', '60', '90', '100']),
  }),
  moments: [
    [
      'u: can I send the {item} back? // A: Yes, {shop!} takes it back within {days} days.',
      'P: {shop!} – Delivery of {item!}. Not happy? You have {days} days to return it.',
      'A: About the {item}: {shop!} allows {days} days, original box required.',
      'U: the guy at {shop} said I can bring the {item} back for {days} days',
      'a: The general rule at {shop!} does not hold for the {item}. // A: For this one it is {days} days.',
      'T: extract ok returns_policy(item="{item!}", seller="{shop!}") = {days}d',
      'u: and if the {item} does not fit? // a: I looked at the small print. // A: {days} days, then it is yours.',
      'A: {shop!} wrote that the {item} may be exchanged for up to {days} days.',
      'u: I am not sure about the {item} // A: No hurry: {shop!} gives you {days} days.',
      'U: {days} days to decide about the {item}, says the slip from {shop}',
      'P: Your {item!} from {shop!}: trial period of {days} days starts on delivery',
      'A: I asked the chat of {shop!}. They refund the {item} for {days} days after arrival.',
    ],
  ],
  questions: [
    {
      kind: 'single-fact',
      moments: [0],
      answer: '{days}',
      asks: [
        'How many days do I have to return the {item}?',
        'Until when can the {item} go back to {shop}?',
        'What is the refund period for the {item}?',
        'can I still give the {item} back',
        'How long may I keep the {item} before deciding?',
        'I regret buying the {item}. Is it too late?',
        'Return window of the {item}?',
        'Does {shop} still take the {item} back after a month?',
        'How much time is there to exchange the {item}?',
        'By when must I send {shop} their {item} again if I do not like it?',
        'Is there a deadline for refunds on the {item}?',
        'How generous is {shop} with the {item} if I change my mind?',
      ],
    },
  ],
  decoys: [
    'u: is the {item} heavy? // a: About four kilos with the box.',
    'p: {shop!}: Returns are free with our label. Opening hours of the returns desk: weekdays.',
    'a: The {item} arrives in two parcels.',
  ],
};

/** Facts about things that are bought, said once and asked for once. */
export const SHOPPING: readonly Topic[] = [ORDER_REFERENCE, PRICE_FOUND, SIZE, RETURN_WINDOW];
