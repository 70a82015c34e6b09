import type { Observation, PageElement } from '../../core/observation.js';

/** An element as the page gives it: what is new is decided later, against the previous observation. */
export type RawElement = Omit<PageElement, 'isNew'>;

/** What one walk read. `completeObservation` adds the rest. */
export type RawObservation = Omit<Observation, 'elements' | 'fingerprint' | 'dialog'> & { elements: RawElement[] };

/** Elements that a page's scripts listen on, by the kind of gesture. Filled by {@link recordListeners}. */
export interface ListenerSets {
  click: WeakSet<Element>;
  hover: WeakSet<Element>;
  press: WeakSet<Element>;
}

export interface WalkOptions {
  /** Where to start; the whole document otherwise. */
  root?: Element | Document;
  /** Elements that scripts listen on for clicks. */
  listeners?: WeakSet<Element>;
  /** The same for pointers entering. */
  hoverListeners?: WeakSet<Element>;
  /** The same for a pointer or mouse button going down, as dragging needs. */
  pressListeners?: WeakSet<Element>;
  /** Leaves an element and all it holds out of the observation. */
  skip?: (element: Element) => boolean;
  /** The same as a selector, for callers outside the page. */
  skipSelector?: string;
}

export interface WalkResult {
  observation: RawObservation;
  /** The node behind each element: index `ref - 1`. For a hidden checkbox it is the label that a person clicks. */
  nodes: Element[];
}

/** Where a name came from; decides which names may be replaced by better ones. */
export type NameSource = 'given' | 'placeholder' | 'text' | 'hint' | 'none';

/** An element while the walk still works on it. */
export interface Draft extends Omit<RawElement, 'ref'> {
  node: Element;
  nameSource: NameSource;
  /** Something that can be acted on, as opposed to text and pictures. */
  control: boolean;
  /** A field that holds text or a choice and wants a label beside it. */
  field: boolean;
}
