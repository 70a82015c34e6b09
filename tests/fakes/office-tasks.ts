/** Tasks on the office site, all from its first page; routes were changed three times after a look at them, so they are no held-out set. */
export interface OfficeTask {
  goal: string;
  /** Matches what was sent to the server, and then address, chosen options and texts of the last page. */
  done: RegExp;
}

export const OFFICE_TASKS: readonly OfficeTask[] = [
  { goal: 'Set Newsletter to "Weekly" and press Save.', done: /settings\/mail n=Weekly/ },
  { goal: 'Enter "555-0101" as Phone and press Save.', done: /profile phone=555-0101/ },
  { goal: 'Tick Visible to colleagues and press Save.', done: /privacy visible=on/ },
  { goal: 'Choose "Spain" as Country.', done: /delivery.*Spain/ },
  { goal: 'Tick Special offers and press Save.', done: /mail n=Never&offers=on/ },
  { goal: 'Enter "Editor" as Job title and press Save.', done: /profile phone=.*job=Editor/ },
  { goal: 'Open order "44".', done: /orders\/44/ },
  { goal: 'Add a Lamp to the basket.', done: /basket n=1/ },
  { goal: 'Open "About us".', done: /\/about / },
  { goal: 'Show the Exceptions of returns.', done: /returns.*ink/ },
  { goal: 'Subscribe to the newsletter every month.', done: /mail n=Monthly/ },
  { goal: 'Let colleagues see me and save that.', done: /privacy visible=on/ },
  { goal: 'How many days does delivery take?', done: /delivery/ },
  { goal: 'Set Newsletter to "Monthly" and press Save, then choose "Spain" as Country.', done: /n=Monthly.*delivery.*Spain/ },
];
