/** What a person fills in or sets. */
export const FIELD =
  'input:not([type=button]):not([type=submit]):not([type=hidden]),select,textarea,[role=checkbox],[role=switch],[role=combobox],[aria-haspopup=listbox]';
/** What a person presses. */
export const PUSH =
  'button:not([role=checkbox]):not([role=switch]):not([aria-haspopup]),input[type=button],input[type=submit],[role=button],[role=tab],a[href],summary,.clickable';

const CONTROL = `${FIELD},${PUSH}`;

/** True for a control or what holds one. */
export const holdsControl = (element: Element): boolean => element.matches(CONTROL) || element.querySelector(CONTROL) !== null;
