/** Tags that say the same to a person. Headings keep to headings, boxes to boxes. */
const SWAPPED: Readonly<Record<string, keyof HTMLElementTagNameMap>> = {
  main: 'div',
  div: 'section',
  p: 'div',
  b: 'strong',
  h1: 'h2',
  h2: 'h3',
  h3: 'h2',
};

/** The tag that another author would have taken. Only for elements without attributes: a role or a class may depend on the tag. */
export const otherTag = (tag: keyof HTMLElementTagNameMap): keyof HTMLElementTagNameMap => SWAPPED[tag] ?? tag;

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
