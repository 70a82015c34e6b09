// Small readers of the DOM. Elements may come from other frames, so nothing here uses `instanceof`.

/** Longest name, in characters. */
export const MAX_NAME = 200;

export const tagOf = (element: Element): string => element.localName;

export const isElement = (node: Node | null | undefined): node is Element => node?.nodeType === 1;

export const isSvg = (element: Element): boolean => element.namespaceURI === 'http://www.w3.org/2000/svg';

/** One space between words, none around. */
export const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Squeezed and at most `limit` characters, the last one `…` when something was cut. */
export function cut(text: string, limit = MAX_NAME): string {
  const short = squeeze(text);
  return short.length > limit ? `${short.slice(0, limit - 1)}…` : short;
}

export const hasWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Explicit ARIA role, first token; none for the roles that only remove meaning. */
export function ariaRole(element: Element): string {
  const role = element.getAttribute('role');
  if (!role) return '';
  const first = role.trim().split(/\s+/)[0].toLowerCase();
  return /^(presentation|none|generic)$/.test(first) ? '' : first;
}

/** An element whose whole content is edited as text; the body of a document in design mode is one. */
export function isEditable(element: Element): boolean {
  return (element.hasAttribute('contenteditable') || element.localName === 'body') && (element as HTMLElement).isContentEditable;
}

/** Children as they are rendered: the shadow tree of a host, the assigned nodes of a slot. */
export function renderedChildren(element: Element): Node[] {
  if (element.localName === 'slot') {
    const assigned = (element as HTMLSlotElement).assignedNodes({ flatten: true });
    if (assigned.length > 0) return assigned;
  }
  const nodes: Node[] = []; // several times faster than spreading a live list
  for (let node = (element.shadowRoot ?? element).firstChild; node; node = node.nextSibling) nodes.push(node);
  return nodes;
}

/** Parent as it is rendered: through slots, shadow roots and frames. */
export function renderedParent(node: Element): Element | null {
  if (node.assignedSlot) return node.assignedSlot;
  if (node.parentElement) return node.parentElement;
  const root = node.getRootNode();
  if (root.nodeType === 11) return (root as ShadowRoot).host ?? null;
  return node.ownerDocument.defaultView?.frameElement ?? null;
}

/** Every rendered ancestor from the element itself up to the top document. */
export function pathOf(node: Element): Element[] {
  const path: Element[] = [];
  for (let at: Element | null = node; at; at = renderedParent(at)) path.push(at);
  return path;
}

const OPTIONS = { opacityProperty: true, visibilityProperty: true } as const;
const BREAKS =
  /^(address|article|br|dd|div|dl|dt|fieldset|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|td|th|tr|ul)$/;
const NO_TEXT = /^(input|select|textarea|script|style|template|noscript|option|datalist|svg)$/;

/** Text that a person can see in a subtree, without what fields hold. */
export function visibleText(element: Element): string {
  const parts: string[] = [];
  collect(element, parts, (child) => child.checkVisibility(OPTIONS));
  return squeeze(parts.join(''));
}

/** Text of a subtree that labels it, shown or not, without what fields hold. */
export function labelText(element: Element): string {
  const shown = visibleText(element);
  if (shown) return shown;
  const parts: string[] = [];
  collect(element, parts, () => true);
  return squeeze(parts.join(''));
}

function collect(element: Element, parts: string[], wanted: (child: Element) => boolean): void {
  for (const child of renderedChildren(element)) {
    if (child.nodeType === 3) parts.push((child as Text).data);
    else if (isElement(child) && !NO_TEXT.test(child.localName) && wanted(child)) {
      const apart = BREAKS.test(child.localName);
      if (apart) parts.push(' ');
      if (child.localName === 'img') parts.push(` ${child.getAttribute('alt') ?? ''} `);
      else collect(child, parts, wanted);
      if (apart) parts.push(' ');
    }
  }
}

/** Texts of the elements that an id-list attribute names, in order. */
export function referencedText(element: Element, attribute: string): string {
  const ids = element.getAttribute(attribute);
  if (!ids) return '';
  const root = element.getRootNode() as Document | ShadowRoot;
  const texts = ids.split(/\s+/).map((id) => {
    const target = root.getElementById?.(id);
    return target ? (target.getAttribute('aria-label') ?? labelText(target)) : '';
  });
  return squeeze(texts.join(' '));
}

/** The document of a frame, when the page may read it. */
export function contentOf(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}
