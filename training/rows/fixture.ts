import { type Action, type Decision, type Finish, NO_DIFF, type Observation, type Outcome, printAction, SEARCH_TREE_FORMAT, type SearchTree, type Verdict } from '../../core/index.js'; // prettier-ignore
import { type ModelCall, openStore, type Store } from '../../memory/index.js';
import { element, observation } from '../../tests/fakes/observations.js';

/**
 * One tree of attempts, made by hand, for the golden tests of all builders. In a shop there are a tea page and a coffee page, each with an order button and
 * a way back. Prompts are hand-made too: the page, and what the past tells. What is said is the name of the button, or `stop` and `refuse`.
 */
const PAGES = {
  shop: observation([element('button', 'Tea'), element('button', 'Coffee')]),
  tea: observation([element('button', 'Order tea'), element('button', 'Back')]),
  coffee: observation([element('button', 'Order coffee'), element('button', 'Back')]),
  teaOrdered: observation([element('text', 'Tea ordered')]),
  coffeeOrdered: observation([element('text', 'Coffee ordered')]),
} satisfies Record<string, Observation>;

interface FixtureStep {
  on: keyof typeof PAGES;
  /** Action and what the model says for it; the first was chosen. Without any, no model was asked. */
  said: readonly (readonly [text: string, action: Action, logprob: number])[];
  action?: Action;
  proposer?: string;
  /** What the past tells in the prompt. */
  past?: string;
  verdict?: Pick<Verdict, 'label' | 'reason'> & Partial<Verdict>;
  outcome?: Partial<Outcome>;
  decision?: Partial<Decision>;
  tree?: SearchTree;
}

interface FixtureAttempt {
  id: string;
  seed: number;
  goal: string;
  success: boolean;
  finish: Finish['kind'];
  steps: readonly FixtureStep[];
}

const click = (ref: number): Action => ({ kind: 'click', ref });
const STOP: Action = { kind: 'stop' };
const TEA = ['Tea', click(1), -1] as const;
const COFFEE = ['Coffee', click(2), -2] as const;
const ORDER = ['Order', click(1), -0.5] as const;
const BACK = ['Back', click(2), -3] as const;
const opened = (added: string, removed: string): Partial<Outcome> => ({
  diff: { ...NO_DIFF, added: [added], removed: [removed] },
});
const OPENS_TEA = opened('button "Order tea"', 'button "Tea"');
const OPENS_COFFEE = opened('button "Order coffee"', 'button "Coffee"');
const OPENS_SHOP = opened('button "Tea"', 'button "Order coffee"');
const OPENS_ORDER = opened('text "Tea ordered"', 'button "Order tea"');
const NOTHING = { label: 'C', reason: 'the page did not change' } as const;
const WAIT = ['wait', { kind: 'wait' }, -4] as const;
const done = (on: FixtureStep['on'], past?: string): FixtureStep => ({ on, said: [['stop', STOP, -0.1]], past });
const open = (...open: string[]): Partial<Decision> => ({ conditions: { open, named: 1 } });

const node = (id: number, parent: number | undefined, action: string, value: number): SearchTree['nodes'][number] => ({
  ...{ id, ...(parent === undefined ? {} : { parent }), action, kind: 'page', page: String(id), prior: 0.5, visits: 1 },
  ...{ own: { total: value, parts: {} }, value: { total: value, parts: {} } },
});
/** Before the first step of the straight success: the tea page is worth more than the coffee page, and on the tea page to order than to go back. */
const TREE: SearchTree = {
  ...{ format: SEARCH_TREE_FORMAT, planner: 'mcts', seed: 1, ended: 'nodes', chosen: 1 },
  ...{ budget: { nodes: 9, ms: 1, tokens: 1 }, spent: { nodes: 5, ms: 1, tokens: 1 } },
  nodes: [node(0, undefined, '', 0.5), node(1, 0, 'click 1', 0.8), node(2, 0, 'click 2', 0.3), node(3, 1, 'click 1', 0.9), node(4, 1, 'click 2', 0.2)], // prettier-ignore
};

