import {
  checkAtom,
  dateAtom,
  emailAtom,
  numberAtom,
  severalAtom,
  stepperAtom,
  switchAtom,
  textareaAtom,
  timeAtom,
} from '../../atoms/index.js';
import { compose } from '../../compose.js';
import { cities, countries, entryOf, field, fields, fullName, oneOf, phone, someOf } from './theme.js';

/** A room in a hotel. */
export const bookingForm = compose({
  name: 'booking-form',
  fields: [
    field('City|Destination|Where to', cities), field('Check-in|Arrival|Arrival date', dateAtom), field('Check-out|Departure|Departure date', dateAtom), field('Guests|Adults', stepperAtom), field('Rooms|Number of rooms', stepperAtom),
    field('Room type|Kind of room', oneOf('Single, Double, Family, Suite')), field('Breakfast|Breakfast included', checkAtom), field('Parking|Parking space', checkAtom), field('Arrival time|Arriving at', timeAtom), field('Name|Name of guest', fullName), field('Wishes|Special requests', textareaAtom),
  ],
  within: ['page', 'page', 'tabs', 'wizard'],
  ends: ['submit'],
  confirms: 0.2,
  submits: ['Book', 'Book now', 'Reserve', 'Check availability'],
  about: { seen: ['We go on holiday.', 'I need a room.', 'Book a stay for me.'], heldOut: ['Find us a place to sleep.'] },
}); // prettier-ignore

/** A search for a journey between two places. */
export const tripSearch = compose({
  name: 'trip-search',
  fields: [
    field('From|Origin|Leaving from', cities), field('To|Going to|Destination', cities), field('Date|Travel date|Departure', dateAtom), field('Time|Leave after', timeAtom), field('Passengers|Travellers', stepperAtom),
    field('Class|Cabin', oneOf('First, Business, Economy', ['radio', 'toggle', 'select'])), field('Direct only|No changes', checkAtom), field('Bicycle|Take a bicycle', checkAtom),
  ],
  ends: ['submit', 'submit', 'submit', 'stop'],
  submits: ['Search', 'Find connections', 'Search trips'],
  about: { seen: ['I have to travel.', 'Look for a train.', 'My sister is visiting.'], heldOut: ['How do I get there?'] },
}); // prettier-ignore

/** Something that takes place somewhere. */
export const eventForm = compose({
  name: 'event-form',
  fields: [
    field('Title|Event name|What', entryOf((words) => words.thing())), field('Date|Day|On', dateAtom), field('Starts at|Start time|Begin', timeAtom), field('Ends at|End time|Until', timeAtom), field('Location|Place|Where', cities), field('Reminder|Remind me', oneOf('None, 5 minutes before, 1 hour before, 1 day before')),
    field('Repeats|Repeat', oneOf('Never, Daily, Weekly, Monthly')), field('All day|Whole day', switchAtom), field('Private|Hide from others', checkAtom), field('Invite|Guest e-mail', emailAtom), field('Notes|Agenda', textareaAtom),
  ],
  within: ['page', 'page', 'tabs', 'accordion'],
  submits: ['Save event', 'Create event', 'Add to calendar', 'Save'],
  about: { seen: ['Put this into the calendar.', 'We are planning a meeting.', 'Everybody should come.'], heldOut: ['A new appointment.'] },
}); // prettier-ignore

/** A car for some days. */
export const carRental = compose({
  name: 'car-rental',
  fields: [
    field('Pick-up place|Pick up in', cities), field('Return place|Return to', cities), field('Pick-up date|From', dateAtom), field('Return date|Until', dateAtom), field('Pick-up time|At', timeAtom), field('Car|Kind of car', oneOf('Small car, Estate, Van, Convertible')),
    field('Driver|Name of the driver', fullName), field('Child seats|Number of child seats', stepperAtom), ...fields('Full insurance, Navigation, Second driver', checkAtom), field('Gearbox|Transmission', oneOf('Manual, Automatic', ['radio', 'toggle', 'select'])),
  ],
  within: ['page', 'wizard', 'accordion'],
  ends: ['submit'],
  confirms: 0.2,
  submits: ['Rent', 'Reserve car', 'Continue'],
  impossibleShare: 0.1,
  about: { seen: ['We need a car.', 'Rent one for the weekend.'], heldOut: ['I want to drive.'] },
}); // prettier-ignore

/** What an insurance wants to know. */
export const insuranceQuote = compose({
  name: 'insurance-quote',
  fields: [
    field('Insured person|Name', fullName), field('Date of birth|Born', dateAtom), field('Country|Home country', countries), field('Sum insured|Amount', numberAtom), field('Cover|Plan', oneOf('Basic, Comfort, Premium')), field('Payment interval|Pay every', oneOf('Month, Quarter, Year', ['radio', 'toggle', 'select'])),
    field('Smoker|Dangerous sports', switchAtom), field('Include|Also insure', severalAtom(() => ['Luggage', 'Bicycle', 'Glasses', 'Phone'])), field('Phone|Call me at', phone), field('Paper documents|Send it by post', checkAtom),
  ],
  within: ['wizard', 'wizard', 'page'],
  ends: ['submit'],
  validates: 0.3,
  submits: ['Get quote', 'Calculate', 'Show price'],
  about: { seen: ['I want to know what it costs.', 'Ask for an offer.'], heldOut: ['Compare prices for me.'] },
}); // prettier-ignore

/** A parcel to send. */
export const shippingLabel = compose({
  name: 'shipping-label',
  fields: [
    field('Receiver|Ship to', fullName), field('City|Town', cities), field('Country|To country', countries), field('Weight|Weight in kg', numberAtom), field('Parcel size|Box', oneOf('Letter, Small box, Large box, Pallet')), field('Speed|Service', oneOf('Economy, Standard, Overnight')),
    field('Insured|With insurance', checkAtom), field('Fragile|Handle with care', checkAtom), field('Content|What is inside', someOf((words) => words.noun())), field('Labels|Copies', stepperAtom), field('Collect on|Pick-up day', dateAtom),
  ],
  within: ['page', 'tabs', 'wizard'],
  ends: ['submit'],
  validates: 0.2,
  submits: ['Print label', 'Create label', 'Ship'],
  about: { seen: ['I send a parcel.', 'Make a label.'], heldOut: ['It has to arrive soon.'] },
}); // prettier-ignore
