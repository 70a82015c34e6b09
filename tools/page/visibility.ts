import { tagOf } from './dom.js';

/** Part of the viewport that ancestors leave to their content. `positioned` tells whether absolute children are clipped too. */
export interface Clip {
  left: number;
  top: number;
  right: number;
  bottom: number;
  positioned: boolean;
}

/** `shown`: can be seen; `children`: has no picture of its own, but children may; `hidden`: nothing of it can be seen. */
export type Visibility = 'shown' | 'children' | 'hidden';

/**
 * Judges one element whose ancestors are rendered. `checkVisibility` looks at every ancestor again and costs as much as five
 * reads of a style, so only elements without a box are asked it.
 */
export function visibilityOf(
  element: Element,
  style: CSSStyleDeclaration,
  box: DOMRect,
  clip: Clip | undefined,
  display = style.display,
): Visibility {
  if (display === 'contents') return 'children';
  if (display === 'none' || style.opacity === '0') return 'hidden';
  if (style.visibility !== 'visible') return element.childElementCount > 0 ? 'children' : 'hidden';
  const speck = box.width <= 1 && box.height <= 1; // what style sheets do to text meant for screen readers only
  if (box.width === 0 || box.height === 0 || speck) {
    if (!element.checkVisibility()) return 'hidden'; // not rendered, such as what stands in for a picture that is shown
    const clips =
      style.overflowX !== 'visible' ||
      style.overflowY !== 'visible' ||
      style.clipPath !== 'none' ||
      (speck && style.clip !== 'auto');
    return clips || (element.childNodes.length === 0 && !element.shadowRoot) ? 'hidden' : 'children';
  }
  return isOutside(box, style, clip) ? 'hidden' : 'shown';
}

function isOutside(box: DOMRect, style: CSSStyleDeclaration, clip: Clip | undefined): boolean {
  if (!clip || style.position === 'fixed' || (style.position === 'absolute' && !clip.positioned)) return false;
  return box.right <= clip.left || box.left >= clip.right || box.bottom <= clip.top || box.top >= clip.bottom;
}

/** True for boxes beyond the top or left edge of the page, where no scrolling leads. */
export function isOffPage(box: DOMRect, scroll: { left: number; top: number }): boolean {
  return box.right + scroll.left <= 0 || box.bottom + scroll.top <= 0;
}

/** The clip that holds for the children of an element. What a scroll box hides can be scrolled to, so it does not clip. */
export function innerClip(style: CSSStyleDeclaration, box: DOMRect, outer: Clip | undefined): Clip | undefined {
  const overflowY = style.overflowY;
  if (!outer && overflowY === 'visible') return undefined; // `clip` in one direction alone is rare enough
  const { overflowX } = style;
  const position = style.position;
  const base = position === 'fixed' || (position === 'absolute' && outer && !outer.positioned) ? undefined : outer;
  if (overflowX === 'visible' && overflowY === 'visible') return base;
  if (overflowX === 'auto' || overflowX === 'scroll' || overflowY === 'auto' || overflowY === 'scroll') return undefined;
  const clipsX = overflowX !== 'visible';
  const clipsY = overflowY !== 'visible';
  return {
    left: clipsX ? Math.max(box.left, base?.left ?? -Infinity) : (base?.left ?? -Infinity),
    right: clipsX ? Math.min(box.right, base?.right ?? Infinity) : (base?.right ?? Infinity),
    top: clipsY ? Math.max(box.top, base?.top ?? -Infinity) : (base?.top ?? -Infinity),
    bottom: clipsY ? Math.min(box.bottom, base?.bottom ?? Infinity) : (base?.bottom ?? Infinity),
    positioned: position !== 'static',
  };
}

/** Native boxes that pages hide behind a drawn one: the page shows the drawing, the click still lands here or on the label. */
export function isStandIn(element: Element): boolean {
  return tagOf(element) === 'input' && /^(checkbox|radio|file)$/.test((element as HTMLInputElement).type);
}

/** Own scroll position of a box that can be scrolled up and down. */
export function scrollOf(element: Element, style: CSSStyleDeclaration): { top: number; max: number } | undefined {
  const { overflowY } = style;
  if (overflowY !== 'auto' && overflowY !== 'scroll') return undefined;
  const max = element.scrollHeight - element.clientHeight;
  return max > 4 ? { top: Math.round(element.scrollTop), max } : undefined;
}

/** A box that is drawn invisible over its picture, so that a press still reaches it. */
export function isPressable(style: CSSStyleDeclaration, box: DOMRect): boolean {
  return (
    box.width >= 4 &&
    box.height >= 4 &&
    style.visibility === 'visible' &&
    style.display !== 'none' &&
    style.pointerEvents !== 'none'
  );
}

/** False for text of a visible element that is not drawn: of no size, or moved out to make room for a picture. */
export function isReadable(style: CSSStyleDeclaration): boolean {
  return style.fontSize !== '0px' && !style.textIndent.startsWith('-9');
}
