/** Helpers for looking at the tree as it is drawn: through open shadow roots, slots and same-origin frames. */

/** The element that draws `node`'s element one level up: its slot, its parent, or the host of its shadow root. */
export function drawnParent(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return isShadowRoot(root) ? root.host : null;
}

/** True when `inner` is drawn inside `outer`, or is it. */
export function drawnInside(inner: Element, outer: Element): boolean {
  for (let at: Element | null = inner; at; at = drawnParent(at)) if (at === outer) return true;
  return false;
}

/** The innermost element at a point of one document's viewport, looking into open shadow roots. */
export function deepestAt(document: Document, x: number, y: number): Element | null {
  let hit = document.elementFromPoint(x, y);
  while (hit?.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
}

/** The frame elements that `element` sits in, innermost first; empty in the main document. */
export function frameChain(element: Element): Element[] {
  const chain: Element[] = [];
  let view = element.ownerDocument.defaultView;
  while (view && view !== window) {
    const frame: Element | null = view.frameElement; // null across origins: the walker never lists those
    if (!frame) break;
    chain.push(frame);
    view = frame.ownerDocument.defaultView;
  }
  return chain;
}

/** Where the content of a frame element begins, in the coordinates of the document that holds the frame. */
export function frameOrigin(frame: Element): { x: number; y: number } {
  const box = frame.getBoundingClientRect();
  const style = getComputedStyle(frame);
  return {
    x: box.x + frame.clientLeft + parseFloat(style.paddingLeft),
    y: box.y + frame.clientTop + parseFloat(style.paddingTop),
  };
}

/** This document and the documents of all same-origin frames inside it. */
export function reachableDocuments(document: Document): Document[] {
  const found = [document];
  for (const frame of document.querySelectorAll<HTMLIFrameElement>('iframe,frame')) {
    const inner = contentOf(frame);
    if (inner) found.push(...reachableDocuments(inner));
  }
  return found;
}

function contentOf(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    return null; // another origin
  }
}

function isShadowRoot(node: Node): node is ShadowRoot {
  return node.nodeType === Node.DOCUMENT_FRAGMENT_NODE && 'host' in node;
}
