import type { Topic } from '../topic.js';

const QUOTES: Topic = {
  name: 'three-quotes',
  draw: ({ random }) => {
    const low = random.integer(150, 700);
    const [a, b, c] = random.shuffle([low, low + random.integer(15, 90), low + random.integer(100, 300)]);
    const names = [
      'Avery & Sons',
      'Brightfix',
      'Cornerstone Works',
      'Delta Repairs',
      'Evergreen Crew',
      'Fairway Services',
      'Guildhall Trades',
      'Hammond Bros',
    ];
    const firms = random.sample(names, 3);
    const best = firms[[a, b, c].indexOf(low)];
    const job = random.pick([['roof repair', 'work on the roof'], ['bathroom painting', 'paint job in the bathroom'], ['window cleaning', 'washing of the windows'], ['moving van', 'transport for the move'], ['fence', 'new garden fence'], ['solar panels', 'photovoltaics']]); // prettier-ignore
    return {
      firm1: firms[0],
      firm2: firms[1],
      firm3: firms[2],
      price1: String(a),
      price2: String(b),
      price3: String(c),
      best,
      job,
    };
  },
  moments: [1, 2, 3].map((n) => [
    `A: {firm${n}} quotes {price${n}} for the {job}.`,
    `P: {firm${n}} – Your estimate for "{job!}": {price${n}} EUR`,
    `U: {firm${n}} was here about the {job}, {price${n}} he says`,
    `u: did {firm${n}} answer? // A: Yes, {price${n}} euros for the {job}.`,
    `T: mail_search hit: {firm${n}}, offer {job!}, total {price${n}}`,
    `U: I have a slip of paper from {firm${n}}: {price${n}} for the {job}`,
    `a: {firm${n}} would do the {job}. // u: for how much? // A: {price${n}}.`,
    `A: The form of {firm${n}} works it out by itself: {price${n}}. That is the {job}.`,
    `U: {price${n}} from {firm${n}}, for the {job}`,
    `a: The {job}: {firm${n}} has written. // u: and? // A: They want {price${n}}.`,
    `T: note_add "{job!}: {firm${n}} {price${n}}"`,
    `U: {firm${n}} could start soon with the {job}, {price${n}} all in`,
  ]),
  questions: [
    {
      kind: 'aggregate',
      moments: [0, 1, 2],
      answer: '{best}',
      support: ['firm1', 'firm2', 'firm3', 'price1', 'price2', 'price3'],
      derivation: 'the firm with the lowest of the three prices',
      asks: [
        'Which offer for the {job} was the cheapest?',
        'Who does the {job} for the least money?',
        'Compare the offers for the {job}.',
        'which of the companies is best value for the {job}',
        'What did the different firms want for the {job}?',
        'Make a table of all estimates for the {job}.',
        'Who should get the {job} if only the price counts?',
        'How far apart were the bids for the {job}?',
        'Rank those who would do the {job} by cost.',
        'From whom was the lowest quote for the {job}?',
        'Accept the best bid for the {job}.',
        'Of everyone we asked about the {job}, who charges least?',
      ],
    },
  ],
  decoys: [
    'u: how long does a {job} take // a: The sources say one to three days.',
    'a: {firm1} has 4.2 stars, {firm2} has none.',
    'u: do I need a permit for the {job}? // a: The council page says no.',
  ],
};

