/** Things people buy, each under the names that people give it; the plain one first. */
export const ITEMS: readonly (readonly string[])[] = [
  ['espresso machine', 'coffee maker'],
  ['standing desk', 'height-adjustable desk'],
  ['rain jacket', 'waterproof coat'],
  ['vacuum cleaner', 'hoover'],
  ['noise-cancelling headphones', 'over-ear headset'],
  ['bike helmet', 'cycling helmet'],
  ['air purifier', 'air cleaner'],
  ['sofa', 'couch'],
  ['fridge', 'refrigerator'],
  ['external drive', 'portable SSD'],
  ['desk lamp', 'reading light'],
  ['suitcase', 'trolley case'],
  ['washing machine', 'washer'],
  ['running shoes', 'trainers'],
  ['pram', 'stroller'],
  ['printer toner', 'ink cartridge'],
  ['water filter', 'filter jug'],
  ['office chair', 'swivel seat'],
  ['tent', 'camping shelter'],
  ['mattress', 'memory-foam bed'],
  ['garden hose', 'hosepipe'],
  ['phone charger', 'charging brick'],
  ['laptop sleeve', 'notebook case'],
  ['cordless drill', 'power screwdriver'],
  ['bookshelf', 'shelving unit'],
  ['rug', 'carpet'],
  ['yoga mat', 'exercise mat'],
  ['monitor', '27-inch screen'],
  ['child seat', 'car seat'],
  ['winter tyres', 'set of tires'],
  ['curtains', 'drapes'],
  ['kettle', 'water boiler'],
  ['dog bed', 'pet cushion'],
  ['webcam', 'video-call camera'],
  ['barbecue', 'grill'],
  ['humidifier', 'air moistener'],
  ['guitar strings', 'string set'],
  ['backpack', 'rucksack'],
  ['sunglasses', 'shades'],
  ['baby monitor', 'nursery intercom'],
];

/** Shops: full name, then what people call it. */
export const SHOPS: readonly (readonly string[])[] = [
  ['Northgate Hardware', 'Northgate'],
  ['Bellmore Home', 'Bellmore'],
  ['Kestrel Outdoor', 'Kestrel'],
  ['Fernhill Electronics', 'Fernhill'],
  ['Tidewater Supply', 'Tidewater'],
  ['Marlow & Finch', 'M&F'],
  ['Quillon Office', 'Quillon'],
  ['Saltbox Living', 'Saltbox'],
  ['Pinecrest Sports', 'Pinecrest'],
  ['Orbit Direct', 'Orbit'],
  ['Harrow Lane Market', 'Harrow Lane'],
  ['Copperfield Stores', 'Copperfield'],
  ['Driftwood Depot', 'Driftwood'],
  ['Voltaire Tech', 'Voltaire'],
  ['Mistral Garden Centre', 'Mistral'],
  ['Lumen Lighting', 'Lumen'],
];

/** Services with a site: name, then what people call it. */
export const SITES: readonly (readonly string[])[] = [
  ['council portal', 'city council site'],
  ['revenue portal', 'tax office site'],
  ['MediBook', 'doctor booking site'],
  ['RailPoint', 'train site'],
  ['ParkEasy', 'parking app'],
  ['parents portal', 'school site'],
  ['LedgerLite', 'invoicing tool'],
  ['Gridwise', 'electricity supplier'],
  ['HomeNest', 'rental listings site'],
  ['TransitHub', 'bus pass site'],
  ['library catalogue', 'library site'],
  ['FitLoop', 'gym site'],
  ['Paydesk', 'expenses system'],
  ['CargoTrack', 'freight tracker'],
  ['Sunlight Insurance', "insurer's portal"],
  ['TicketBarn', 'concert ticket site'],
  ['Hostwell', 'web hosting panel'],
  ['Staffline', 'HR portal'],
];

export const FIRST_NAMES = 'Amara Bastian Chiara Dmitri Elif Farah Gustav Hana Imran Joana Kofi Leena Marek Nadia Oscar Priya Quentin Rosa Stefan Tamsin Umar Vera Wen Ximena Yusuf Zelda Anton Bridget Callum Dalia Esteban Freya Gareth Helga Ivo Jasmin'.split(' '); // prettier-ignore
export const LAST_NAMES = 'Abara Brandt Castellan Dufour Eriksen Fenwick Grabowski Hollis Ibarra Jansen Kowal Lindqvist Marchetti Novak Okafor Petrov Quist Rahman Sandoval Thorne Ueda Vasquez Whitlock Yilmaz Zeller Ashdown Bellweather Coutinho Drummond Ferrante'.split(' '); // prettier-ignore

