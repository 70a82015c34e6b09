import type { ListenerSets } from './types.js';

const CLICK = /^(click|dblclick|mousedown|mouseup|pointerdown|pointerup|touchstart|touchend)$/;
const PRESS = /^(mousedown|pointerdown|touchstart|dragstart)$/;
const HOVER = /^(mouseenter|mouseover|pointerenter|pointerover)$/;

/**
 * From now on notes which elements scripts of this window listen on; nothing in the DOM tells that afterwards. Has to
 * run before the page's own scripts. Listeners on the document and its body are left out: they are about everything.
 */
export function recordListeners(view: Window & typeof globalThis): ListenerSets {
  const sets: ListenerSets = { click: new WeakSet(), hover: new WeakSet(), press: new WeakSet() };
  const prototype = view.EventTarget.prototype;
  const original = prototype.addEventListener;
  prototype.addEventListener = function (
    this: EventTarget,
    type: string,
    ...rest: [EventListener | null, AddEventListenerOptions?]
  ) {
    note(sets, this, String(type));
    return original.call(this, type, ...rest);
  };
  return sets;
}

function note(sets: ListenerSets, target: EventTarget, type: string): void {
  const element = target as Element | null | undefined;
  if (element?.nodeType !== 1 || element.localName === 'body' || element.localName === 'html') return;
  if (CLICK.test(type)) sets.click.add(element);
  if (PRESS.test(type)) sets.press.add(element);
  if (HOVER.test(type)) sets.hover.add(element);
}
