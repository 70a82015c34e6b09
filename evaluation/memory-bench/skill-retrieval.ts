import { PlainFts } from '../../memory/index.js';
import { mean, wilsonInterval, type Interval } from '../statistics.js';
import type { SkillCase } from './skills.js';

/** A skill library as the benchmark sees it: skills with descriptions, and requests that each has answered well. */
export interface SkillIndexUnderTest {
  add(skill: { name: string; description: string }): Promise<void>;
  /** A request that ended well with this skill. */
  remember(name: string, request: string): Promise<void>;
  /** Names, best first. */
  find(request: string, k: number): Promise<string[]>;
  close(): void;
}

export interface SkillRetrieval {
  skills: number;
  requests: number;
  /** Share of held-out requests whose skill came first, by the number of past requests a skill keeps. */
  hitAt1: Record<string, number>;
  /** Wilson's interval of each. */
  intervals: Record<string, Interval>;
  /** The same for requests in wordings that no past request has; absent where the data does not tell. */
  hitAt1NewWordings?: Record<string, number>;
}

const PAST_COUNTS = [0, 1, 3, 10, 30];

/** How retrieval gets better with use: the same held-out requests with 0, 1, 3, 10 and 30 past requests a skill as keys. */
export async function measureSkills(index: SkillIndexUnderTest, skills: readonly SkillCase[]): Promise<SkillRetrieval> {
  for (const skill of skills) await index.add(skill);
  const result: SkillRetrieval = { skills: skills.length, requests: 0, hitAt1: {}, intervals: {} };
  let known = 0;
  for (const count of PAST_COUNTS) {
    for (const { name, past } of skills) for (const request of past.slice(known, count)) await index.remember(name, request);
    known = count;
    const asked = await ask(index, skills);
    const hits = asked.map(({ hit }) => hit);
    const fresh = asked.filter(({ isNew }) => isNew);
    result.requests = hits.length;
    result.hitAt1[count] = mean(hits);
    result.intervals[count] = wilsonInterval(hits.filter((hit) => hit === 1).length, hits.length);
    if (fresh.length > 0) result.hitAt1NewWordings = { ...result.hitAt1NewWordings, [count]: mean(fresh.map(({ hit }) => hit)) };
  }
  return result;
}

/** Each held-out request once: 1 when its skill comes first, else 0. */
async function ask(index: SkillIndexUnderTest, skills: readonly SkillCase[]): Promise<{ hit: number; isNew: boolean }[]> {
  const asked: { hit: number; isNew: boolean }[] = [];
  for (const { name, heldOut, newWordings } of skills) {
    for (const request of heldOut) {
      const [first] = await index.find(request, 1);
      asked.push({ hit: Number(first === name), isNew: newWordings.has(request) });
    }
  }
  return asked;
}

/** The plain baseline: FTS5 over name with description, and past requests as a second column. */
export function createPlainSkillIndex(): SkillIndexUnderTest {
  const fts = new PlainFts(['description', 'requests']);
  const skills = new Map<string, { description: string; requests: string[] }>();
  const changed = new Set<string>();
  const refresh = (): void => {
    changed.forEach((name) => fts.remove(name));
    const rows = [...changed].flatMap((name) => {
      const skill = skills.get(name);
      return skill
        ? [{ id: name, values: [`${name.replace(/[-_]/g, ' ')} ${skill.description}`, skill.requests.join('\n')] }]
        : [];
    });
    fts.add(rows);
    changed.clear();
  };
  return {
    add: ({ name, description }) => {
      skills.set(name, { description, requests: [] });
      changed.add(name);
      return Promise.resolve();
    },
    remember: (name, request) => {
      skills.get(name)?.requests.push(request);
      changed.add(name);
      return Promise.resolve();
    },
    find: (request, k) => {
      refresh();
      return Promise.resolve(fts.search(request, k).map(({ id }) => id));
    },
    close: () => fts.close(),
  };
}
