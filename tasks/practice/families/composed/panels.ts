import {
  checkAtom,
  dateAtom,
  emailAtom,
  severalAtom,
  sliderAtom,
  stepperAtom,
  switchAtom,
  textareaAtom,
  timeAtom,
} from '../../atoms/index.js';
import { compose } from '../../compose.js';
import { entryOf, field, fields, fullName, oneOf, phone, someOf } from './theme.js';

/** Settings in tabs, most of which count at once. */
export const preferencesTabs = compose({
  name: 'preferences-tabs',
  fields: [
    ...fields('Dark mode, Spell check, Read receipts, Auto save, Sound effects', switchAtom), field('Theme|Look', oneOf('Light, Dark, Automatic')), field('Language|Display language', oneOf('English, German, Italian, Turkish, Swedish')), field('Font size|Text size', stepperAtom),
    ...fields('Show avatars, Compact list', checkAtom), field('Start page|Open with', oneOf('Inbox, Calendar, News, Last page')), field('Signature|Footer text', textareaAtom),
  ],
  within: ['tabs', 'tabs', 'accordion'],
  ends: ['stop', 'submit'],
  submits: ['Save preferences', 'Save', 'Apply'],
  about: { seen: ['I do not like how it is now.', 'Change my preferences.', 'Set it up for me.'], heldOut: ['Make it comfortable.'] },
}); // prettier-ignore

/** A device with switches and sliders: what one changes holds at once. */
export const deviceSettings = compose({
  name: 'device-settings',
  fields: [
    ...fields('Brightness, Volume, Ring volume', sliderAtom), ...fields('Bluetooth, Wi-Fi, Airplane mode, Location', switchAtom), field('Screen timeout|Sleep after', oneOf('15 seconds, 1 minute, 5 minutes, Never')), field('Device name|Name of this device', entryOf((words) => words.thing())),
    field('Ringtone|Sound', someOf((words) => words.thing())), field('Battery saver|Power saving', switchAtom),
  ],
  within: ['page', 'page', 'accordion', 'tabs'],
  ends: ['stop'],
  about: { seen: ['The phone is too loud.', 'Save some power.', 'I am on a plane.'], heldOut: ['Make the phone ready.'] },
}); // prettier-ignore

/** Who may see what: sections that open. */
export const privacyPanel = compose({
  name: 'privacy-panel',
  fields: [
    ...fields('Who can see my posts, Who can see my friends, Who can write to me, Who can find me', oneOf('Everyone, Friends, Friends of friends, Nobody', ['radio', 'select', 'toggle'])), ...fields('Share usage data, Personal ads, Show when I am online', switchAtom),
    field('Blocked words|Block posts with', entryOf((words) => words.noun())), field('Delete history after|Keep history for', oneOf('1 day, 1 week, 1 month, 1 year')),
  ],
  within: ['accordion', 'accordion', 'tabs', 'page'],
  ends: ['stop', 'stop', 'submit'],
  submits: ['Save', 'Save settings'],
  about: { seen: ['I want more privacy.', 'Too many people see what I write.'], heldOut: ['Protect my data.'] },
}); // prettier-ignore

