import type { Suite } from '../tasks/index.js';
import type { GateSource, TaskSource } from '../training/index.js';
import type { Parts } from './parts.js';

/** Which splits of a suite may be practised on and trained on (`DESIGN.md`, section 5). */
export async function trainingSource(parts: Parts, name: string): Promise<TaskSource> {
  const { practiceSource, suiteSource } = await import('../training/index.js');
  if (name === 'practice') return practiceSource(await parts.browser(), ['seen', 'practice']);
  const suite = await parts.suite(name);
  return suiteSource(suite, [name === 'miniwob' ? 'practised' : 'train'], parts.sessions());
}

/** Tasks that choose between models: a user's suite has its own, everything else is judged on the practice suite's `gate`. */
export async function gateSource(parts: Parts, suites: readonly string[]): Promise<GateSource> {
  const own = suites.find((name) => name !== 'practice' && name !== 'miniwob');
  return own === undefined ? practiceGate(parts) : suiteGate(parts, await parts.suite(own));
}

async function practiceGate(parts: Parts): Promise<GateSource> {
  const [{ practicePlayer }, { SPLITS }] = await Promise.all([import('../training/index.js'), import('../tasks/index.js')]);
  const browser = await parts.browser();
  return {
    suite: 'practice',
    maxSteps: 20,
    tasks: (n, seed) => inTurn('gate', SPLITS.gate, n, seed),
    openPlayer: () => practicePlayer(browser),
  };
}

async function suiteGate(parts: Parts, suite: Suite): Promise<GateSource> {
  const { suiteSource } = await import('../training/index.js');
  const source = suiteSource(suite, ['gate'], parts.sessions(), 'gate');
  const tasks = suite.families('gate').flatMap((family) => {
    const size = suite.size?.('gate', family) ?? 1;
    return Array.from({ length: size }, (_, seed) => ({ split: 'gate', family, seed }));
  });
  return {
    suite: suite.name,
    maxSteps: suite.maxSteps,
    size: tasks.length, // a task that is played again is no further evidence
    tasks: (n) => tasks.slice(0, n),
    openPlayer: () => source.openPlayer(),
  };
}

/** A gate with few tasks looks once, at all of them. */
const LOOKS = 4;
const FEW = 100;
/** Under this many tasks not even a candidate that gains each and loses none would be sure to be better. */
const TOO_FEW = 6;

/** After how many pairs the gate looks. `note` is told where it cannot tell anything. */
export function looksOf({ size = Infinity }: GateSource, wanted: number, note: (text: string) => void): number[] {
  const pairs = Math.min(size, wanted);
  if (pairs < TOO_FEW) note(`The gate has only ${pairs} tasks: no difference between models can be told from chance with so few. Add tasks to the split "gate".`); // prettier-ignore
  return pairs < FEW ? [pairs] : Array.from({ length: LOOKS }, (_, i) => Math.ceil((pairs * (i + 1)) / LOOKS));
}

/** Families in turn, a new seed each round. */
const inTurn = (split: string, families: readonly string[], n: number, seed: number): ReturnType<GateSource['tasks']> =>
  Array.from({ length: n }, (_, i) => ({
    split,
    family: families[i % families.length],
    seed: seed + Math.floor(i / families.length),
  }));