/** What people are to the user, under the names they go by. */
export const ROLES: readonly (readonly string[])[] = [
  ['accountant', 'bookkeeper'],
  ['landlord', 'owner of the flat'],
  ['line manager', 'boss'],
  ['plumber', 'one who fixes the pipes'],
  ['dentist', 'tooth doctor'],
  ['travel agent', 'trip planner'],
  ['office manager', 'one who runs the office'],
  ['IT contact', 'help desk person'],
  ['piano teacher', 'music tutor'],
  ['supplier rep', 'account manager on the supplier side'],
  ['vet', 'animal doctor'],
  ['caretaker', 'janitor'],
  ['insurance broker', 'policy adviser'],
  ['recruiter', 'hiring contact'],
  ['physiotherapist', 'physio'],
  ['tax adviser', 'tax consultant'],
  ['electrician', 'wiring person'],
  ['childminder', 'nanny'],
  ['estate agent', 'realtor'],
  ['gardener', 'one who mows the lawn'],
];

export const CARDS = ['blue Visa', 'company Amex', 'debit card ending 4471', 'joint Mastercard', 'travel card ending 0932', 'PayPal balance', 'prepaid Maestro', 'corporate card ending 7718']; // prettier-ignore
export const STREETS = 'Alder Brewery Canal Dovecote Elm Foundry Granary Hawthorn Ivy Juniper Kiln Linden Mill Orchard Priory Quarry Rectory Station Tannery Wharf'.split(' '); // prettier-ignore
export const CITIES = 'Aldmoor Brackley Corvenham Dunmere Eastwick Farrowby Glenhaven Hartsea Inverloch Kirkdale Lowestone Marbury Norwell Oxmere Pentland Rothbury Silverton Thornbury'.split(' '); // prettier-ignore
export const HOTELS = ['Hotel Meridian', 'the Blue Anchor', 'Pension Adler', 'Grand Central Lodge', 'the Copper Kettle Inn', 'Villa Serena', 'Harbour View Suites', 'the Old Mill Guesthouse']; // prettier-ignore
export const RESTAURANTS = ['Casa Lupo', 'the Saffron Room', 'Nori House', 'Bistro Perdu', 'the Green Olive', 'Mama Tesfaye', 'Trattoria Bianca', 'the Smokehouse']; // prettier-ignore

/** Papers that have a due date or a place. */
export const DOCUMENTS: readonly (readonly string[])[] = [
  ['VAT return', 'sales tax filing'],
  ['visa application', 'entry permit paperwork'],
  ['parking permit renewal', 'resident parking form'],
  ['grant proposal', 'funding application'],
  ['tenancy agreement', 'lease'],
  ['car insurance claim', 'accident claim'],
  ['school enrolment form', 'registration for the school'],
  ['quarterly report', 'three-month summary'],
  ['passport renewal', 'new passport paperwork'],
  ['expense claim', 'travel costs form'],
  ['conference abstract', 'talk submission'],
  ['energy certificate', 'building efficiency document'],
];

/** Things that are paid for every month. */
export const SUBSCRIPTIONS: readonly (readonly string[])[] = [
  ['mobile plan', 'phone contract'],
  ['music streaming', 'song service'],
  ['gym membership', 'fitness club'],
  ['cloud storage', 'online backup'],
  ['newspaper subscription', 'daily paper'],
  ['meal kit', 'recipe box'],
  ['broadband', 'home internet'],
  ['language app', 'vocabulary trainer'],
  ['parking spot', 'garage space'],
  ['magazine bundle', 'periodicals pack'],
];

/** Meetings that repeat or move. */
export const MEETINGS: readonly (readonly string[])[] = [
  ['budget review', 'talk about the finances'],
  ['weekly sync', 'team catch-up'],
  ['parent evening', 'talk at the school'],
  ['kitchen fitting', 'installation of the kitchen'],
  ['car service', 'garage appointment'],
  ['eye test', 'optician visit'],
  ['site inspection', 'walk through the building'],
  ['design critique', 'feedback round'],
  ['flu jab', 'vaccination'],
  ['boiler check', 'heating inspection'],
  ['haircut', 'hairdresser visit'],
  ['supplier call', 'phone conference with the vendor'],
];
