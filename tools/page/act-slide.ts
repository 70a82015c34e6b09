/** A number with a few words around it. */
const READING = /^[^\d-]{0,12}(-?\d+(?:\.\d+)?)[^\d]{0,12}$/;
const MOST_WATCHED = 400;

/**
 * Gives a slider the focus and returns a function that reads where it may stand: what it says of itself, then every number on the
 * page, always in the same order; null where there is none. Many sliders say nothing of themselves and show their value somewhere else, and only a move
 * tells where.
 */
export function watchSlider(handle: Element): () => (number | null)[] {
  (handle as HTMLElement).focus();
  const root = handle.getRootNode() as Document | ShadowRoot;
  const shown = [...root.querySelectorAll('*')].filter((one) => one.childElementCount === 0 && isNumber(textOf(one)));
  const watched = shown.slice(0, MOST_WATCHED);
  return () => [numberIn(handle.getAttribute('aria-valuenow') ?? ''), ...watched.map((one) => numberIn(textOf(one)))];
}

const textOf = (element: Element): string =>
  (element.localName === 'input' ? (element as HTMLInputElement).value : (element.textContent ?? '')).trim();

const isNumber = (text: string): boolean => READING.test(text);

function numberIn(text: string): number | null {
  const found = READING.exec(text);
  return found ? Number(found[1]) : null;
}
