import { z } from 'zod';
import type { Store } from '../../memory/index.js';
import { CheckSchema, goalKey, lengthOf, type MasteredGoal, type PracticeGoal } from '../../skills/index.js';
import { PRACTICE, programOf } from './attempt.js';
import type { Where } from './place.js';

const GoalSchema: z.ZodType<PracticeGoal> = z.object({
  goal: z.string(),
  clauses: z.array(z.string()),
  others: z.array(z.string()),
  verbs: z.array(z.enum(['set', 'select', 'check', 'uncheck', 'choose', 'open', 'close', 'press'])),
  controls: z.array(z.string()),
  values: z.array(z.string()),
  condition: z.array(CheckSchema),
  parts: z.array(z.string()),
});
const NoteSchema = z.object({ site: z.string(), place: z.string(), goal: GoalSchema });

/** More than a log will hold. */
const ALL = 1_000_000;

/**
 * The archive in the tables that there are: the replay that proved a goal is an episode for `train` with the goal as its request, and
 * how often it was reached is its evaluation. What was mastered in earlier sessions is read back from there.
 */
export class PracticeLog {
  readonly #store: Pick<Store, 'log' | 'evaluations'>;

  constructor(store: Pick<Store, 'log' | 'evaluations'>) {
    this.#store = store;
  }

  /** Writes the demonstration down, and gives the goal back with the episode that it now is. */
  keep(mastered: MasteredGoal, { site, place }: Where): MasteredGoal {
    const { log, evaluations } = this.#store;
    const { demonstration, attempts, successes } = mastered;
    const goal = GoalSchema.parse(mastered);
    const note: z.infer<typeof NoteSchema> = { site: site.id, place: place.id, goal };
    const { steps, last } = demonstration;
    const startUrl = steps[0]?.observation.url ?? site.id;
    const limits = { steps: Math.max(1, steps.length), tokens: 1, timeMs: 60_000 };
    const id = log.beginEpisode({ assignment: { goal: goal.goal, startUrl, limits }, purpose: 'train', planner: PRACTICE, settings: note }); // prettier-ignore
    for (const { observation, decision, outcome, usage, ms } of steps) {
      const number = log.recordIntent(id, { observation, decision, calls: [] });
      log.recordOutcome(id, number, { outcome: outcome!, usage, ms });
    }
    log.endEpisode(id, { kind: 'done', text: '' }, last);
    evaluations.record({ episodeId: id, ...site.terms, ...tally({ attempts, successes }) });
    const own = { ...demonstration, id, steps: steps.map((step) => ({ ...step, episodeId: id })) };
    return { ...mastered, demonstration: own, program: programOf(own, goal.others) ?? mastered.program };
  }

  /** How often it was set out for and reached by now. */
  count({ demonstration, attempts, successes }: MasteredGoal): void {
    const known = this.#store.evaluations.find(demonstration.id);
    if (known) this.#store.evaluations.record({ ...known, ...tally({ attempts, successes }) });
  }

  /** What was mastered on a page before: the shortest way to each goal, and the last count, which holds the earlier ones. */
  mastered({ site, place }: Where): MasteredGoal[] {
    const own = this.#store.log
      .episodes({ purpose: 'train', ended: true, limit: ALL })
      .filter(({ planner }) => planner === PRACTICE);
    const best = new Map<string, MasteredGoal>();
    for (const { id } of own.reverse()) {
      const note = NoteSchema.safeParse(this.#store.log.settings(id));
      if (!note.success || note.data.site !== site.id || note.data.place !== place.id) continue;
      const mastered = this.#read(id, note.data.goal);
      const known = mastered && best.get(mastered.key);
      if (mastered && !known) best.set(mastered.key, mastered);
      if (mastered && known) {
        const shorter = lengthOf(mastered) < lengthOf(known) ? mastered : known;
        const { attempts, successes } = mastered.attempts > known.attempts ? mastered : known;
        best.set(mastered.key, { ...shorter, attempts, successes });
      }
    }
    return [...best.values()];
  }

  #read(id: string, goal: PracticeGoal): MasteredGoal | undefined {
    const { log, evaluations } = this.#store;
    const { condition } = goal;
    const demonstration = { id, goal: goal.goal, purpose: 'train', success: true, steps: log.steps(id), last: log.lastObservation(id), condition } as const; // prettier-ignore
    const program = programOf(demonstration, goal.others);
    const [, successes = '1', attempts = '1'] = /(\d+) of (\d+)/.exec(evaluations.find(id)?.detail ?? '') ?? [];
    return program && { ...goal, key: goalKey(goal), demonstration, program, attempts: Number(attempts), successes: Number(successes) }; // prettier-ignore
  }
}

const tally = ({ attempts, successes }: Pick<MasteredGoal, 'attempts' | 'successes'>) => ({
  success: successes > 0,
  reward: successes / attempts,
  detail: `reached ${successes} of ${attempts} times`,
});
