import { type AgentSettings, AgentSettingsSchema } from '../config/index.js';
import { AgentError } from '../core/index.js';

/** A part of the agent that can be switched off, so that its worth can be measured. */
export interface Mechanism {
  name: string;
  /** One line. */
  about: string;
  /** `episode`: it acts while a task is done; `chain`: what one task leaves for the next. */
  acts: 'episode' | 'chain';
  isOn(settings: AgentSettings): boolean;
  /** The settings with it on or off, all else unchanged; undefined where the agent would be left without any proposer. */
  turn(settings: AgentSettings, on: boolean): AgentSettings | undefined;
}

/** Where settings have an `enabled` of their own: `critic`, `memory.habits`, ... */
type SwitchPath<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends { enabled: boolean } ? `${Prefix}${K}` | SwitchPath<T[K], `${Prefix}${K}.`> : never;
}[keyof T & string];

/** Every switch of the settings: the compiler asks for an entry when a new one comes. The last word is the mechanism's name. */
const SWITCHES: Readonly<Record<SwitchPath<AgentSettings>, readonly [acts: Mechanism['acts'], about: string]>> = {
  advice: ['episode', 'the model is shown what the rules propose'],
  relations: ['episode', 'the prompt tells rows, labels, places and extremes'],
  rejected: ['episode', 'what did nothing or failed is not tried again on the same page'],
  reflection: ['episode', 'what was expected is compared with what is seen'],
  reflector: ['episode', 'a chat model is asked where rules cannot tell what came of a step and it was not sure'],
  loops: ['episode', 'loops and stagnation are found'],
  reversal: ['episode', 'a step to a wrong page is taken back and not tried there again'],
  boundaries: ['episode', 'at steps 4, 12, 28 a look back whether anything was gained'],
  workingMemory: ['episode', 'conditions with evidence, what was done, and a new plan where something came otherwise'],
  critic: ['episode', 'rules object to actions that would spoil what is right'],
  foresight: ['episode', 'what the model foretells of each candidate counts, and whether the task can be done'],
  finishing: ['episode', 'an end that will hardly be right is put off once, or not vouched for'],
  deliberation: ['episode', 'more thought where stuck, at stake or little sure: k samples, or a debate'],
  coverage: ['episode', 'a decisive action is questioned while conditions of the goal are open'],
  skills: ['chain', 'what worked is done again without the model'],
  memory: ['chain', 'habits, doubts, lessons and pitfalls together'],
  'memory.routes': ['chain', 'the map of an explored site leads to where the goal is'],
  'memory.habits': ['chain', 'the model is not asked where asking changed nothing'],
  'memory.doubts': ['chain', 'after a failure the least certain decision is taken another way'],
  'memory.lessons': ['chain', 'what a success did otherwise than a failure of its kind counts'],
  'memory.expiry': ['chain', 'notes about a site that no longer hold are put away'],
  'memory.pitfalls': ['chain', 'what failed in earlier tasks costs'],
};

/** Mechanisms without a switch of their own: there are values of settings at which they do nothing. */
const OTHERS: readonly Mechanism[] = [
  proposer('match', 'the name matcher proposes actions'),
  {
    ...{ name: 'score-others', about: 'the model scores what the rules propose', acts: 'episode' },
    isOn: ({ model }) => model.scoreOthers,
    turn: (settings, on) => ({ ...settings, model: { ...settings.model, scoreOthers: on } }),
  },
  {
    ...{ name: 'retry', about: 'asks again, warmer and wider, when all that was proposed was rejected', acts: 'episode' },
    isOn: ({ retry }) => retry.attempts + retry.widen > 0,
    turn: (settings, on) => {
      const { attempts, widen } = on ? AgentSettingsSchema.parse({}).retry : { attempts: 0, widen: 0 };
      return { ...settings, retry: { ...settings.retry, attempts, widen } };
    },
  },
];

/** All mechanisms, those of single episodes first. */
export const MECHANISMS: readonly Mechanism[] = [
  ...Object.entries(SWITCHES).map(([path, [acts, about]]): Mechanism => {
    const keys = path.split('.');
    return {
      ...{ name: keys.at(-1)!, about, acts },
      isOn: (settings) => partAt(settings, keys).enabled === true,
      turn: (settings, on) => withSwitch(settings, keys, on),
    };
  }),
  ...OTHERS,
].sort((a, b) => Number(a.acts === 'chain') - Number(b.acts === 'chain'));

/** Error `MECHANISM_UNKNOWN`. */
export function findMechanism(name: string): Mechanism {
  const found = MECHANISMS.find((one) => one.name === name);
  if (found) return found;
  const known = MECHANISMS.map((one) => one.name).join(', ');
  throw new AgentError('MECHANISM_UNKNOWN', `There is no mechanism "${name}". There are: ${known}.`);
}

function proposer(name: string, about: string): Mechanism {
  const isOn = ({ proposers }: AgentSettings): boolean => proposers.includes(name);
  return {
    ...{ name, about, acts: 'episode', isOn },
    turn: (settings, on) => {
      const others = settings.proposers.filter((one) => one !== name);
      const proposers = on ? [...others, name] : others;
      return proposers.length > 0 ? { ...settings, proposers } : undefined;
    },
  };
}

type Part = Readonly<Record<string, unknown>>;

const partAt = (part: Part, keys: readonly string[]): Part => keys.reduce((inner, key) => inner[key] as Part, part);

function withSwitch<T extends Part>(part: T, [key, ...rest]: readonly string[], on: boolean): T {
  return key === undefined ? { ...part, enabled: on } : { ...part, [key]: withSwitch(part[key] as Part, rest, on) };
}
