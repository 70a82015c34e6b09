import { colourWord } from './colour.js';
import { addContexts } from './context.js';
import { contentOf, cut, hasWord, isEditable, isElement, isSvg, renderedChildren, squeeze, tagOf } from './dom.js';
import { nameFields } from './fields.js';
import { delegates, evidenceOf, verbsOf, type Evidence, type Gestures } from './interactive.js';
import { LabelIndex, nameOf } from './name.js';
import { regionOf } from './region.js';
import { isChooser, nativeRole, roleOf } from './role.js';
import { openFrame, topScope, type Scope } from './scope.js';
import { settleControl } from './pieces.js';
import { isIcon, readShapes } from './shapes.js';
import { optionsOf, statesOf, valueOf } from './state.js';
import { readDefinitions, readTable, type CellMap } from './tables.js';
import { textBox, TextRun } from './text-run.js';
import type { Draft, ListenerSets, NameSource, RawElement, WalkOptions, WalkResult } from './types.js';
import { innerClip, isOffPage, isPressable, isReadable, isStandIn, scrollOf, visibilityOf } from './visibility.js';

/**
 * Reads what is rendered, in reading order: controls, visible text, pictures, tables. Changes nothing on the page.
 * Enters open shadow roots and frames of the same origin.
 */
export function walk(options: WalkOptions = {}): WalkResult {
  const root = options.root ?? document;
  const owner = root.nodeType === 9 ? (root as Document) : root.ownerDocument!;
  const top = root.nodeType === 9 ? (owner.body ?? owner.documentElement) : (root as Element);
  const drafts = addContexts(nameFields(new PageWalk(options).read(top)));
  const page = owner.scrollingElement ?? owner.documentElement;
  const scroll = { top: Math.round(page.scrollTop), max: Math.max(0, page.scrollHeight - page.clientHeight) };
  const elements = drafts.map(toElement);
  return {
    observation: { url: owner.URL, title: squeeze(owner.title), elements, scroll },
    nodes: drafts.map((draft) => draft.node),
  };
}

/** What leaves the page: without the node and what only the walk needs. Written out, because copying and deleting is slow. */
function toElement(draft: Draft, index: number): RawElement {
  const { role, name, context, value, states, options, multiple, cell, scroll, verbs, depth, box, region } = draft;
  return { ref: index + 1, role, name, context, value, states, options, multiple, cell, scroll, verbs, depth, box, region };
}

/** Sets rather than patterns: every element is asked these. */
const NO_CONTENT = new Set(
  'script style noscript template head link meta title option optgroup datalist param source track map base rp'.split(' '),
);
const FORMATTING = new Set(
  `b strong i em u s small big sub sup mark code kbd samp var abbr cite q font tt ins del dfn bdi bdo ruby rt wbr a label tspan
  acronym`.split(/\s+/),
);
/** Between a table that listens and the cells that are clicked. */
const ROWS = /^(thead|tbody|tfoot|tr)$/;
/** Native fields: nothing inside them is walked. */
const VALUE_HOLDER = /^(input|select|textarea)$/;
const NO_VALUE_ROLE = /^(button|file|image)$/;

class PageWalk {
  readonly #drafts: Draft[] = [];
  readonly #run = new TextRun();
  readonly #cells: CellMap = new Map();
  readonly #labels = new LabelIndex();
  readonly #sets: ListenerSets[] = [];
  readonly #gestures: Gestures;
  readonly #skip: (element: Element) => boolean;