export const ATTEMPTS: readonly FixtureAttempt[] = [
  {
    // does not recover: the coffee page is no way to tea, and nothing says so but the successes
    ...{ id: 'lost', seed: 1, goal: 'Order "Tea"', success: false, finish: 'done' },
    steps: [
      { on: 'shop', said: [COFFEE, TEA], verdict: { label: 'A', reason: 'the page changed' }, outcome: OPENS_COFFEE },
      { on: 'coffee', said: [ORDER, BACK], past: 'Coffee', outcome: opened('text "Coffee ordered"', 'button "Order coffee"') },
      done('coffeeOrdered', 'Coffee, Order'),
    ],
  },
  {
    // finds back from the coffee page, and then waits in vain for tea
    ...{ id: 'hasty', seed: 1, goal: 'Order "Tea"', success: false, finish: 'done' },
    steps: [
      { on: 'shop', said: [COFFEE, TEA], outcome: OPENS_COFFEE },
      { on: 'coffee', said: [BACK, ORDER], past: 'Coffee', outcome: OPENS_SHOP },
      { on: 'shop', said: [TEA, COFFEE], past: 'Coffee, Back', outcome: OPENS_TEA },
      { on: 'tea', said: [WAIT, ORDER], past: 'Coffee, Back, Tea', verdict: NOTHING },
      done('tea', 'Back, Tea, wait in vain'),
    ],
  },
  {
    // succeeds after a press that did nothing
    ...{ id: 'slip', seed: 1, goal: 'Order "Tea"', success: true, finish: 'done' },
    steps: [
      { on: 'shop', said: [TEA, COFFEE], verdict: NOTHING, decision: open('Tea') },
      { on: 'shop', said: [TEA, COFFEE], past: 'Tea in vain', verdict: { label: 'A', reason: '' }, outcome: OPENS_TEA, decision: open('Tea') }, // prettier-ignore
      { on: 'tea', said: [ORDER, BACK], past: 'Tea in vain, Tea', verdict: { label: 'A', reason: '' }, outcome: OPENS_ORDER, decision: open() }, // prettier-ignore
      done('teaOrdered', 'Tea in vain, Tea, Order'),
    ],
  },
  {
    // straight, after a search and, once, more thought that changed nothing
    ...{ id: 'straight', seed: 1, goal: 'Order "Tea"', success: true, finish: 'done' },
    steps: [
      { on: 'shop', said: [TEA, COFFEE], outcome: OPENS_TEA, tree: TREE },
      {
        ...{ on: 'tea', said: [ORDER, BACK], past: 'Tea', outcome: OPENS_ORDER },
        decision: {
          deliberation: { mode: 'debate', trigger: 'high-stakes', rounds: 1, tokens: 9, agreed: true, changed: false },
        },
      },
      done('teaOrdered', 'Tea, Order'),
    ],
  },
  {
    // finds back from the coffee page, and goes on
    ...{ id: 'strayed', seed: 1, goal: 'Order "Tea"', success: true, finish: 'done' },
    steps: [
      { on: 'shop', said: [COFFEE, TEA], outcome: OPENS_COFFEE },
      { on: 'coffee', said: [BACK, ORDER], past: 'Coffee', outcome: OPENS_SHOP },
      { on: 'shop', said: [TEA, COFFEE], past: 'Coffee, Back', outcome: OPENS_TEA },
      { on: 'tea', said: [ORDER, WAIT], past: 'Coffee, Back, Tea', outcome: OPENS_ORDER },
      done('teaOrdered', 'Back, Tea, Order'),
    ],
  },
  {
    ...{ id: 'refused', seed: 2, goal: 'Order "Cocoa"', success: true, finish: 'refused' },
    steps: [{ on: 'shop', past: 'asking for cocoa', said: [['refuse', { kind: 'refuse', reason: 'no cocoa' }, -1]] }],
  },
  {
    // a gate holds an order back; a skill does the rest
    ...{ id: 'gated', seed: 3, goal: 'Order "Tea" for nothing', success: true, finish: 'done' },
    steps: [
      {
        on: 'coffee',
        said: [ORDER, BACK],
        outcome: { status: 'error', code: 'BLOCKED_BY_POLICY', message: 'it would cost money' },
      },
      { on: 'coffee', said: [BACK], past: 'Order held back', outcome: OPENS_SHOP },
      { on: 'shop', said: [], action: click(1), proposer: 'skill:order', outcome: OPENS_TEA },
      done('tea', 'Back, Tea'),
    ],
  },
];

/** A store with these attempts; close it. */
export function fixtureStore(attempts = ATTEMPTS): Store {
  const store = openStore(':memory:');
  for (const attempt of attempts) record(store, attempt);
  return store;
}

const USAGE = { prompt: 0, evaluated: 0, generated: 0 };

function record(store: Store, { id, seed, goal, success, finish, steps }: FixtureAttempt): void {
  const limits = { steps: 9, tokens: 99, timeMs: 99 };
  store.log.beginEpisode({ id, assignment: { goal, startUrl: 'http://127.0.0.1/', limits }, purpose: 'train', planner: 'greedy', settings: {} }); // prettier-ignore
  for (const step of steps) {
    const intent = { observation: PAGES[step.on], decision: decisionOf(step), calls: callsOf(step), tree: step.tree };
    const number = store.log.recordIntent(id, intent);
    const outcome = { status: 'ok', message: '', diff: NO_DIFF, ms: 0, ...step.outcome } as const;
    store.log.recordOutcome(id, number, { outcome, usage: USAGE, ms: { model: 0, browser: 0, runtime: 0 } });
    if (step.verdict) store.log.recordVerdicts(id, number, [{ level: 'action', source: 'rule', ...step.verdict }]);
  }
  store.log.endEpisode(id, { kind: finish, text: '' });
  const judged = { suite: 's', suiteVersion: '1', split: 'practice', family: 'order', seed, success, reward: Number(success) };
  store.evaluations.record({ episodeId: id, ...judged, detail: '' });
}

function decisionOf({ said, action = said[0]?.[1], proposer = 'model', decision }: FixtureStep): Decision {
  const candidates = said.map(([, action, logprob]) => ({ action, proposer, prior: 0, logprob, score: logprob }));
  const logprob = said.at(0)?.[2];
  const base = { action, proposer, expectation: { effect: 'any' as const }, candidates, notes: [printAction(action)] };
  return { ...base, ...(logprob === undefined ? {} : { logprob }), ...decision };
}

function callsOf({ on, said, past }: FixtureStep): ModelCall[] {
  if (said.length === 0) return [];
  const shown = past === undefined ? `${on}:` : `${on}, after ${past}:`;
  return [
    {
      ...{ kind: 'score', prompt: { kind: 'parts', parts: [shown] }, usage: USAGE, ms: 0 },
      continuations: said.map(([text]) => [text, { token: '<|end|>' }]),
      logprobs: said.map(([, , logprob]) => [logprob, 0]),
    },
  ];
}