/** An alarm clock. */
export const alarmClock = compose({
  name: 'alarm-clock',
  fields: [
    field('Time|Wake me at|Alarm time', timeAtom), field('Days|Repeat on', severalAtom(() => ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'])), field('Sound|Melody', oneOf('Birds, Bells, Radio, Piano, Buzzer')), field('Volume|Loudness', sliderAtom),
    field('Snooze|Allow snooze', switchAtom), field('Label|Alarm name', entryOf((words) => words.thing())), field('Vibrate|With vibration', checkAtom), field('Snooze minutes|Snooze for', stepperAtom),
  ],
  ends: ['submit', 'stop'],
  submits: ['Save alarm', 'Set alarm', 'Done'],
  about: { seen: ['I have to get up early.', 'Set an alarm.'], heldOut: ['Do not let me sleep too long.'] },
}); // prettier-ignore

/** What a printer asks before it prints. */
export const printDialog = compose({
  name: 'print-options',
  fields: [
    field('Copies|Number of copies', stepperAtom), field('Pages|Page range', entryOf((words) => `${words.number(1, 9)}-${words.number(10, 30)}`)), field('Orientation|Layout', oneOf('Portrait, Landscape', ['radio', 'toggle', 'select'])), field('Paper|Paper size', oneOf('A3, A4, A5, Letter')), field('Printer|Print to', someOf((words) => words.thing())),
    field('Color mode|Print in', oneOf('Color, Grayscale, Black')), field('Both sides|Two-sided', checkAtom), field('Scale|Scale in percent', sliderAtom), field('Collate|Staple', checkAtom),
  ],
  ends: ['submit'],
  confirms: 0.15,
  submits: ['Print', 'Print now', 'Start printing'],
  impossibleShare: 0.12,
  about: { seen: ['I need this on paper.', 'Print the report.'], heldOut: ['It is for the meeting.'] },
}); // prettier-ignore

/** News by mail: what and how often. */
export const newsletterForm = compose({
  name: 'newsletter-form',
  fields: [
    field('E-mail|Your address', emailAtom), field('Topics|Subjects', severalAtom(() => ['Sports', 'Politics', 'Science', 'Culture', 'Travel', 'Food'])), field('Frequency|How often', oneOf('Daily, Weekly, Monthly', ['radio', 'toggle', 'select'])), field('Format|Mail format', oneOf('Text, Pictures, Both', ['radio', 'toggle', 'select'])),
    field('Name|First name', entryOf((words) => words.firstName())), field('Offers from partners|Special offers', checkAtom), field('Delivery time|Send at', timeAtom),
  ],
  count: [2, 4],
  validates: 0.4,
  ends: ['submit'],
  submits: ['Subscribe', 'Sign up', 'Get news'],
  about: { seen: ['I like to read in the morning.', 'Subscribe me.'], heldOut: ['Keep me informed.'] },
}); // prettier-ignore

/** A report of something that does not work. */
export const bugReport = compose({
  name: 'bug-report',
  fields: [
    field('Summary|Title', entryOf((words) => words.sentence().slice(0, -1))), field('Severity|How bad', oneOf('Low, Medium, High, Critical')), field('Component|Part', someOf((words) => words.section())), field('Version|Found in', entryOf((words) => `${words.number(1, 9)}.${words.number(0, 20)}`)), field('Steps|How to repeat it', textareaAtom), field('Assignee|Assigned to', someOf((words) => words.firstName(), ['select', 'suggest', 'dropdown'])),
    field('Labels|Tags', severalAtom(() => ['Crash', 'Layout', 'Speed', 'Security', 'Docs'])), field('Notify me|Watch this', checkAtom), field('Due date|Fix until', dateAtom),
  ],
  within: ['page', 'page', 'tabs'],
  validates: 0.3,
  ends: ['submit'],
  submits: ['Create', 'Report', 'File report', 'Submit'],
  about: { seen: ['Our software has a bug.', 'Report this problem.'], heldOut: ['Something is broken.'] },
}); // prettier-ignore

/** A course to take part in. */
export const classEnrolment = compose({
  name: 'class-enrolment',
  fields: [
    field('Student|Name of the student', fullName), field('Course|Class', oneOf('Pottery, Painting, Guitar, Cooking, Chess, Yoga')), field('Level|Grade', oneOf('Beginner, Intermediate, Advanced', ['radio', 'toggle', 'select'])), field('Days|Weekdays', severalAtom(() => ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])), field('Begins at|Hour', timeAtom), field('First lesson|Start on', dateAtom),
    field('Materials|Bring own materials', checkAtom), field('Parent phone|Emergency phone', phone), field('Trial lesson|Try it first', switchAtom), field('Lessons|Number of lessons', stepperAtom),
  ],
  within: ['page', 'tabs', 'wizard'],
  ends: ['submit'],
  confirms: 0.2,
  submits: ['Enrol', 'Join class', 'Sign up'],
  about: { seen: ['My daughter wants to learn something.', 'Enrol a student.'], heldOut: ['We found a nice course.'] },
}); // prettier-ignore

/** An appointment at the doctor's. */
export const clinicVisit = compose({
  name: 'clinic-visit',
  fields: [
    field('Patient|Name of patient', fullName), field('Doctor|Physician', someOf((words) => `Dr. ${words.lastName()}`)), field('Date|Day of visit', dateAtom), field('Time|Hour of visit', timeAtom), field('Reason|Complaint', textareaAtom), field('Insurance|Insured by', oneOf('Public, Private, None', ['radio', 'toggle', 'select'])),
    field('Symptoms|Signs', severalAtom(() => ['Fever', 'Cough', 'Headache', 'Rash', 'Nausea'])), field('First visit|New patient', checkAtom), field('Remind me by text|Send a reminder', switchAtom), field('Pain level|Pain', sliderAtom), field('Phone|Call back', phone),
  ],
  within: ['page', 'accordion', 'wizard'],
  ends: ['submit'],
  validates: 0.3,
  submits: ['Request appointment', 'Book visit', 'Send'],
  impossibleShare: 0.1,
  about: { seen: ['I do not feel well.', 'Make an appointment.'], heldOut: ['See a doctor soon.'] },
}); // prettier-ignore
