import type { Evidence } from './interactive.js';
import type { Draft } from './types.js';

/** With more controls in it an element with a listener is a part of the page, not one thing. */
const MAX_INNER_CONTROLS = 4;

/** Decides whether a control and what was found inside it are one thing, a thing with others in it, or only its parts. */
export function settleControl(self: Draft, parts: Draft[], evidence: Evidence): Draft[] {
  const controls = parts.filter((part) => part.control);
  const lift = (): Draft[] => parts.map((part) => ({ ...part, depth: part.depth - 1 }));
  const own = evidence === 'widget';
  if (controls.length === 0) {
    const texts = parts.filter((part) => part.role !== 'image');
    if (evidence === 'weak' && texts.length > 1) return lift();
    // By structure, never by length: the entries of a list have to look alike.
    return (texts.length > 1 && !own) || self.role === 'row' ? withParts(self, parts) : [self];
  }
  if (evidence === 'weak' || evidence === 'delegated' || (!own && controls.length > MAX_INNER_CONTROLS)) return lift();
  const [only] = controls;
  if (controls.length === 1 && parts.every((part) => part === only || part.name === '')) {
    if (!own || only.field) return lift();
    const states = [...new Set([...self.states, ...only.states])];
    const named = self.name ? {} : { name: only.name, nameSource: only.nameSource };
    return [{ ...self, ...named, states, node: only.node, box: only.box }]; // a press on the inner one reaches both
  }
  return withParts(self, parts);
}

/** A container takes its first text as its name; what it holds stays listed below it. */
function withParts(self: Draft, parts: Draft[]): Draft[] {
  if (self.nameSource === 'given') return [self, ...parts];
  const first =
    parts.find((part) => part.name && part.nameSource !== 'hint' && part.role !== 'image') ?? parts.find((part) => part.name);
  const named: Draft = first ? { ...self, name: first.name, nameSource: 'text' } : self;
  return [named, ...parts.filter((part) => part !== first || part.control || part.cell !== undefined)];
}
