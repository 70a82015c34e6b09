/** Which tags another author would have taken. */
export interface TagSwap {
  /** For what arranges other things, and is not made to listen: nobody makes a section listen. */
  box(tag: TagName): TagName;
  text(tag: TagName): TagName;
}
type TagName = keyof HTMLElementTagNameMap;

const BOXES: Readonly<Record<string, TagName>> = { main: 'div', div: 'section' };
const TEXTS: Readonly<Record<string, TagName>> = { p: 'div', b: 'strong', h1: 'h2', h2: 'h3', h3: 'h2' };

export const TAG_SWAP: TagSwap = { box: (tag) => BOXES[tag] ?? tag, text: (tag) => TEXTS[tag] ?? tag };

const LAYOUTS = ['block', 'flex', 'grid', 'line'];
const ID_REFERENCES = ['for', 'aria-labelledby'];

/** Another arrangement on the screen and other ids: nothing that a person would have to know. */
export function restyle(page: HTMLElement): void {
  for (const box of page.querySelectorAll<HTMLElement>(LAYOUTS.map((name) => `.${name}`).join())) {
    box.className = LAYOUTS[(LAYOUTS.indexOf(box.className) + 1) % LAYOUTS.length];
  }
  const other = (id: string): string => `x-${id}`;
  for (const owner of page.querySelectorAll('[id]:not([id^="x-"])')) {
    for (const name of ID_REFERENCES)
      page.querySelectorAll(`[${name}="${owner.id}"]`).forEach((one) => one.setAttribute(name, other(owner.id)));
    owner.id = other(owner.id);
  }
}
