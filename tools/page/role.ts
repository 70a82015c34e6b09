import { ariaRole, isEditable, isSvg, tagOf } from './dom.js';

const INPUT_ROLES: Record<string, string> = {
  button: 'button', submit: 'button', reset: 'button', image: 'button', checkbox: 'checkbox', radio: 'radio', range: 'slider', number: 'spinbutton',
  text: 'textbox', search: 'textbox', email: 'textbox', tel: 'textbox', url: 'textbox', password: 'textbox', file: 'file', color: 'color',
  date: 'date', time: 'time', month: 'month', week: 'week', 'datetime-local': 'datetime',
}; // prettier-ignore

const TAG_ROLES: Record<string, string> = {
  a: 'link', button: 'button', select: 'select', textarea: 'textbox', summary: 'button', option: 'option', img: 'image', canvas: 'canvas',
  video: 'video', audio: 'audio', progress: 'progress', meter: 'progress', iframe: 'frame', object: 'frame', embed: 'frame', area: 'link',
  h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading', li: 'listitem', tr: 'row', td: 'cell', th: 'columnheader',
  label: 'label',
}; // prettier-ignore

const ARIA_WORDS: Record<string, string> = {
  searchbox: 'textbox', img: 'image', gridcell: 'cell', progressbar: 'progress', meter: 'progress', graphics: 'image', listbox: 'listbox',
}; // prettier-ignore

/** ARIA roles of things that are used as one piece. */
const WIDGETS =
  /^(button|link|tab|menuitem|menuitemcheckbox|menuitemradio|option|checkbox|radio|switch|slider|combobox|textbox|searchbox|treeitem|spinbutton|scrollbar)$/;

export const isWidgetRole = (role: string): boolean => WIDGETS.test(role);

/** Role of a native element without looking at what it contains; empty for generic ones. */
export function nativeRole(element: Element): string {
  const tag = tagOf(element);
  if (tag === 'input') {
    const input = element as HTMLInputElement;
    const role = INPUT_ROLES[input.type] ?? 'textbox';
    return role === 'textbox' && input.hasAttribute('list') ? 'combobox' : role;
  }
  return TAG_ROLES[tag] ?? '';
}

/** Something drawn that opens a list to choose from: it shows what is chosen, as a native list does. */
export function isChooser(element: Element, role: string): boolean {
  if (/^(input|select|textarea)$/.test(tagOf(element)) || isEditable(element)) return false;
  return role === 'combobox' || element.getAttribute('aria-haspopup') === 'listbox';
}

/** The role shown to the agent: ARIA's where the author gave one, else the tag's word, else what it looks like. */
export function roleOf(element: Element, style: CSSStyleDeclaration, hasText: boolean): string {
  const aria = ariaRole(element);
  if (isChooser(element, aria)) return 'combobox'; // also a button that says that it opens such a list
  if (aria) return ARIA_WORDS[aria] ?? aria;
  const native = nativeRole(element);
  if (native) return native;
  if (isEditable(element)) return 'textbox';
  if (isSvg(element)) return 'button';
  if (isSliderHandle(element)) return 'slider';
  if (!hasText) return 'button'; // an icon or a coloured box that can be clicked
  return style.textDecorationLine.includes('underline') ? 'link' : 'item';
}

/** By its class, as libraries of widgets call what is moved along a slider. */
export const isSliderHandle = ({ classList }: Element): boolean =>
  /slider|range/.test(classList.value) && /handle|thumb|knob/.test(classList.value);

const STRUCTURE_TAGS = new Set(
  'html body main form section nav header footer aside table thead tbody tfoot ul ol dl dialog fieldset svg frameset'.split(' '),
);
const STRUCTURE_ROLES = new Set(
  `application banner complementary contentinfo dialog alertdialog document feed form grid group list listbox main menu menubar
  navigation radiogroup region rowgroup search table tablist tabpanel toolbar tree treegrid`.split(/\s+/),
);

/** Tags that carry structure: scripts listen on them for what happens inside, they are no controls themselves. */
export function isStructure(element: Element): boolean {
  return STRUCTURE_TAGS.has(tagOf(element)) || STRUCTURE_ROLES.has(ariaRole(element));
}