const OUTSTANDING: Topic = {
  name: 'still-open',
  draw: ({ world }) => ({ one: world.newItem(), two: world.newItem(), three: world.newItem(), shop: world.shop() }),
  moments: [
    [
      'A: One order at {shop!} with three parts: {one}, {two} and {three}.',
      'U: I ordered three things from {shop}: {one}, {two}, {three}',
      'P: {shop!} – Order overview: {one!}, {two!}, {three!}. Items may be sent separately.',
      'u: what is in the {shop} order? // A: {one^}, {two}, {three}.',
      'T: order_items shop="{shop!}" ["{one!}","{two!}","{three!}"]',
      'a: {shop!}: basket has {one!}, {two!}, {three!}. Order? // U: yes, all three',
      'U: from {shop} there should come {three}, {one} and {two}',
      'A: {shop!} confirmed {two}, {three} and {one} together.',
      'A: Bought at {shop!} in one go: {three}, {two}, {one}.',
    ],
    [
      'U: the {one} has come, the rest not yet',
      'P: Partial delivery from {shop!}: {one!}',
      'A: Tracking says the {one} was delivered.',
      'T: parcel_status "{one!}" delivered',
      'u: something from {shop} was at the door // a: Which part? // U: {one}',
      'U: {one} arrived today, nice',
      'a: Is the {one} there? // U: yes, just unpacked it',
      'A: {shop!} sent word: {one} handed over.',
      'U: got the {one}, waiting for the others',
    ],
    [
      'U: now the {two} is here too',
      'P: {shop!}: your {two!} has been delivered',
      'A: Another part of the {shop} order came: {two}.',
      'T: parcel_status "{two!}" delivered, left with neighbour',
      'u: the neighbour has a box // a: That should be the {two}. // U: it was',
      'U: picked up the {two} next door',
      'a: And the {two}? // U: came this morning',
      'A: The {two} is marked as received.',
      'U: {two}: done, lying in the hall',
    ],
  ],
  questions: [
    {
      kind: 'aggregate',
      moments: [0, 1, 2],
      answer: '{three}',
      support: ['one', 'two', 'three'],
      derivation: 'three were ordered, two have come',
      asks: [
        'Which part of the {shop} order with the {one} is still missing?',
        'What am I still waiting for from {shop}, apart from the {one} and the {two}?',
        'Did the whole order with the {two} arrive?',
        'what has not come yet of the order with {one} in it',
        'Complain about what {shop} has not sent: we only got {one} and {two}.',
        'Is anything outstanding from when I bought the {two}?',
        'Of the three things ordered with the {two}, which were delivered?',
        'How complete is the shipment that the {one} belonged to?',
        'I unpacked the {one} and the {two}. What else was there supposed to be?',
        'Which article of the {one} order does {shop} owe me?',
        'Are all parts of my order with the {two} here?',
        'Check what remains of the purchase that included the {one}.',
      ],
    },
  ],
  decoys: [
    'u: does {shop} send things separately // a: Usually, from different stores.',
    'a: The {three} has a manual in four languages.',
    'u: is the {two} for the office? // a: You have not said.',
  ],
};

