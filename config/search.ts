import { z } from 'zod';

/** What the planners beside `greedy` do; `planner` says which one is used. Values are 0 to 1, scores nats. */
export const SearchSettingsSchema = z.object({
  /** At which steps it is worth to think longer than greedily. */
  trigger: z
    .object({
      /** `unsure`: the last step came to nothing, or the greedy choice is doubtful. */
      when: z.enum(['always', 'unsure']).default('unsure'),
      /** Nats that the best candidate has to be ahead by to be clear. */
      margin: z.number().min(0).default(1),
      /** Probability of success under which a step is doubtful, where a confidence model is fitted. */
      confidence: z.number().min(0).max(1).default(0.5),
    })
    .prefault({}),
  /** Most that one decision may cost; what is spent first ends it. */
  budget: z
    .object({
      nodes: z.number().int().positive().default(16),
      /** Wall time in milliseconds. */
      ms: z.number().positive().default(10_000),
      tokens: z.number().positive().default(40_000),
    })
    .prefault({}),
  bestOfK: z
    .object({
      /** Answers asked of the model. */
      samples: z.number().int().positive().default(5),
      temperature: z.number().positive().default(0.7),
      /** Nats for a candidate that all samples agree on. */
      votes: z.number().min(0).default(1),
      /** Weight of the log-odds of success that are forecast for a candidate; 0 leaves values out. */
      value: z.number().min(0).default(1),
      /** Reranking by value ends when it was right in less than `floor` of at least `evidence` cases. */
      rerank: z
        .object({ floor: z.number().min(0).max(1).default(0.6), evidence: z.number().int().positive().default(10) })
        .prefault({}),
    })
    .prefault({}),
  lookahead: z
    .object({
      /** Candidates that are followed. */
      candidates: z.number().int().min(2).default(3),
      /** Most actions ahead. */
      depth: z.number().int().min(1).max(3).default(2),
      /** The world model is used when its measured error, 0 to 1, is at most this ... */
      mostError: z.number().min(0).max(1).default(0.3),
      /** ... over at least so many predictions. */
      evidence: z.number().int().positive().default(50),
    })
    .prefault({}),
  /** Weights of what values a page, before they are brought to one scale. */
  critics: z
    .object({
      /** Rules: goal coverage, forms, failures, loops. */
      rule: z.number().min(0).default(1),
      /** The fitted forecast of success. */
      forecast: z.number().min(0).default(1),
      /** The model's log-probability. */
      model: z.number().min(0).default(0.5),
    })
    .prefault({}),
  /** Whole attempts in clones before the first step. */
  rollouts: z
    .object({
      /** Most attempts, the agent's own way included. */
      attempts: z.number().int().positive().default(8),
      /** A probability of success at which no further way is looked for. */
      enough: z.number().min(0).max(1).default(0.6),
      /** What another way has to be ahead of the agent's own by. */
      lead: z.number().min(0).default(0.05),
      /** Legal actions that are weighed beside what was proposed. */
      widen: z.number().int().nonnegative().default(24),
      /** Most of all attempts together; nodes are steps. */
      budget: z
        .object({
          nodes: z.number().int().positive().default(160),
          ms: z.number().positive().default(120_000),
          tokens: z.number().positive().default(400_000),
        })
        .prefault({}),
    })
    .prefault({}),
  mcts: z
    .object({
      exploration: z.number().min(0).default(1),
      /** Nats for a factor of e between the priors of two candidates. */
      temperature: z.number().positive().default(1),
      /** Most actions ahead. */
      depth: z.number().int().positive().default(5),
      /** What each action ahead takes from a value. */
      depthPenalty: z.number().min(0).default(0.02),
      /** `base * visits^power` candidates of a page are looked at. */
      widening: z.object({ base: z.number().positive().default(1.5), power: z.number().min(0).max(1).default(0.5) }).prefault({}),
      /** Share of the best of all below in a value; the rest is their mean. */
      bestShare: z.number().min(0).max(1).default(0.5),
      /** What a sibling that came to nothing takes from a candidate like it. */
      hindsight: z.number().min(0).default(0.2),
      /** Straight down to an end first, then left and right. */
      finishFirst: z.boolean().default(false),
      /** Harmless legal actions that are weighed beside what was proposed. */
      widen: z.number().int().nonnegative().default(6),
      /** What another action has to be ahead of the greedy one by. */
      lead: z.number().min(0).default(0.05),
    })
    .prefault({}),
});
