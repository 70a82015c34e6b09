import type { AgentSettings } from '../config/index.js';
import type { Critic } from './planner/greedy.js';
import { createCritic } from './proposers/match/objections.js';
import type { Run } from './run.js';

/** Rules about interfaces first, then what failed in earlier tasks of the kind. */
export function criticsOf(run: Run, { critic, memory }: AgentSettings): Critic[] {
  const objectionTo = createCritic();
  // What the map of a site knows counts for more than a rule about pages that were not looked at.
  const unlessKnown: Critic['objectionTo'] = (action, context) =>
    run.routes?.noteOf(action) === undefined ? objectionTo(action, context) : undefined;
  const rules = critic.enabled ? [{ objectionTo: unlessKnown, penalty: critic.penalty }] : [];
  const recall: Critic = {
    objectionTo: (action, { observation }) => run.memory?.pitfall(action, observation),
    penalty: memory.pitfalls.penalty,
  };
  const doubt: Critic = {
    objectionTo: (action, { observation, history }) => run.memory?.doubt(action, observation, history.length + 1),
    penalty: memory.doubts.penalty,
  };
  const lesson: Critic = {
    objectionTo: (action, { observation, history }) => run.memory?.lesson(action, observation, history.length + 1),
    penalty: memory.lessons.penalty,
  };
  return [doubt, lesson, ...rules, recall];
}
