import { hash32 } from '../../core/index.js';
import type { RawElement, RawObservation } from '../page/types.js';

type Seen = Pick<RawElement, 'role' | 'name' | 'value' | 'states' | 'options'>;

/**
 * A hash of what a person would remember of a page: roles, names, values and states in reading order. Blind to layout,
 * focus, context and scroll position. 16 hexadecimal digits.
 */
export function fingerprint(observation: Pick<RawObservation, never> & { elements: readonly Seen[] }): string {
  const text = JSON.stringify(observation.elements.map(memoryOf)); // one call: printing each by itself takes several times as long
  return hex(hash32(text)) + hex(hash32(`${text.length}\n${text}`));
}

function memoryOf({ role, name, value, states }: Seen): unknown[] {
  return [role, name, value ?? null, states.includes('focused') ? states.filter((state) => state !== 'focused') : states];
}

const hex = (n: number): string => n.toString(16).padStart(8, '0');
