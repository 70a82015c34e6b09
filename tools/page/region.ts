import { ariaRole, cut, labelText, referencedText, tagOf } from './dom.js';

const TAG_REGIONS: Record<string, string> = {
  nav: 'navigation', header: 'banner', footer: 'contentinfo', aside: 'complementary', form: 'form', dialog: 'dialog', fieldset: 'group', section: 'region',
  article: 'article',
}; // prettier-ignore
const ARIA_REGIONS =
  /^(navigation|banner|contentinfo|complementary|form|search|dialog|alertdialog|region|group|radiogroup|article|tabpanel|toolbar|menu|menubar|alert|status)$/;
const TITLED_ONLY = /^(region|group|radiogroup|article|toolbar|menu|menubar|complementary|tabpanel)$/;
const MODAL_WORDS = /(^|\s)(modal|dialog|popup)(\s|$)/;

/** How a landmark or titled container is called, e.g. `dialog "Delete?"`; empty for every other element. */
export function regionOf(element: Element, style: CSSStyleDeclaration): string {
  const role = regionRole(element, style);
  if (!role) return '';
  const title = titleOf(element, role);
  if (title) return `${role} "${title}"`;
  return TITLED_ONLY.test(role) ? '' : role;
}

function regionRole(element: Element, style: CSSStyleDeclaration): string {
  const aria = ariaRole(element);
  if (aria) return ARIA_REGIONS.test(aria) ? aria : '';
  const role = TAG_REGIONS[tagOf(element)] ?? '';
  if (role === 'banner' || role === 'contentinfo') {
    return element.parentElement?.closest('article, section, main, aside, nav') ? '' : role; // the header of a part is none of the page
  }
  if (role) return role;
  if (!element.hasAttribute('class') || !MODAL_WORDS.test(element.classList.value)) return '';
  return style.position === 'fixed' || style.position === 'absolute' ? 'dialog' : '';
}

function titleOf(element: Element, role: string): string {
  const given = referencedText(element, 'aria-labelledby') || element.getAttribute('aria-label') || '';
  if (given) return cut(given, 60);
  if (tagOf(element) === 'fieldset') return headOf(element, ':scope > legend');
  if (/^(dialog|alertdialog|form|region|article|group|complementary)$/.test(role))
    return headOf(element, 'h1, h2, h3, h4, h5, h6, [role=heading]');
  return '';
}

function headOf(element: Element, selector: string): string {
  const head = element.querySelector(selector);
  return head?.checkVisibility() ? cut(labelText(head), 60) : '';
}
