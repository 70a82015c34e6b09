import { z } from 'zod';
import { SearchSettingsSchema } from './search.js';

/** How much a proposer's word counts beside the model's: `offset + weight * prior` is added to a candidate's score, in nats. */
const ProposerWeightSchema = z.object({
  /** Multiplies the proposer's own log-prior. */
  weight: z.number().min(0),
  /** What it is worth to be proposed at all. */
  offset: z.number(),
});

/** Settings of the agent's loop. Every mechanism has one switch; defaults were not fitted to any benchmark. */
export const AgentSettingsSchema = z.object({
  /** Where candidates come from: `model`, `match` (name matcher), `random` (baseline). */
  proposers: z.array(z.string()).min(1).default(['model', 'match']),
  /** How a candidate is chosen: `greedy`, `best-of-k`, `lookahead`, `mcts`. */
  planner: z.string().default('greedy'),
  /** Of the planners that search. */
  search: SearchSettingsSchema.prefault({}),
  /** Seed of everything that samples in the loop. */
  seed: z.number().int().default(0),
  priors: z.record(z.string(), ProposerWeightSchema).default({
    model: { weight: 1, offset: 0 },
    match: { weight: 1, offset: 2 },
    legal: { weight: 1, offset: 0 },
    random: { weight: 1, offset: 0 },
  }),
  model: z
    .object({
      /** Candidates asked of the model each step; more than one only makes sense with a temperature above 0. */
      samples: z.number().int().positive().default(1),
      /** 0 takes the most likely action. */
      temperature: z.number().min(0).default(0),
      /** Most tokens of one answer. */
      maxTokens: z.number().int().positive().default(96),
      /** Scores the candidates of other proposers with the model, when it can. */
      scoreOthers: z.boolean().default(true),
    })
    .prefault({}),
  /** Draws among the weighed candidates at this temperature, in nats, instead of taking the best: for rollouts that train. 0: never. */
  sampling: z.object({ temperature: z.number().min(0).default(0) }).prefault({}),
  /** The model is shown what the rule-based proposers put forward, and decides. */
  advice: z.object({ enabled: z.boolean().default(true) }).prefault({}),
  /** The compact prompt tells which row or label a line belongs to, and places and extremes that the goal asks for. */
  relations: z.object({ enabled: z.boolean().default(true) }).prefault({}),
  /** An action that did nothing or failed is not tried again on the same page (Feedback Friction). */
  rejected: z.object({ enabled: z.boolean().default(true) }).prefault({}),
  /** What happens when everything proposed was rejected before: ask again, warmer each time, then widen to all legal actions. */
  retry: z
    .object({
      attempts: z.number().int().nonnegative().default(2),
      /** Added to the temperature with every attempt. */
      temperatureStep: z.number().min(0).default(0.15),
      maxTemperature: z.number().min(0).default(0.6),
      /** Most legal actions that are weighed on the last attempt. */
      widen: z.number().int().nonnegative().default(32),
    })
    .prefault({}),
  /** Expectation against what was seen (MobileUse, action reflector; rule level). */
  reflection: z.object({ enabled: z.boolean().default(true) }).prefault({}),
  /**
   * Asks a chat model about a step where the rules cannot tell, unless the model was sure of verb and target (MobileUse, reflection
   * on demand). For models without a prompt format of their own.
   */
  reflector: z
    .object({
      enabled: z.boolean().default(false),
      /** Mean log-probability of the tokens of verb and of target from which on nothing is asked; the paper's example, to be tuned. */
      threshold: z.number().max(0).default(-0.001),
      /** Most tokens of one verdict. */
      maxTokens: z.number().int().positive().default(200),
    })
    .prefault({}),
  /** Loops and stagnation (MobileUse, trajectory reflector; rule level). Counts are steps. */
  loops: z
    .object({
      enabled: z.boolean().default(true),
      /** The same action on the same page this often is a loop. */
      repeats: z.number().int().min(2).default(3),
      /** A cycle of 2 to `maxPeriod` steps this often is a loop. */
      cycleRepeats: z.number().int().min(2).default(2),
      maxPeriod: z.number().int().min(1).default(4),
      /** Looks at an unchanged page in a row. */
      stagnation: z.number().int().min(2).default(3),
      /** Verdicts B or C in a row. */
      failureStreak: z.number().int().min(2).default(3),
      /** Quiet steps after a finding before the next one. */
      coldSteps: z.number().int().nonnegative().default(3),
    })
    .prefault({}),
  /** A step that led to a wrong page is taken back where an undo is known, and is not tried there again (GUI-Reflection). */
  reversal: z.object({ enabled: z.boolean().default(false) }).prefault({}),
  /** A look back at steps `first`, `first + first * growth`, ... whether anything was gained (ID-Sampling). Shares the cold time of `loops`. */
  boundaries: z
    .object({
      enabled: z.boolean().default(false),
      /** Steps before the first one. */
      first: z.number().int().positive().default(4),
      /** Each stretch is so many times as long as the one before. */
      growth: z.number().int().min(1).default(2),
    })
    .prefault({}),
  /** What was anticipated is held against what came, and conditions of the goal are kept with what tells their state (PReP). */
  workingMemory: z.object({ enabled: z.boolean().default(true) }).prefault({}),
  /**
   * What the model foretells of a candidate, for models trained to: weights of the log-odds that the task succeeds with it, and
   * that a task can be done at all, which giving it up has to overcome.
   */
  foresight: z
    .object({ enabled: z.boolean().default(true), value: z.number().min(0).default(1), feasible: z.number().min(0).default(1) })
    .prefault({}),
  /** Nats that giving a task up as impossible has to be ahead by when only the model wants it; a rule's evidence needs none. */
  refusal: z
    .object({
      caution: z.number().min(0).default(1.5),
      /** Nats on top where a rule is sure of something that the goal names and that is still to be done. */
      contradicted: z.number().min(0).default(3),
    })
    .prefault({}),
  /** Rules that speak against an action which would undo what is right already or put a value where another belongs. */
  critic: z
    .object({
      enabled: z.boolean().default(true),
      /** Nats that an objection costs. */
      penalty: z.number().min(0).default(6),
    })
    .prefault({}),
  /** What worked before is done again without asking the model (skills with verified successes). */
  skills: z
    .object({
      enabled: z.boolean().default(true),
      /** What may be used: `live` what has proven itself in use; `shadow` also what only replays have proven. */
      trust: z.enum(['live', 'shadow']).default('live'),
      /** Of several skills that fit a goal, the one that served requests like it goes first. */
      byRequests: z.boolean().default(true),
      /** Share of the episodes that do without on purpose, which shows what skills are worth. */
      holdOut: z.number().min(0).max(1).default(0.05),
    })
    .prefault({}),
  /** What earlier tasks of the same kind left about a site. */
  memory: z
    .object({
      enabled: z.boolean().default(true),
      /** Shared words over all words of two requests without their values, from which on they are of one kind. */
      similarity: z.number().min(0).max(1).default(0.5),
      /** Steps where asking the model changed nothing are decided without it. */
      habits: z
        .object({
          enabled: z.boolean().default(true),
          /** Steps of earlier episodes that have to say so. */
          evidence: z.number().int().positive().default(3),
          /** Share of such steps where the model is asked all the same. */
          recheck: z.number().min(0).max(1).default(0.1),
        })
        .prefault({}),
      /** After a failure the least certain decision is not taken again, at so many nats. */
      doubts: z.object({ enabled: z.boolean().default(true), penalty: z.number().min(0).default(12) }).prefault({}),
      /**
       * Where a success did otherwise than a failure of its kind, the failure's step costs so many nats, and models with the `full`
       * prompt are told so.
       */
      lessons: z.object({ enabled: z.boolean().default(false), penalty: z.number().min(0).default(6) }).prefault({}),
      /** On a site that was explored, the way to what the goal names is put forward, at so many nats. */
      routes: z.object({ enabled: z.boolean().default(true), bonus: z.number().default(5) }).prefault({}),
      /** What failed before costs this many nats. */
      pitfalls: z.object({ enabled: z.boolean().default(true), penalty: z.number().min(0).default(2) }).prefault({}),
      /** What did not hold, or was not found, in so many tasks of its kind in a row is archived. */
      expiry: z.object({ enabled: z.boolean().default(true), misses: z.number().int().positive().default(3) }).prefault({}),
    })
    .prefault({}),
  /**
   * The end of an episode is held against the evidence (MobileUse, global reflector), where a confidence model is fitted: what
   * is less sure than `reopen` is put off once for another action, and what is less sure than `contest` is not vouched for.
   */
  finishing: z
    .object({
      enabled: z.boolean().default(true),
      /** Probability of success under which the agent goes on instead of ending, once an episode; 0 never (`gate`: 0.35 changed nothing). */
      reopen: z.number().min(0).max(1).default(0),
      /** Most nats that the action taken instead may be behind. */
      margin: z.number().min(0).default(6),
      /** Probability of success under which an end is marked as contested. */
      contest: z.number().min(0).max(1).default(0.45),
    })
    .prefault({}),
  /**
   * Thinks longer about steps that are worth it: stuck, decisive, or little sure. Quality unmeasured, and each mode costs its tokens.
   */
  deliberation: z
    .object({
      enabled: z.boolean().default(false),
      /** `consistency`: what most samples say; `debate`: two sides and a moderator, for chat models (MAD). */
      mode: z.enum(['consistency', 'debate']).default('consistency'),
      triggers: z.array(z.enum(['stuck', 'high-stakes', 'low-confidence'])).default(['stuck', 'high-stakes', 'low-confidence']),
      /** Probability under which a step is little sure: of success where that is known, else of the action under the model. */
      confidence: z.number().min(0).max(1).default(0.5),
      /** Answers of `consistency`. */
      samples: z.number().int().min(2).default(5),
      temperature: z.number().positive().default(0.7),
      /** Most rounds of `debate`. */
      rounds: z.number().int().positive().default(3),
    })
    .prefault({}),
  /** Questions a decisive action while conditions of the goal are open. */
  coverage: z
    .object({
      enabled: z.boolean().default(true),
      /** A covering candidate is taken instead when its score is at most this much lower, in nats. */
      margin: z.number().min(0).default(6),
      /** Most times in an episode that a part not looked at is opened before committing, where the goal names what was not in sight; 0: never. */
      looks: z.number().int().min(0).default(4),
      /** Gives up in place of committing while something that the goal names was nowhere, and nothing is left to look at. */
      refuses: z.boolean().default(true),
    })
    .prefault({}),
});
export type AgentSettings = z.infer<typeof AgentSettingsSchema>;
/** What a caller may write: every part may be left out. */
export type AgentSettingsInput = z.input<typeof AgentSettingsSchema>;
