import { deepestAt, drawnInside, drawnParent, frameChain, frameOrigin } from './act-tree.js';

/** A point of the main viewport in CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

/** Where an element can be pressed, or why it cannot. `by` is what lies over it. */
export type Hit =
  | { ok: true; point: Point }
  | { ok: false; code: 'NOT_VISIBLE' }
  | { ok: false; code: 'COVERED'; by: Element | null };

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Tried in this order inside each box, as fractions of width and height: the centre first, the rim last. */
const FRACTIONS = [0.5, 0.2, 0.8, 0.04, 0.96];
const INTERACTIVE = 'a[href],button,input,select,textarea,label,summary,[role=button],[role=link],[role=checkbox],[onclick]';

/**
 * A point at which a press reaches `element`: the element itself, something drawn inside it, or its label. Points that
 * belong to another control inside it come last. Scrolls only when nothing of it can be hit where it is.
 */
export function hit(element: Element): Hit {
  const found = pointOn(element);
  if (found) return { ok: true, point: found };
  if (!hasArea(element) && labelsOf(element).every((label) => !hasArea(label))) return { ok: false, code: 'NOT_VISIBLE' };
  for (const block of ['center', 'start', 'end'] as const) {
    scrollTo(element, block);
    const point = pointOn(element);
    if (point) return { ok: true, point };
  }
  scrollTo(element, 'center');
  return { ok: false, code: 'COVERED', by: covering(element) };
}

/** True when a press at `point` reaches `element` now. */
export function hits(element: Element, point: Point): boolean {
  return strength(element, point) > 0;
}

/** The middle of what can be seen of `element`, whatever lies over it; undefined when it has no area in the viewport. */
export function middle(element: Element): Point | undefined {
  const box = visibleBoxes(element)[0];
  return box && { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
}

export function scrollTo(element: Element, block: ScrollLogicalPosition): void {
  const shown = hasArea(element) ? element : (labelsOf(element).find(hasArea) ?? element);
  shown.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
}

function pointOn(element: Element): Point | undefined {
  let weak: Point | undefined;
  for (const target of [element, ...labelsOf(element)]) {
    for (const box of visibleBoxes(target)) {
      for (const point of pointsOf(box)) {
        const how = strength(element, point);
        if (how === 2) return point;
        if (how === 1) weak ??= point;
      }
    }
  }
  return weak;
}

function pointsOf(box: Box): Point[] {
  const across = (fraction: number): number => box.left + (box.right - box.left) * fraction;
  const down = (fraction: number): number => box.top + (box.bottom - box.top) * fraction;
  return FRACTIONS.flatMap((fy) => FRACTIONS.map((fx) => ({ x: across(fx), y: down(fy) })));
}

/** 2: a press here reaches the element; 1: it reaches it by way of another control inside it; 0: it does not. */
function strength(element: Element, point: Point): 0 | 1 | 2 {
  const chain = frameChain(element);
  let { x, y } = point;
  for (const frame of [...chain].reverse()) {
    if (deepestAt(frame.ownerDocument, x, y) !== frame) return 0;
    const origin = frameOrigin(frame);
    x -= origin.x;
    y -= origin.y;
  }
  const found = deepestAt(element.ownerDocument, x, y);
  if (!found) return 0;
  if (drawnInside(found, element)) return otherControlBetween(found, element) ? 1 : 2;
  const label = found.closest('label');
  if (label && labelsOf(element).includes(label)) return 2;
  // A person presses through what ignores the pointer, e.g. the text inside a button.
  return getComputedStyle(element).pointerEvents === 'none' && drawnInside(element, found) ? 2 : 0;
}

function otherControlBetween(inner: Element, outer: Element): boolean {
  for (let at: Element | null = inner; at && at !== outer; at = drawnParent(at)) if (at.matches(INTERACTIVE)) return true;
  return false;
}

/** What can be seen of an element's boxes in the main viewport, the whole box first. */
function visibleBoxes(element: Element): Box[] {
  const view = element.ownerDocument.defaultView ?? window;
  const rects = [element.getBoundingClientRect(), ...element.getClientRects()];
  const here = rects.map((rect) => clip(rect, { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight }));
  return here
    .map((box) => toMain(box, frameChain(element)))
    .filter((box) => box.right - box.left >= 1 && box.bottom - box.top >= 1);
}

function toMain(box: Box, chain: Element[]): Box {
  return chain.reduce((inner, frame) => {
    const { x, y } = frameOrigin(frame);
    const view = frame.ownerDocument.defaultView ?? window;
    const moved = { left: inner.left + x, top: inner.top + y, right: inner.right + x, bottom: inner.bottom + y };
    return clip(moved, { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight });
  }, box);
}

function clip(box: Box, by: Box): Box {
  return {
    left: Math.max(box.left, by.left),
    top: Math.max(box.top, by.top),
    right: Math.min(box.right, by.right),
    bottom: Math.min(box.bottom, by.bottom),
  };
}

function covering(element: Element): Element | null {
  const point = middle(element);
  let over = point ? deepestAt(document, point.x, point.y) : null;
  let { x, y } = point ?? { x: 0, y: 0 };
  for (const frame of frameChain(element).reverse()) {
    if (over !== frame) return over;
    const origin = frameOrigin(frame);
    x -= origin.x;
    y -= origin.y;
    const inner = (frame as HTMLIFrameElement).contentDocument;
    over = inner ? deepestAt(inner, x, y) : over;
  }
  return over;
}

function hasArea(element: Element): boolean {
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  const box = element.getBoundingClientRect();
  return box.width >= 1 && box.height >= 1;
}

function labelsOf(element: Element): Element[] {
  return 'labels' in element && element.labels ? [...(element.labels as NodeListOf<Element>)] : [];
}