const CONTRADICTION: Topic = {
  name: 'contradiction',
  draw: ({ world, random }) => {
    const [a, b] = random.sample(['12 months', '24 months', '36 months', '5 years', '6 months'], 2);
    return { item: world.newItem(), shop: world.shop(), a, b };
  },
  moments: [
    [
      'P: {shop!} – {item!}: guarantee {a}',
      'A: The product page of the {item} promises a guarantee of {a}.',
      'u: how long is the {item} covered? // A: {shop!} says {a}.',
      'T: extract ok {"product":"{item!}","warranty":"{a}"}',
      'U: the leaflet with the {item} says {a} guarantee',
      'A: I read about the {item}: covered for {a}.',
      'U: {a} of warranty on the {item}, good',
      'a: What do we know about cover for the {item}? // U: {a}, it is printed on the box',
      'A: {shop!} repairs the {item} for nothing within {a}.',
    ],
    [
      'A: The chat of {shop!} told me something else about the {item}: {b}.',
      'U: on the phone they said {b} for the {item}. hm',
      'P: Terms and conditions of {shop!}, annex: {item!} – warranty {b}',
      'u: is that right about the guarantee of the {item}? // A: The small print says {b}.',
      'T: pdf_search "warranty" {item!}: "{b} from date of purchase"',
      'A: The invoice for the {item} states {b}.',
      'U: strange, the mail from {shop} speaks of {b} for the {item}',
      'a: I asked the maker about the {item}. // A: They only cover {b}.',
      'U: the salesman swears it is {b} on the {item}',
    ],
  ],
  questions: [
    {
      kind: 'aggregate',
      moments: [0, 1],
      answer: '{a} or {b}',
      derivation: 'two sources say different things, both have to be shown',
      asks: [
        'How long is the warranty on the {item}?',
        'Is the {item} still under guarantee after a year and a half?',
        'What do we know about the cover of the {item}?',
        'guarantee period of the {item}',
        'The {item} broke. Until when would {shop} have to repair it for free?',
        'What do the sources say on how long the {item} is covered?',
        'Do all sources agree on the warranty of the {item}?',
        'For how many months is the {item} insured against faults?',
        'Which different things were we told about the guarantee of the {item}?',
        'Can I rely on what they promise if the {item} fails?',
        'Sum up the statements on repair cover for the {item}.',
        'If the {item} stops working next year, who pays?',
      ],
    },
  ],
  decoys: [
    'u: is there an insurance for the {item} // a: For 3 euros a month, not worth it.',
    'a: The {item} can be repaired in two shops in town.',
    'p: {shop!}: Spare parts for {item!} are available',
  ],
};

const COUNT_VISITS: Topic = {
  name: 'list-people',
  draw: ({ world, random }) => ({ p1: world.newPerson(), p2: world.newPerson(), p3: world.newPerson(), event: random.pick([['garden party', 'summer feast'], ['book club', 'reading circle'], ['house-warming', 'party in the new flat'], ['birthday dinner', 'meal for the birthday'], ['hiking trip', 'walk in the hills'], ['farewell lunch', 'goodbye meal']]) }), // prettier-ignore
  moments: (['p1', 'p2', 'p3'] as const).map((p) => [
    `U: {${p}} is coming to the {event}`,
    `A: {${p}!} accepted the invitation to the {event}.`,
    `P: Reply from {${p}!}: "Yes to the {event!}!"`,
    `u: has {${p}} answered about the {event} // A: Yes, she will be there.`,
    `T: rsvp_list "{event!}": + {${p}!}`,
    `a: What about {${p}} and the {event}? // U: put her down`,
    `U: count {${p}} in for the {event}`,
    `A: There is a mail from {${p}!}: glad to join the {event}.`,
    `u: {${p}} called // a: About the {event}? // U: yes, she will be there`,
    `U: {${p}} will be at the {event} too`,
    `T: note_add "{event!}: {${p}!} yes"`,
    `a: {${p}!} asks when the {event} begins. // U: so she comes, put her on`,
  ]),
  questions: [
    {
      kind: 'aggregate',
      moments: [0, 1, 2],
      answer: '{p1}, {p2}, {p3}',
      derivation: 'everyone who accepted, one turn each',
      asks: [
        'Who is coming to the {event}?',
        'How many guests do we have for the {event}?',
        'Write to everyone who takes part in the {event}.',
        'give me all names for the {event}',
        'For how many people do I shop for the {event}?',
        'Make place cards for the {event}.',
        'Which people said yes to the {event}?',
        'Guest list of the {event}?',
        'Who of my friends joins the {event}?',
        'How many will we be at the {event}, me included?',
        'Name all those who will be at the {event}.',
        'Who accepted the invitation to the {event}?',
      ],
    },
  ],
  decoys: [
    'u: what shall we eat at the {event} // a: I saved four recipes.',
    'a: The forecast for the {event} is good.',
    'u: did {p1} like the last one? // a: She wrote a long thank-you.',
  ],
};

/** Questions whose answer has to be put together from several turns. */
export const AGGREGATES: readonly Topic[] = [QUOTES, OUTSTANDING, CONTRADICTION, COUNT_VISITS];
