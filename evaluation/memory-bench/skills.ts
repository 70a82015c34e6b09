import { createRandom, type Random } from '../../core/index.js';
import { SKILL_TEXTS } from './skill-texts.js';
import { wordings } from './template.js';

/** A skill and requests that it is the answer to. */
export interface SkillCase {
  name: string;
  description: string;
  /** Requests that went well before, in the order in which they came. */
  past: string[];
  /** Requests to be answered; none of them is a past request. */
  heldOut: string[];
  /** Those of `heldOut` with a wording that no past request has, whatever it is filled with. */
  newWordings: ReadonlySet<string>;
}

/** Most past requests that are ever used as keys. */
const PAST = 30;
/** Held-out requests in new wordings, and as many in wordings used before: people repeat themselves, but not word by word. */
const HELD_OUT = 4;

const FRAMES = ['{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', 'please {}', '{} please', 'can you help: {}', '{}, thanks', 'hey, {}', 'now {}', '{} if possible', '{} today', 'I have a request: {}', 'next: {}', 'quick one, {}', '{} and report back', 'could you see to this: {}']; // prettier-ignore

/** Skills of a web agent with requests. The same seed, the same requests. */
export function generateSkills(seed: number): SkillCase[] {
  return SKILL_TEXTS.map(([name, description, requests]) => {
    const random = createRandom(`memory-bench-skills/${seed}/${name}`);
    const all = requests.split(' / ');
    const known = distinct(wordings(all, 'train'), PAST + HELD_OUT, random);
    const fresh = distinct(wordings(all, 'held-out'), HELD_OUT, random);
    return {
      name,
      description,
      past: known.slice(0, PAST),
      heldOut: [...known.slice(PAST), ...fresh],
      newWordings: new Set(fresh),
    };
  });
}

/** Different requests, wordings in turn so that none prevails. */
function distinct(phrases: readonly string[], count: number, random: Random): string[] {
  const order = random.shuffle(phrases);
  const requests = new Set<string>();
  for (let i = 0; requests.size < count; i++) {
    const phrase = order[i % order.length].replace(/\[([^\]]*)\]/g, (_, parts: string) => random.pick(parts.split('|')));
    requests.add(random.pick(FRAMES).replace('{}', phrase));
  }
  return [...requests];
}
