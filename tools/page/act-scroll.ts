import { drawnParent, frameChain } from './act-tree.js';

/** Part of a box's height that one scroll moves: some lines stay in sight, so that nothing is missed. */
const SHARE = 0.8;

/** Scrolls the box that `element` is or lies in, else the page. Returns the pixels moved: 0 at the end. */
export function scrollFrom(element: Element | undefined, down: boolean): number {
  const box = element ? (boxAround(element) ?? pageBox()) : pageBox();
  const before = box.scrollTop;
  const come = down ? before : box.scrollHeight - box.clientHeight - before;
  // The text of a field is observed whole, so nothing is missed by going twice as far each time, and a long one has an end.
  const step = Math.max(1, box.clientHeight * SHARE, box.localName === 'textarea' ? come : 0);
  box.scrollBy({ top: (down ? 1 : -1) * step, behavior: 'instant' });
  return box.scrollTop - before;
}

/** What scrolling the page moves: the window, or where an app keeps the window still, its largest scroll box. */
function pageBox(): Element {
  const page = document.scrollingElement ?? document.documentElement;
  if (page.scrollHeight > page.clientHeight + 1) return page;
  const area = (box: Element): number => box.clientWidth * box.clientHeight;
  const boxes = [...document.querySelectorAll('body *')].filter((box) => canScroll(box) && box.checkVisibility());
  return boxes.reduce((best, box) => (best === page || area(box) > area(best) ? box : best), page);
}

function boxAround(element: Element): Element | undefined {
  for (let at: Element | null = element; at; at = drawnParent(at)) if (canScroll(at)) return at;
  const inFrame = frameChain(element).length > 0 ? element.ownerDocument.scrollingElement : null;
  return inFrame && inFrame.scrollHeight > inFrame.clientHeight ? inFrame : undefined;
}

function canScroll(box: Element): boolean {
  if (box.scrollHeight <= box.clientHeight + 1) return false;
  if (box === box.ownerDocument.scrollingElement) return false;
  return (
    box.localName === 'textarea' || box.localName === 'select' || /auto|scroll|overlay/.test(getComputedStyle(box).overflowY)
  );
}
