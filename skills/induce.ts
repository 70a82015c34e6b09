import { goalSpans, normalizeText, type Purpose } from '../core/index.js';
import { templateSlots } from '../tools/index.js';
import { abstractSource, abstractSteps, type AbstractStep, signature } from './induce/abstract.js';
import { alignTrace, type Column, columnsOf, unifyTexts } from './induce/align.js';
import { actionsOf, nameSlots, renameSlots, skillName } from './induce/naming.js';
import { postconditionOf } from './induce/postcondition.js';
import { anchorsOf, preconditionsOf, programOf, type Sample } from './induce/program.js';
import { segmentsOf } from './induce/segments.js';
import { findSlots, type SlotValue } from './induce/slots.js';
import { type Trace, traceOf, type VerifiedEpisode } from './induce/trace.js';
import { withMetConditions } from './induce/met.js';
import { maskGoal, type GoalRange, templateKey } from './goal-template.js';
import { typeOfValues } from './parameters.js';
import { printSkillAction } from './print.js';
import { SKILL_FORMAT, type Parameter, type Skill, type SkillStep, type SkillText, SkillSchema } from './schema.js';
import { originPattern } from './scope.js';
import { slotsInUse } from './slots.js';

export interface InduceOptions {
  /** What episodes may be learned from; default `train`. Live work (`use`) has to be asked for. */
  purposes?: readonly Purpose[];
  /** The pattern of the pages a skill may work on; default {@link originPattern}. */
  scopeOf?: (url: string) => string;
  /** Where the episodes are from; default `induced`: tasks that succeeded. */
  by?: Skill['provenance']['by'];
}

/** A trace with its goal's values as slots. */
interface Draft {
  trace: Trace;
  ranges: GoalRange[];
  values: SlotValue[];
  scope: string[];
}

/**
 * Drafts of skills from verified successes, by rule: mistakes are dropped, what the goal determines becomes a parameter,
 * everything else stays as it was, and successes of one goal template on one site are anti-unified into one program. A draft is
 * a hypothesis: only the admission ladder makes a skill of it. Error `SKILL_PURPOSE` for episodes that may not be learned from.
 */
export function induceSkills(episodes: readonly VerifiedEpisode[], options: InduceOptions = {}): Skill[] {
  const drafts = episodes.flatMap((episode) => {
    const trace = traceOf(episode, options.purposes);
    return trace ? [draftOf(trace, options.scopeOf ?? originPattern)] : [];
  });
  const whole = groupBy(drafts, (draft) => `${draft.scope[0]} ${goalKey(draft)}`);
  const skills = whole.flatMap(clusters).flatMap((cluster) => skillOf(cluster, 'whole') ?? []);
  const merged = mergeEqual([...skills, ...sharedParts(drafts, options.scopeOf ?? originPattern)]);
  const { by } = options;
  return by ? merged.map((skill) => ({ ...skill, provenance: { ...skill.provenance, by } })) : merged;
}

const goalKey = ({ trace, ranges }: Draft): string => templateKey(maskGoal(trace.goal, ranges));

/** Parts of longer ways that different programs have in common, such as logging in: skills that only a caller can ask for. */
function sharedParts(drafts: readonly Draft[], scopeOf: (url: string) => string): Skill[] {
  const parts = drafts.flatMap((whole) => {
    const task = programOfDraft(byUse(whole));
    const segments = segmentsOf(whole.trace).filter(({ steps }) => steps.length >= LEAST_PART);
    return segments.map((segment) => ({ ...byUse(draftOf(segment, scopeOf)), task }));
  });
  const groups = groupBy(parts, (part) => JSON.stringify([part.scope, programOfDraft(part)]));
  return groups
    .filter((group) => new Set(group.map(({ task }) => task)).size > 1)
    .flatMap(clusters)
    .flatMap((cluster) => (cluster.drafts.length > 1 ? (skillOf(cluster, 'part') ?? []) : []));
}

/** Fewer steps are not worth a call. */
const LEAST_PART = 2;

const programOfDraft = (draft: Draft): string => stepsOf(draft).map(({ action }) => signature(action)).join('\n'); // prettier-ignore

