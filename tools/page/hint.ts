import { colourWord } from './colour.js';
import { isSvg, squeeze, tagOf } from './dom.js';

/** Words in class names and ids that say how a thing is laid out, not what it is. */
const LAYOUT = new Set(
  `a active animated auto bg block body bootstrap border bordered  box btn btns button buttons bi  clear clearfix clickable col cols
  collapse column component container content control controls corner css current cursor dark default disabled display div el element elem enabled
  even fa fab fad fal far fas fade field first fixed flex float focus focusable form full fw glyphicon grid group handler hidden holder hover icn ico
  icon icons id image img inline inner input invalid is item items js large last layout lg  light line link list margin material md mdi medium mini
  ms mui nav normal none odd off outer outline outlined padding panel pointer position primary pull pure ref relative reset  root rounded row
  secondary section sel selectable selected shadow show shown size sm small solid span sprite square state static sub svg symbol symbols tab tabs td
  text th thumb to toggle toolbar  tr ui unselected unstyled valid visible widget wrap wrapper wrapped xl xs xxs zoom round regular big tiny`.split(/\s+/),
); // prettier-ignore
/** Class names that widget libraries put on everything. */
const LIBRARY = /^(ui-(?!icon-)|ng-|css-|sc-|jss\d|Mui(?!.*Icon)|mat-(?!icon))/;
const DIRECTIONS = new Set(['left', 'right', 'top', 'bottom', 'center', 'up', 'down']);
const SHORT_WORDS = new Set(['up', 'go', 'ok', 'on', 'no']);

/** Readable words of a class token, an id or a file name: `icon-trash` gives `trash`, `css-1x9f` gives nothing. */
export function hintWords(token: string, also = ''): string {
  if (token === '' || LIBRARY.test(token)) return '';
  if (/[0-9][a-z]+[0-9]|[a-z][0-9]+[a-z]/i.test(token) && !/[-_]/.test(token)) return ''; // a hash
  const words = token
    .split(/[-_.:\s]+/)
    .filter((piece) => !/\d[a-z]|[a-z]\d+[a-z]/i.test(piece))
    .flatMap((piece) => piece.replace(/([a-z])([A-Z])/g, '$1 $2').split(' '))
    .map((word) => word.replace(/\d+$/, '').toLowerCase())
    .filter((word) => (word.length >= 3 || SHORT_WORDS.has(word)) && /[aeiouy]/.test(word) && !LAYOUT.has(word) && word !== also);
  if (words.every((word) => DIRECTIONS.has(word))) return ''; // `pull-right` places a thing, `arrow-right` is one
  return words.slice(0, 3).join(' ');
}

/** File name of a picture without path, query and ending, as words. */
export function fileWords(url: string): string {
  if (!url || url.startsWith('data:') || url.startsWith('blob:')) return '';
  const file = url.split(/[?#]/)[0].split('/').pop() ?? '';
  return hintWords(decode(file).replace(/(@\dx)?\.\w+$/, ''));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * What a thing without any text seems to be: class words, else id words, icon and picture names inside, else its colour.
 * `bare`: nothing at all is written on it, so that its colour is all there is. Class tokens are taken in alphabetical order, because scripts add and remove them in any order.
 */
export function hintOf(element: Element, style: CSSStyleDeclaration, role: string, bare: boolean): string {
  return (
    ownHint(element, role) ||
    pictureHint(element, style) ||
    innerHint(element, role) ||
    contentHint(element) ||
    (bare ? paintedColour(element, style) : '')
  );
}

/** Colour of a box; none for native controls in the colour that browsers give them. */
function paintedColour(element: Element, style: CSSStyleDeclaration): string {
  const colour = colourWord(style.backgroundColor);
  return colour === 'white' && /^(input|select|textarea|button)$/.test(tagOf(element)) ? '' : colour;
}

function ownHint(element: Element, role: string): string {
  const tokens = element.hasAttribute('class') ? [...element.classList].sort() : [];
  const fromClass = squeeze([...new Set(tokens.map((token) => hintWords(token, role)))].join(' '));
  const words = fromClass.split(' ').slice(0, 3).join(' ');
  return words || hintWords(element.getAttribute('id') ?? '', role) || dataHint(element);
}

function dataHint(element: Element): string {
  const type = tagOf(element) === 'input' ? (element as HTMLInputElement).type : '';
  for (const name of ['data-icon', 'data-action', 'name', 'data-testid']) {
    const words = hintWords(element.getAttribute(name) ?? '');
    if (words) return words;
  }
  return /^(password|email|search|tel|url)$/.test(type) ? type : '';
}

function pictureHint(element: Element, style: CSSStyleDeclaration): string {
  if (tagOf(element) === 'img') return fileWords(element.getAttribute('src') ?? '');
  if (tagOf(element) === 'use')
    return hintWords((element.getAttribute('href') ?? element.getAttribute('xlink:href') ?? '').replace(/^.*#/, ''));
  for (const value of [style.content, style.backgroundImage]) {
    const url = value.startsWith('url(') ? /^url\("?([^")]*)/.exec(value)?.[1] : undefined;
    const words = url ? fileWords(url) : '';
    if (words) return words;
  }
  return '';
}

function innerHint(element: Element, role: string): string {
  if (element.childElementCount === 0) return '';
  const inside = element.querySelectorAll('i, img, svg, use, span, em');
  for (let i = 0; i < inside.length && i < 6; i++) {
    const child = inside[i];
    const view = child.ownerDocument.defaultView;
    const words = ownHint(child, role) || (view ? pictureHint(child, view.getComputedStyle(child)) : '');
    if (words) return words;
  }
  return '';
}

/** Text that a style sheet draws before or after. */
function contentHint(element: Element): string {
  const view = element.ownerDocument.defaultView;
  if (!view || isSvg(element) || /^(select|textarea)$/.test(tagOf(element))) return ''; // nothing is drawn around those
  for (const pseudo of ['::before', '::after']) {
    const text = /^"(.*)"$/.exec(view.getComputedStyle(element, pseudo).content)?.[1] ?? '';
    const shown = squeeze(text.replace(/[\ue000-\uf8ff]/g, '')); // private use: glyphs of icon fonts
    if (shown) return shown;
  }
  return '';
}
