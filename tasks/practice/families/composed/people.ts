import {
  agreeAtom,
  checkAtom,
  dateAtom,
  emailAtom,
  numberAtom,
  passwordTwiceAtom,
  severalAtom,
  switchAtom,
  textareaAtom,
} from '../../atoms/index.js';
import { compose } from '../../compose.js';
import { capital } from '../../words/words.js';
import {
  countries,
  entryOf,
  field,
  fields,
  firstName,
  fullName,
  lastName,
  oneOf,
  phone,
  postcode,
  street,
  town,
} from './theme.js';

/** The profile of a member: names, birthday, country, what is public. */
export const profileForm = compose({
  name: 'profile-form',
  fields: [
    field('First name|Given name', firstName), field('Last name|Surname|Family name', lastName), field('E-mail|Email address|E-mail address', emailAtom),
    field('Phone|Mobile number|Telephone', phone), field('Birthday|Date of birth|Born on', dateAtom), field('Country|Country of residence', countries),
    field('About me|Biography|Short description', textareaAtom), field('Language|Preferred language', oneOf('English, German, French, Spanish, Polish, Dutch')),
    field('Public profile|Visible to everyone', switchAtom), field('Newsletter|Weekly digest|Product news', checkAtom), field('Website|Homepage', entryOf((words) => words.url(), 'url')),
  ],
  within: ['page', 'page', 'tabs', 'accordion'],
  submits: ['Save profile', 'Save', 'Update profile', 'Save changes'],
  about: { seen: ['My profile is out of date.', 'I just moved.', 'This is for my account.'], heldOut: ['Some of my data is wrong.'] },
}); // prettier-ignore

/** A new account: user name, address, the password twice, the terms; the form says what is wrong. */
export const registration = compose({
  name: 'registration',
  fields: [
    field('Username|User name|Login name', entryOf((words) => words.userName())), field('E-mail|Email address', emailAtom), field('Password|New password', passwordTwiceAtom),
    field('I agree to the terms|I accept the terms of use|Terms and conditions', agreeAtom), field('Full name|Display name', fullName),
    field('Country|Region', countries), field('Send me news|Subscribe to the newsletter', checkAtom),
  ],
  count: [2, 5],
  distractors: [0, 2],
  validates: 0.6,
  ends: ['submit'],
  submits: ['Register', 'Sign up', 'Create account', 'Join'],
  about: { seen: ['I want an account here.', 'Register a new user.', 'Sign me up.'], heldOut: ['Make me a member.'] },
}); // prettier-ignore

/** An application for a job, one part after the other. */
export const jobApplication = compose({
  name: 'job-application',
  fields: [
    field('Full name|Applicant', fullName), field('E-mail|Contact address', emailAtom), field('Phone|Mobile', phone),
    field('Position|Job|Role', oneOf('Nurse, Cook, Driver, Accountant, Gardener, Designer, Engineer')), field('Start date|Available from|Earliest start', dateAtom),
    field('Years of experience|Experience in years', numberAtom), field('Cover letter|Motivation', textareaAtom), field('Driving licence|I have a driving licence', checkAtom),
    field('Employment|Type of work', oneOf('Full time, Part time, Freelance, Internship')), field('Willing to travel|Open to relocation', switchAtom),
  ],
  within: ['wizard', 'wizard', 'page', 'accordion'],
  ends: ['submit'],
  validates: 0.3,
  confirms: 0.3,
  submits: ['Apply', 'Send application', 'Submit application'],
  about: { seen: ['I am applying for a job.', 'Fill in the application.', 'They need this today.'], heldOut: ['Help me to get this job.'] },
}); // prettier-ignore

/** A message to a company. */
export const contactForm = compose({
  name: 'contact-form',
  fields: [
    field('Your name|Name', fullName), field('Your e-mail|E-mail|Reply address', emailAtom), field('Subject|Topic line', entryOf((words) => words.thing())),
    field('Message|Your message|Question', textareaAtom), field('Department|Topic|Reason', oneOf('Sales, Support, Billing, Press, Returns')),
    field('Order number|Reference', entryOf((words) => words.code())), field('Send me a copy|Copy to myself', checkAtom), field('Priority|Urgency', oneOf('Low, Normal, High')),
  ],
  count: [2, 4],
  validates: 0.5,
  ends: ['submit'],
  submits: ['Send', 'Send message', 'Contact us'],
  about: { seen: ['I have a question for the company.', 'Write to the support team.', 'Something went wrong with my order.'], heldOut: ['They should call me.'] },
}); // prettier-ignore

/** Questions with scales. */
export const survey = compose({
  name: 'survey',
  fields: [
    ...fields('The service was friendly, The product is easy to use, I would come again, The price is fair, Delivery was fast', oneOf('Strongly agree, Agree, Neutral, Disagree, Strongly disagree', ['radio', 'radio', 'toggle', 'select'])),
    field('How often do you visit?|How often do you shop here?', oneOf('Daily, Weekly, Monthly, Rarely, Never', ['radio', 'select'])), field('Age group|Your age', oneOf('Under 20, 20 to 39, 40 to 59, 60 or older', ['radio', 'select'])),
    field('What did you use?|Which parts did you visit?', severalAtom(() => ['Shop', 'Forum', 'Blog', 'Help pages', 'Chat'])), field('Anything else?|Remarks', textareaAtom), field('You may contact me|Contact me about my answers', checkAtom),
  ],
  within: ['page', 'page', 'wizard'],
  ends: ['submit'],
  validates: 0.2,
  submits: ['Send answers', 'Finish survey', 'Submit answers'],
  about: { seen: ['Answer the survey for me.', 'These are my answers.', 'Fill in the questionnaire.'], heldOut: ['Take part in the poll.'] },
}); // prettier-ignore

/** Someone wants to take an animal home. */
export const petAdoption = compose({
  name: 'pet-adoption',
  fields: [
    field('Animal|Pet|Kind of animal', oneOf('Dog, Cat, Rabbit, Parrot, Hamster')), field("Pet's name|Name of the animal", entryOf((words) => capital(words.madeUp()))), field('Your name|New owner', fullName),
    field('Phone|Telephone', phone), field('Pick-up date|Visit on', dateAtom), field('Garden|I have a garden', checkAtom), field('Children at home|Other pets', switchAtom),
    field('Experience with|Animals you had', severalAtom(() => ['Dogs', 'Cats', 'Birds', 'Fish', 'Horses'])), field('Why this animal?|Reason', textareaAtom),
  ],
  within: ['page', 'wizard', 'tabs'],
  confirms: 0.25,
  ends: ['submit'],
  submits: ['Adopt', 'Send request', 'Request a visit'],
  about: { seen: ['We want to adopt a pet.', 'The shelter is waiting for this.', 'We saw it last week.'], heldOut: ['Our family gets an animal.'] },
}); // prettier-ignore

/** A form that came back with errors: some entries have to be mended. */
export const deliveryAddress = compose({
  name: 'delivery-address',
  fields: [
    field('Recipient|Deliver to|Name', fullName), field('Street|Street and number', street), field('City|Town', town), field('Postal code|Zip code', postcode),
    field('Country|Land', countries), field('Phone|Phone for the driver', phone), field('Instructions|Note for the driver', textareaAtom), field('Leave at the door|Neighbours may take it', checkAtom),
  ],
  validates: 0.7,
  complains: true,
  ends: ['submit'],
  submits: ['Use this address', 'Save address', 'Deliver here'],
  about: { seen: ['My parcel goes to another place.', 'The address was refused.', 'There is something wrong with the address.'], heldOut: ['The driver could not find us.'] },
}); // prettier-ignore