/** Slots named by how they are used, because different goals say the same values in different places. */
function byUse(draft: Draft): Draft {
  const steps = stepsOf(draft).map(({ action }, i) => ({ id: `s${i}`, kind: 'do', action }) as const);
  const names = nameSlots({ steps });
  const rename = <T extends { slot: string }>(one: T): T => ({ ...one, slot: names[one.slot] ?? one.slot });
  return { ...draft, ranges: draft.ranges.map(rename), values: draft.values.map(rename) };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}

function draftOf(found: Trace, scopeOf: (url: string) => string): Draft {
  const trace = withMetConditions(found);
  const { ranges, values } = findSlots(trace);
  const urls = [trace.first.url, ...trace.steps.map(({ after }) => after.url)];
  return { trace, ranges, values, scope: [...new Set(urls.map(scopeOf))] };
}

/** A group of traces whose steps align; the others of the group make clusters of their own. */
interface Cluster {
  drafts: Draft[];
  columns: Column[];
}

function clusters(group: readonly Draft[]): Cluster[] {
  const drafts = withoutConstants(group);
  const out: Cluster[] = [];
  for (const draft of drafts) {
    const steps = stepsOf(draft);
    const home = out.some((cluster) => joins(cluster, draft, steps));
    if (!home) out.push({ drafts: [draft], columns: columnsOf(steps) });
  }
  return out;
}

const stepsOf = ({ trace, values }: Draft): AbstractStep[] => abstractSteps(trace.steps, { goal: trace.goal, values });

/** Tries to take a trace into a cluster: only when a whole program comes of it. */
function joins(cluster: Cluster, draft: Draft, steps: readonly AbstractStep[]): boolean {
  const columns = alignTrace(cluster.columns, steps);
  if (!columns) return false;
  const drafts = [...cluster.drafts, draft];
  if (!programOf(columns, drafts.map(sampleOf)) || answerOf(drafts) === null) return false;
  cluster.columns = columns;
  cluster.drafts = drafts;
  return true;
}

const sampleOf = ({ trace, values }: Draft): Sample => ({
  trace,
  values,
  args: Object.fromEntries(values.map(({ slot, value }) => [slot, value])),
});

/** A slot that has the same value in several goals is part of the wording. Slots of a group are numbered alike: by their order. */
function withoutConstants(group: readonly Draft[]): Draft[] {
  if (group.length < 2) return group.map((draft) => keepSlots(draft, ({ label }) => !label));
  const widest = Math.max(...group.map(({ values }) => values.length));
  const usual = group.filter(({ values }) => values.length === widest); // equal values in one goal hide which is which
  if (usual.length < 2) return group.map((draft) => keepSlots(draft, ({ label }) => !label));
  const varies = ({ slot, value }: SlotValue): boolean => !usual.every((draft) => same(valueOf(draft, slot), value));
  const varying = new Set(usual[0].values.filter(varies).map(({ slot }) => slot));
  return usual.map((draft) => keepSlots(draft, ({ slot }) => varying.has(slot)));
}

function keepSlots(draft: Draft, keep: (value: SlotValue) => boolean): Draft {
  const values = draft.values.filter(keep);
  return { ...draft, values, ranges: draft.ranges.filter((range) => values.some(({ slot }) => slot === range.slot)) };
}

const valueOf = ({ values }: Draft, slot: string): string => values.find((one) => one.slot === slot)?.value ?? '';
const same = (a: string, b: string): boolean => normalizeText(a) === normalizeText(b);

/** The common answer; undefined when there is none, null when the traces answer in different ways. */
function answerOf(drafts: readonly Draft[]): SkillText | undefined | null {
  const texts = drafts.map(
    ({ trace, values }) => trace.answer && abstractSource(trace.answer.text, trace.answer.page, { goal: trace.goal, values }),
  );
  return texts.reduce<SkillText | undefined | null>((common, text, i) => {
    if (i === 0) return text;
    if (!common && !text) return common;
    return common && text ? (unifyTexts(common, text) ?? null) : null;
  }, undefined);
}

