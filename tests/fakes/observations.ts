import type { Observation, PageElement } from '../../core/index.js';

/** One element with everything defaulted but its role and name. */
export function element(role: string, name: string, more: Partial<PageElement> = {}): PageElement {
  const verbs: PageElement['verbs'] = {
    textbox: ['click', 'type'] as const,
    select: ['select'] as const,
    text: [],
    heading: [],
    cell: [],
  }[role]?.slice() ?? ['click'];
  const value = role === 'textbox' ? { value: '' } : {};
  return {
    ref: 1,
    role,
    name,
    context: '',
    states: [],
    verbs,
    depth: 0,
    box: [0, 0, 10, 10],
    region: '',
    isNew: false,
    ...value,
    ...more,
  };
}

/** An observation with refs numbered from 1; the fingerprint is the printed list. */
export function observation(elements: PageElement[], more: Partial<Observation> = {}): Observation {
  const numbered = elements.map((item, i) => ({ ...item, ref: i + 1 }));
  const fingerprint = numbered.map((item) => `${item.role} ${item.name} ${item.value ?? ''} ${item.states.join(' ')}`).join('\n');
  return { url: 'http://127.0.0.1/', title: 'Page', elements: numbered, scroll: { top: 0, max: 0 }, fingerprint, ...more };
}
