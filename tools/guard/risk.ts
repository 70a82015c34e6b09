import type { Action, Observation, PageElement } from '../../core/index.js';
import type { FormWiring, Wiring } from '../page/wiring.js';
import { classOfAddress, classOfName } from './risk-words.js';

/**
 * What an action may do beyond the page, from harmless to final:
 * - `read`: looks at more of the site, as any visitor may at any time;
 * - `reversible`: changes only what this page shows, and is gone when it is loaded anew;
 * - `state-changing`: changes what the site keeps, or may well do so;
 * - `irreversible`: cannot be taken back, costs money, tells somebody, or ends the session.
 */
export const RISKS = ['read', 'reversible', 'state-changing', 'irreversible'] as const;
export type Risk = (typeof RISKS)[number];

export interface RiskVerdict {
  risk: Risk;
  /** For people: which rule spoke. */
  why: string;
}

export const isWithin = (risk: Risk, limit: Risk): boolean => RISKS.indexOf(risk) <= RISKS.indexOf(limit);

/**
 * The risk class of an action on an observed page, by rule: role, words of the name, form and method, address of a link (risk
 * classes as of AutoSafe and WebOperator; rules instead of a model). `wiring` is what {@link BrowserSession.wiring} says of the same look;
 * without it only roles and names speak. What no rule knows counts as `state-changing`: an unknown button is the risk.
 */
export function assessRisk(action: Action, page: Observation, wiring: readonly Wiring[] = []): RiskVerdict {
  switch (action.kind) {
    case 'click':
      return onElement(action.ref, page, wiring, riskOfClick);
    case 'type':
      return onElement(action.ref, page, wiring, riskOfEntry);
    case 'select':
      return onElement(action.ref, page, wiring, riskOfEntry);
    case 'press':
      return riskOfKey(action.key, page, wiring);
    case 'drag':
      return { risk: 'state-changing', why: 'dragging moves or orders things' };
    case 'goto':
      return riskOfAddress(action.url) ?? { risk: 'read', why: 'opens a page' };
    default:
      return { risk: 'read', why: `${action.kind} only looks` };
  }
}

type Rule = (element: PageElement, wiring: Wiring) => RiskVerdict;

function onElement(ref: number, { elements }: Observation, wiring: readonly Wiring[], rule: Rule): RiskVerdict {
  const element = elements.find((one) => one.ref === ref);
  if (!element) return { risk: 'state-changing', why: 'it is not on the page' };
  return rule(element, wiring.find((one) => one.ref === ref) ?? { ref });
}

const changing = (why: string): RiskVerdict => ({ risk: 'state-changing', why });
const reversible = (why: string): RiskVerdict => ({ risk: 'reversible', why });
const read = (why: string): RiskVerdict => ({ risk: 'read', why });
const final = (why: string): RiskVerdict => ({ risk: 'irreversible', why });

const riskOfClick: Rule = (element, wiring) => {
  const { href, form } = wiring;
  if (wiring.submits && form) return riskOfSubmit(element.name, form);
  if (href !== undefined && leadsSomewhere(href)) return riskOfLink(element.name, href);
  return riskOfControl(element, wiring);
};

/** A bare `#` and `javascript:` are buttons in the clothes of a link. */
const leadsSomewhere = (href: string): boolean => !/^javascript:/i.test(href) && !/#$/.test(href);

function riskOfLink(name: string, href: string): RiskVerdict {
  const byAddress = riskOfAddress(href);
  if (byAddress) return byAddress;
  const word = classOfName(name, true);
  if (word === 'irreversible') return final(`a link called "${name}"`);
  return word === 'state-changing' ? changing(`a link called "${name}"`) : read('a link');
}

function riskOfAddress(href: string): RiskVerdict | undefined {
  const word = classOfAddress(href);
  if (word === 'irreversible') return final(`the address ${href} says so`);
  return word && changing(`the address ${href} says so`);
}

function riskOfSubmit(name: string, { method, search }: FormWiring): RiskVerdict {
  const word = classOfName(name, false);
  if (word === 'irreversible') return final(`sends a form, as "${name}"`);
  if (method === 'dialog') return reversible('closes a dialog');
  if (method === 'post') return changing('sends a form by POST');
  if (search || /^(?:search|find|filter|go|show)\b/i.test(name)) return read('looks something up');
  if (word === 'state-changing') return changing(`sends a form, as "${name}"`);
  return method === 'get' ? read('sends a form by GET') : changing('sends a form that a script may handle');
}

/** Roles that only choose among what is shown, or open and close it. */
const SHOWING_ROLES = new Set([
  'tab',
  'treeitem',
  'option',
  'combobox',
  'select',
  'textbox',
  'searchbox',
  'spinbutton',
  'slider',
]);
const MARKS = new Set(['checkbox', 'radio', 'menuitemcheckbox', 'menuitemradio', 'switch']);

function riskOfControl({ role, name, states }: PageElement, wiring: Wiring): RiskVerdict {
  if (MARKS.has(role)) return riskOfMark(role, wiring);
  if (SHOWING_ROLES.has(role)) return reversible(`a ${role}`);
  const word = classOfName(name, false);
  if (word === 'irreversible') return final(`called "${name}"`);
  if (wiring.opens || states.includes('closed') || states.includes('open'))
    return reversible('opens or closes a part of the page');
  if (word === 'state-changing') return changing(`called "${name}"`);
  if (word === 'showing') return reversible(`called "${name}"`);
  return wiring.href !== undefined && role === 'link'
    ? changing('a link without an address')
    : changing(`nothing is known of this ${role}`);
}

/** In a form that has to be sent, a mark is only a draft; a switch elsewhere mostly takes effect at once. */
function riskOfMark(role: string, { form, onChange }: Wiring): RiskVerdict {
  if (onChange) return changing(`a ${role} that takes effect at once`);
  if (form || role !== 'switch') return reversible(`a ${role}`);
  return changing('a switch outside of a form takes effect at once');
}

const riskOfEntry: Rule = ({ role }, { form, input, onChange }) => {
  if (input === 'file') return changing('hands a file over');
  if (onChange && form?.method === 'post') return changing('may send its form when it changes');
  return reversible(`fills a ${role}, and sends nothing`);
};

function riskOfKey(key: string, { dialog, elements }: Observation, wiring: readonly Wiring[]): RiskVerdict {
  if (!/^(?:enter|return|space| )$/i.test(key))
    return /^(?:delete|backspace)$/i.test(key) ? reversible('edits') : read(`${key} only moves`);
  if (dialog) return dialog.kind === 'alert' ? read('closes a message') : riskOfConsent(dialog.message);
  const focused = elements.find(({ states }) => states.includes('focused'));
  const form = wiring.find(({ ref }) => ref === focused?.ref)?.form;
  if (form) return riskOfSubmit('', form);
  return changing(`${key} presses what has the focus`);
}

function riskOfConsent(message: string): RiskVerdict {
  const word = /\b(?:delete|remove|erase|discard|lose|permanent|undone|pay|buy|send|log out|sign out)\b/i.exec(message)?.[0];
  return word ? final(`consents to a question about "${word}"`) : changing('consents to a question');
}