/** `whole`: asked for by a goal; `part`: of longer tasks, so that a caller has to say the values. */
function skillOf({ drafts, columns }: Cluster, extent: 'whole' | 'part'): Skill | undefined {
  const samples = drafts.map(sampleOf);
  const steps = programOf(columns, samples);
  const answer = answerOf(drafts);
  if (!steps || answer === null) return undefined;
  const used = slotsInUse({ steps, answer });
  const [first] = drafts;
  // A value that no step uses belongs to the wording, and a check of it would say nothing about the steps.
  const known = samples.map((sample) => ({ ...sample, values: sample.values.filter(({ slot }) => used.has(slot)) }));
  const goal = maskGoal(
    first.trace.goal,
    first.ranges.filter(({ slot }) => used.has(slot)),
  );
  const body = {
    goals: [goal],
    preconditions: { visible: [...preconditionsOf(columns, samples), ...anchorsOf(samples).slice(0, 1)], texts: [] },
    steps,
    ...(answer ? { answer } : {}),
    postcondition: postconditionOf(known),
  };
  const names = nameSlots({ steps, answer });
  const named = renameSlots(body, names);
  const purpose = extent === 'whole' ? named.goals[0] : actionsOf(named.steps).map(printSkillAction).join(', ');
  const parsed = SkillSchema.safeParse({
    format: SKILL_FORMAT,
    name: skillName(purpose, 'skill'),
    purpose: purpose.replace(/\s+/g, ' ').slice(0, 200),
    ...named,
    goals: extent === 'whole' ? named.goals : [],
    parameters: templateSlots(goal).map((slot) => ({
      ...parameterOf(slot, names[slot] ?? slot, drafts),
      ...optionsOf(steps, slot, drafts),
      read: extent === 'whole' ? 'goal' : 'caller',
    })),
    scope: [...new Set(drafts.flatMap((draft) => draft.scope))],
    provenance: {
      by: 'induced',
      steps: drafts.flatMap(({ trace }) => sourcesOf(trace)),
    },
  });
  return parsed.success ? parsed.data : undefined; // a goal without words, or steps beyond what the format can say
}

/** Each step once: one that was taken and what was seen with it may both have made a part. */
const sourcesOf = ({ episodeId, steps }: Trace): { episodeId: string; number: number }[] =>
  [...new Set(steps.map(({ number }) => number))].map((number) => ({ episodeId, number }));

function parameterOf(slot: string, name: string, drafts: readonly Draft[]): Parameter {
  const values = drafts.map((draft) => valueOf(draft, slot));
  const { goal } = drafts[0].trace;
  const span = goalSpans(goal).find(({ text }) => same(text, values[0]))?.kind;
  return { name, type: typeOfValues(values), example: values[0], read: 'goal', ...(span ? { span } : {}) };
}

/** A value that is chosen from a list is an option; the list counts when several pages had the same. */
function optionsOf(steps: readonly SkillStep[], slot: string, drafts: readonly Draft[]): Partial<Parameter> {
  const action = actionsOf(steps).find((one) => one.kind === 'select' && one.option === `{${slot}}`);
  if (action?.kind !== 'select') return {};
  const options = action.target.options ?? [];
  const complete = drafts.length > 1 && drafts.every((draft) => options.some((option) => same(option, valueOf(draft, slot))));
  return { type: 'option', ...(complete ? { options } : {}) };
}

/** Different wordings of what turned out to be the same program are goals of one skill. */
function mergeEqual(skills: readonly Skill[]): Skill[] {
  const byProgram = new Map<string, Skill>();
  for (const skill of skills) {
    const key = JSON.stringify([skill.scope, skill.parameters.map(({ name }) => name).sort(), programKey(skill)]);
    const known = byProgram.get(key);
    if (!known) byProgram.set(key, skill);
    else
      byProgram.set(key, {
        ...known,
        goals: [...new Set([...known.goals, ...skill.goals])],
        provenance: { ...known.provenance, steps: [...known.provenance.steps, ...skill.provenance.steps] },
      });
  }
  return [...byProgram.values()];
}

/** The program without what differs between two visits of one site: roles that authors swap, neighbours, places. */
const programKey = ({ steps, answer, postcondition }: Skill): string =>
  JSON.stringify([steps, answer, postcondition], (key, value: unknown) =>
    ['role', 'before', 'after', 'siblings', 'place', 'inRegion', 'depth', 'options', 'max'].includes(key) ? undefined : value,
  );