  constructor(options: WalkOptions) {
    const none = new WeakSet<Element>();
    this.#sets.push({
      click: options.listeners ?? none,
      hover: options.hoverListeners ?? none,
      press: options.pressListeners ?? none,
    });
    this.#gestures = {
      click: (element) => this.#sets.some((set) => set.click.has(element)),
      hover: (element) => this.#sets.some((set) => set.hover.has(element)),
      press: (element) => this.#sets.some((set) => set.press.has(element)),
    };
    const { skip, skipSelector } = options;
    this.#skip = (element) => (skip?.(element) ?? false) || (skipSelector !== undefined && element.matches(skipSelector));
  }

  read(top: Element): Draft[] {
    const frame = openFrame(top.ownerDocument, 0, 0);
    this.#visit(top, topScope(frame, top));
    this.#flush(topScope(frame, top));
    return this.#drafts;
  }

  #visit(element: Element, scope: Scope): void {
    const tag = tagOf(element);
    if (NO_CONTENT.has(tag) || this.#skip(element)) return;
    if (tag === 'br' || tag === 'hr') return this.#flush(scope);
    const style = scope.frame.view.getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const display = style.display;
    const visibility = visibilityOf(element, style, box, scope.clip, display);
    if (visibility === 'hidden') {
      if (isStandIn(element) && isPressable(style, box)) this.#visitControl(element, style, box, 'widget', scope);
      return;
    }
    if (visibility === 'shown' && !scope.scrolled && isOffPage(box, scope.frame)) return;
    const apart = display !== 'inline' && display !== 'contents';
    const piece = !apart && !scope.prose && !FORMATTING.has(tag); // a span that is no part of a sentence
    if (apart || piece) this.#flush(scope);
    const inner = this.#enter(element, style, box, scope, apart || piece);
    if (visibility === 'children') this.#visitChildren(element, style, inner, style.visibility === 'visible');
    else this.#visitShown(element, style, box, inner);
    if (apart || piece) this.#flush(inner);
  }

  /** A scope of its own for an element. */
  #enter(element: Element, style: CSSStyleDeclaration, box: DOMRect, scope: Scope, block: boolean): Scope {
    const tag = tagOf(element);
    const own = regionOf(element, style);
    const region = own && (own.includes('"') || !scope.region.includes('"') || own === 'navigation') ? own : scope.region;
    if (tag === 'table' || /^(table|grid|treegrid)$/.test(element.getAttribute('role') ?? '')) {
      readTable(element)?.forEach((value, key) => this.#cells.set(key, value));
      scope = { ...scope, cell: undefined };
    } else if (tag === 'dl') readDefinitions(element).forEach((value, key) => this.#cells.set(key, value));
    const cell = this.#cells.get(element);
    const inert = element === scope.frame.modal ? false : scope.inert || element.hasAttribute('inert');
    const textRole = cell?.role ?? textRoleOf(tag, element) ?? (block && scope.textRole === 'listitem' ? 'text' : scope.textRole);
    return {
      ...scope,
      region,
      cell: cell ?? scope.cell,
      ownPointer: !VALUE_HOLDER.test(tag) && style.cursor === 'pointer',
      inert,
      textRole,
      block: block ? element : scope.block,
      blockBox: block ? box : scope.blockBox,
      prose: block ? false : scope.prose,
    };
  }

  #visitShown(element: Element, style: CSSStyleDeclaration, box: DOMRect, scope: Scope): void {
    const tag = tagOf(element);
    if (tag === 'svg' && isSvg(element)) return this.#visitDrawing(element, style, box, scope);
    if (tag === 'iframe' || tag === 'frame') return this.#visitFrame(element as HTMLIFrameElement, style, box, scope);
    const evidence =
      scope.delegated && !ROWS.test(tag) ? 'delegated' : evidenceOf(element, scope.ownPointer && !scope.pointer, this.#gestures);
    const parts = evidence === 'script' && delegates(element, scope.ownPointer, this.#gestures);
    const weak = (evidence === 'none' || evidence === 'weak') && !/^(body|html)$/.test(tag);
    const scroll = weak ? scrollOf(element, style) : undefined;
    if (scroll) return this.#visitScrollBox(element, style, box, scroll, scope);
    if (evidence !== 'none' && !parts) return this.#visitControl(element, style, box, evidence, scope);
    if (/^(img|canvas|video|audio|progress|meter|object|embed)$/.test(tag) || element.getAttribute('role') === 'img') {
      return this.#visitPicture(element, style, box, scope);
    }
    if (tag === 'label' && (element as HTMLLabelElement).control)
      return this.#visitLabel(element as HTMLLabelElement, style, scope);
    if (element.childNodes.length === 0 && !element.shadowRoot) return this.#visitBox(element, style, box, scope);
    if (holdsElements(element)) scope.clip = innerClip(style, box, scope.clip);
    this.#visitChildren(element, style, scope);
  }

  /** `visible`: text directly inside is not made invisible by the element itself. */
  #visitChildren(element: Element, style: CSSStyleDeclaration, scope: Scope, visible = true): void {
    if (holdsElements(element) && style.contentVisibility === 'hidden') return; // there, laid out, and not drawn
    const nodes = visibleChildren(element);
    const bare = hasBareText(nodes);
    scope.prose ||= bare;
    scope.pointer = scope.ownPointer;
    scope.delegated = delegates(element, scope.pointer, this.#gestures) || (scope.delegated && ROWS.test(tagOf(element)));
    const readable = !scope.muted && (!bare || (visible && isReadable(style)));
    for (const node of nodes) {
      if (isElement(node)) this.#visit(node, scope);
      else if (readable && node.nodeType === 3) this.#run.add(node as Text, bare ? style : undefined);
    }
  }

  /** Ends the stretch of text gathered so far and lists it. */
  #flush(scope: Scope): void {
    if (this.#run.isEmpty) return;
    const { texts, owner, nodes } = this.#run.take(scope.block);
    const alone = owner === scope.block && scope.blockBox && owner.childNodes.length === 1;
    const box = alone ? scope.blockBox! : textBox(nodes);
    if (box.width === 0 || box.height === 0) return;
    for (const text of texts) this.#drafts.push(this.#draft(owner, box, scope, scope.textRole, text, 'text'));
  }

  #draft(node: Element, box: DOMRect, scope: Scope, role: string, name = '', nameSource: NameSource = 'none'): Draft {
    const place: Draft['box'] = [
      Math.round(box.x + scope.frame.x),
      Math.round(box.y + scope.frame.y),
      Math.round(box.width),
      Math.round(box.height),
    ];
    return {
      node,
      role,
      name,
      nameSource,
      context: '',
      states: [],
      cell: scope.cell?.cell,
      verbs: [],
      depth: scope.depth,
      box: place,
      region: scope.region,
      control: false,
      field: false,
    };
  }

  #control(element: Element, node: Element, style: CSSStyleDeclaration, box: DOMRect, text: string, scope: Scope): Draft {
    const role = scope.cell && this.#cells.get(element) === scope.cell ? scope.cell.role : roleOf(element, style, hasWord(text));
    const states = statesOf(element, role, scope.frame.focused);
    const value = valueOf(element, role);
    const scroll = scrollOf(element, style);
    const verbs = scope.inert ? [] : verbsOf(element, role, states, this.#gestures);
    if (scroll && tagOf(element) === 'textarea') verbs.push('scroll');
    const select = tagOf(element) === 'select' ? (element as HTMLSelectElement) : undefined;
    const { name, nameSource } = nameOf(element, style, role, text, this.#labels);
    const draft = this.#draft(node, box, scope, role, name, nameSource);
    const chosen = nameSource === 'given' && isChooser(element, role) ? cut(text) : undefined;
    const options = select && optionsOf(select);
    const multiple = select?.multiple || undefined;
    return Object.assign(draft, {
      value: value ?? chosen,
      states,
      options,
      multiple,
      scroll,
      verbs,
      control: true,
      field: isField(element, role),
    });
  }

  #visitControl(element: Element, style: CSSStyleDeclaration, box: DOMRect, evidence: Evidence, scope: Scope): void {
    this.#flush(scope);
    if (VALUE_HOLDER.test(tagOf(element)) || isEditable(element)) {
      this.#drafts.push(this.#control(element, element, style, box, '', scope));
      return;
    }
    const start = this.#drafts.length;
    const clip = holdsElements(element) ? innerClip(style, box, scope.clip) : undefined;
    const inner: Scope = {
      ...scope,
      depth: scope.depth + 1,
      muted: false,
      inControl: true,
      block: element,
      blockBox: box,
      clip,
      prose: false,
    };
    if (scope.cell === undefined || this.#cells.get(element) !== scope.cell) inner.textRole = 'text';
    this.#visitChildren(element, style, inner);
    this.#flush(inner);
    const parts = this.#drafts.splice(start);
    const texts = parts.filter((part) => part.nameSource !== 'hint' && part.nameSource !== 'none');
    const self = this.#control(element, element, style, box, squeeze(texts.map((part) => part.name).join(' ')), scope);
    this.#drafts.push(...settleControl(self, parts, evidence));
  }

  /** A label's own text is the name of its control. Where the control is hidden, the label is what people click. */
  #visitLabel(label: HTMLLabelElement, style: CSSStyleDeclaration, scope: Scope): void {
    const control = label.control!;
    const controlStyle = scope.frame.view.getComputedStyle(control);
    const box = control.getBoundingClientRect();
    const seen = control.checkVisibility() && visibilityOf(control, controlStyle, box, undefined) === 'shown';
    if (!seen && isStandIn(control) && !isPressable(controlStyle, box)) {
      this.#flush(scope);
      this.#drafts.push(this.#control(control, label, controlStyle, label.getBoundingClientRect(), '', scope));
    }
    this.#visitChildren(label, style, { ...scope, muted: true });
  }

  #visitScrollBox(element: Element, style: CSSStyleDeclaration, box: DOMRect, scroll: Draft['scroll'], scope: Scope): void {
    const self: Draft = {
      ...this.#draft(element, box, scope, 'scrollbox'),
      scroll,
      verbs: scope.inert ? [] : ['scroll'],
      control: true,
    };
    const at = this.#drafts.push(self);
    this.#visitChildren(element, style, { ...scope, depth: scope.depth + 1, clip: undefined, scrolled: true });
    this.#flush({ ...scope, depth: scope.depth + 1 });
    const label = element.getAttribute('aria-label') ?? element.getAttribute('title') ?? '';
    const first = this.#drafts.slice(at).find((draft) => draft.name)?.name ?? '';
    self.name = cut(label || first, 60);
    self.nameSource = label ? 'given' : 'text';
  }

  #visitPicture(element: Element, style: CSSStyleDeclaration, box: DOMRect, scope: Scope): void {
    const role = roleOf(element, style, false);
    const decorative = element.getAttribute('alt') === '' && !scope.inControl;
    if (decorative || (role === 'audio' && !element.hasAttribute('controls'))) return;
    const named = nameOf(element, style, role, '', this.#labels);
    if (!named.name && role === 'image' && (box.width < 16 || box.height < 16)) return;
    this.#flush(scope);
    const value = valueOf(element, role);
    const verbs: Draft['verbs'] = role === 'canvas' && !scope.inert ? ['click'] : [];
    this.#drafts.push({
      ...this.#draft(element, box, scope, role, named.name, named.nameSource),
      value,
      verbs,
      control: verbs.length > 0,
    });
  }

  /** An empty box that only a colour fills, such as a swatch. */
  #visitBox(element: Element, style: CSSStyleDeclaration, box: DOMRect, scope: Scope): void {
    if (scope.inControl || Math.min(box.width, box.height) < 12 || Math.max(box.width / box.height, box.height / box.width) > 4)
      return;
    const colour = colourWord(style.backgroundColor);
    if (!colour || /^(white|gray|black)$/.test(colour)) return;
    this.#drafts.push(this.#draft(element, box, scope, 'box', colour, 'hint'));
  }

  #visitDrawing(svg: Element, style: CSSStyleDeclaration, box: DOMRect, scope: Scope): void {
    const used = (element: Element): boolean => this.#gestures.click(element) || Boolean((element as SVGElement).onclick);
    const pointer = scope.ownPointer && !scope.pointer;
    if (scope.inControl || isIcon(svg, box)) {
      if (!scope.inControl && (used(svg) || pointer || scope.delegated)) {
        this.#drafts.push(this.#control(svg, svg, style, box, '', scope));
      } else this.#visitPicture(svg, style, box, { ...scope, inControl: true });
      return;
    }
    const whole = used(svg);
    for (const shape of readShapes(svg, box, used)) {
      const live = used(shape.element) || whole || shape.role !== 'text';
      const verbs: Draft['verbs'] =
        !live || scope.inert ? [] : this.#gestures.press(shape.element) ? ['click', 'drag'] : ['click'];
      const { role, name, context } = shape;
      this.#drafts.push({
        ...this.#draft(shape.element, shape.box, scope, role, name, 'text'),
        context,
        verbs,
        control: live,
      });
    }
  }

  #visitFrame(element: HTMLIFrameElement, style: CSSStyleDeclaration, box: DOMRect, scope: Scope): void {
    const inside = contentOf(element);
    if (!inside?.body) {
      const title = cut(element.title || element.name);
      this.#drafts.push(this.#draft(element, box, scope, 'frame', title, title ? 'given' : 'none'));
      return;
    }
    const x = scope.frame.x + box.x + element.clientLeft + parseFloat(style.paddingLeft);
    const y = scope.frame.y + box.y + element.clientTop + parseFloat(style.paddingTop);
    const frame = openFrame(inside, x, y);
    const sets = (frame.view as { __autodidact?: { listeners?: ListenerSets } }).__autodidact?.listeners;
    if (sets && !this.#sets.includes(sets)) this.#sets.push(sets);
    const region = element.title ? `frame "${cut(element.title, 60)}"` : scope.region;
    const inner = { ...topScope(frame, inside.body), depth: scope.depth, region, inert: scope.inert };
    this.#visit(inside.body, inner);
    this.#flush(inner);
  }
}

/** What clips or hides elements matters only where there are some. */
const holdsElements = (element: Element): boolean => element.firstElementChild !== null || element.shadowRoot !== null;

/** Children that can be seen: of a closed `details` only its summary. */
function visibleChildren(element: Element): Node[] {
  if (tagOf(element) !== 'details' || (element as HTMLDetailsElement).open) return renderedChildren(element);
  return [...element.querySelectorAll(':scope > summary')];
}

const hasBareText = (nodes: readonly Node[]): boolean =>
  nodes.some((node) => node.nodeType === 3 && /\S/.test((node as Text).data));

function textRoleOf(tag: string, element: Element): string | undefined {
  if (/^h[1-6]$/.test(tag) || element.getAttribute('role') === 'heading') return 'heading';
  return tag === 'li' ? 'listitem' : undefined;
}

function isField(element: Element, role: string): boolean {
  if (isEditable(element) || isChooser(element, role)) return true;
  return VALUE_HOLDER.test(tagOf(element)) && !NO_VALUE_ROLE.test(role || nativeRole(element));
}
