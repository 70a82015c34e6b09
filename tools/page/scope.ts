import { focusedElement } from './state.js';
import type { CellRole } from './tables.js';
import type { Clip } from './visibility.js';

/** One document of the page: its place in the main viewport, and what holds for all of it. */
export interface Frame {
  view: Window & typeof globalThis;
  x: number;
  y: number;
  /** How far the document is scrolled, in pixels. */
  left: number;
  top: number;
  focused: Element | null;
  /** The open modal dialog: all else cannot be used. */
  modal: Element | null;
}

/** What the ancestors of an element say about it, then what it says to its children: one object per element. */
export interface Scope {
  frame: Frame;
  depth: number;
  region: string;
  clip: Clip | undefined;
  /** Inside a scroll box, where being out of sight means little. */
  scrolled: boolean;
  /** Role of text found here. */
  textRole: string;
  cell: CellRole | undefined;
  /** Text here is the name of a control that is listed anyway. */
  muted: boolean;
  /** The parent shows the hand cursor; so does the element itself. */
  pointer: boolean;
  ownPointer: boolean;
  /** The parent listens for clicks on its children. */
  delegated: boolean;
  /** Inline text around, so that inline elements are part of a sentence. */
  prose: boolean;
  /** Inside a control that may turn out to be one piece. */
  inControl: boolean;
  inert: boolean;
  /** Nearest element that starts a new line of text, and its box. */
  block: Element;
  blockBox: DOMRect | undefined;
}

export function openFrame(document: Document, x: number, y: number): Frame {
  const view = document.defaultView!;
  return {
    view,
    x,
    y,
    focused: focusedElement(document),
    modal: document.querySelector(':modal'),
    left: view.scrollX,
    top: view.scrollY,
  };
}

/** The scope of what a frame, or a walk, begins with. */
export function topScope(frame: Frame, top: Element): Scope {
  return {
    frame,
    depth: 0,
    region: '',
    clip: undefined,
    scrolled: false,
    textRole: 'text',
    cell: undefined,
    muted: false,
    pointer: false,
    ownPointer: false,
    delegated: false,
    prose: false,
    inControl: false,
    inert: frame.modal !== null && !frame.modal.contains(top),
    block: top,
    blockBox: undefined,
  };
}
