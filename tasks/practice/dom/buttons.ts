import { element, wrap, type Kit } from './basic.js';

export type ButtonKind = 'button' | 'submit' | 'input' | 'input-submit' | 'div' | 'span' | 'anchor' | 'link';

export interface Button {
  root: HTMLElement;
  control: HTMLElement;
  label: string;
}

const KINDS: ButtonKind[] = ['button', 'button', 'button', 'submit', 'input', 'input-submit', 'div', 'span', 'anchor', 'link'];

/** A push button in any of the forms that pages use. */
export function button(kit: Kit, label: string, onClick?: () => void, kind: ButtonKind = kit.random.pick(KINDS)): Button {
  const control = make(kit, label, kind);
  if (onClick) control.addEventListener('click', () => !isOff(control) && onClick());
  return { root: control, control, label };
}

const isOff = (control: Element): boolean => control.getAttribute('aria-disabled') === 'true';

function make(kit: Kit, label: string, kind: ButtonKind): HTMLElement {
  switch (kind) {
    case 'button':
    case 'submit':
      return element(kit, 'button', label, { type: kind });
    case 'input':
      return element(kit, 'input', '', { type: 'button', value: label });
    case 'input-submit':
      return element(kit, 'input', '', { type: 'submit', value: label });
    case 'div':
      return element(kit, 'div', label, { role: 'button', tabindex: '0' });
    case 'span':
      return element(kit, 'span', label, { class: 'clickable' });
    case 'anchor':
      return element(kit, 'a', label, { role: 'button', href: '#' });
    case 'link':
      return element(kit, 'a', label, { href: '#' });
  }
}

/** A plain link. */
export function link(kit: Kit, label: string, onClick?: () => void): Button {
  return button(kit, label, onClick, 'link');
}

const GLYPHS: Record<string, string> = {
  trash: '🗑', delete: '🗑', close: '✕', star: '★', heart: '♥', edit: '✎', search: '🔍', menu: '☰', settings: '⚙', reply: '↩', forward: '↪', add: '+',
  remove: '−', download: '⬇', upload: '⬆', play: '▶', pause: '⏸', stop: '⏹', home: '⌂', mail: '✉', phone: '☎', lock: '🔒', bell: '🔔', print: '⎙',
}; // prettier-ignore

/** Icons that the sites of the suite know, by what they stand for. */
export const ICON_NAMES = [
  ...Object.keys(GLYPHS), 'share', 'like', 'comment', 'more', 'cart', 'user', 'calendar', 'camera', 'flag', 'bookmark', 'archive', 'copy', 'refresh', 'send',
  'help', 'info', 'next', 'previous', 'undo', 'filter', 'sort', 'folder', 'tag', 'pin', 'eye', 'clock', 'map', 'save', 'mute', 'zoom', 'link', 'retweet',
]; // prettier-ignore

/**
 * A control that shows a picture only. What it stands for is in a class, an `aria-label`, a title, an alternative text, an SVG
 * title or use, as pages do it.
 */
export function iconButton(kit: Kit, name: string, onClick?: () => void, kind: IconKind = kit.random.pick(ICON_KINDS)): Button {
  const control = makeIcon(kit, name, kind);
  if (onClick) control.addEventListener('click', onClick);
  return { root: control, control, label: name };
}

export type IconKind = 'class' | 'class-button' | 'aria' | 'title' | 'alt' | 'svg-title' | 'svg-use' | 'inner-class';
const ICON_KINDS: IconKind[] = [
  'class',
  'class',
  'class',
  'class-button',
  'aria',
  'title',
  'alt',
  'svg-title',
  'svg-use',
  'inner-class',
];
export const BLANK = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

function makeIcon(kit: Kit, name: string, kind: IconKind): HTMLElement {
  const slug = name.replace(/\s+/g, '-');
  const classes = kit.random.pick([
    `icon icon-${slug}`,
    `icon ${slug}`,
    `icon fa fa-${slug}`,
    `icon ${slug}-btn`,
    `icon bi-${slug}`,
  ]);
  switch (kind) {
    case 'class':
      return element(kit, kit.random.pick(['span', 'i', 'div'] as const), '', { class: classes });
    case 'class-button':
      return element(kit, 'button', '', { class: classes, type: 'button' });
    case 'aria':
      return element(kit, 'button', kit.random.chance(0.5) ? (GLYPHS[name] ?? '') : '', {
        class: 'icon',
        type: 'button',
        'aria-label': name,
      });
    case 'title':
      return element(kit, 'span', '', { class: 'icon', title: name, role: 'button' });
    case 'alt':
      return wrap(kit, 'a', [element(kit, 'img', '', { alt: name, src: BLANK, width: '18', height: '18' })], 'clickable');
    case 'svg-title':
    case 'svg-use':
      return svgButton(kit, name, slug, kind);
    case 'inner-class':
      return wrap(kit, 'button', [element(kit, 'i', '', { class: classes })]);
  }
}

function svgButton(kit: Kit, name: string, slug: string, kind: 'svg-title' | 'svg-use'): HTMLElement {
  const holder = element(kit, 'button', '', { type: 'button' });
  const title = kind === 'svg-title' ? `<title>${name}</title>` : `<use href="#${slug}"></use>`;
  holder.innerHTML = `<svg width="18" height="18" viewBox="0 0 18 18">${title}<circle cx="9" cy="9" r="8"></circle></svg>`;
  return holder;
}
