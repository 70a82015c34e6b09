import { normalizeText, type Verdict } from '../core/index.js';
import type { Judge, Question } from './judge.js';
import { checkJudge, type JudgeCase, type JudgeReport } from './judge-check.js';

/** One step as a model is told of it. Pages are printed. */
export interface ToldStep {
  goal: string;
  action: string;
  /** What it should have brought about. */
  expectation: string;
  before: string;
  after: string;
  isUnchanged: boolean;
}

/** A second opinion about one step. `D` where it cannot tell, or must not. */
export interface ActionReflector {
  judge(step: ToldStep, signal?: AbortSignal): Promise<Verdict>;
}

const MEANINGS: readonly (readonly [Verdict['label'], string])[] = [
  ['A', 'The action did what it should, or a part of it.'],
  ['B', 'The action led somewhere wrong, and has to be taken back.'],
  ['C', 'The action brought about no change.'],
  ['D', 'It cannot be told from what is shown.'],
];
const OPTIONS = MEANINGS.map(([, meaning]) => meaning);

/** What became of a judge's examination; whoever keeps it has the judge examined once. */
export interface Examination {
  report?: Promise<JudgeReport>;
}

/**
 * The action reflector of a model (MobileUse): sees the page before and after, with a line whether they are the same. Departures: a
 * verdict against the step counts only with words that really stand on the page after it (evidence required), and a judge whose
 * answers depend on the order or the wording of the question is found out before its first verdict and never asked again.
 */
export function createModelReflector(judge: Judge, examination: Examination = {}): ActionReflector {
  return {
    async judge(step, signal) {
      const flagged = await examine(judge, examination, signal);
      if (flagged) return verdictOf('D', judge, `this judge is left out: ${flagged}`);
      const said = await judge.choose(questionAbout(step), signal);
      if (!said) return verdictOf('D', judge, 'no usable answer');
      const [label] = MEANINGS[said.choice];
      const isShown = normalizeText(step.after).includes(normalizeText(said.evidence)) && said.evidence.trim() !== '';
      if (label === 'B' && !isShown) return verdictOf('D', judge, `no evidence on the page for: ${said.reason}`);
      return verdictOf(label, judge, said.reason);
    },
  };
}

/** Why the judge is left out. An examination that broke off says nothing and is held again. */
async function examine(judge: Judge, examination: Examination, signal: AbortSignal | undefined): Promise<string | undefined> {
  examination.report ??= checkJudge(judge, REFLECTOR_CASES, signal);
  try {
    return (await examination.report).flagged;
  } catch (error) {
    examination.report = undefined;
    throw error;
  } finally {
    if (signal?.aborted) examination.report = undefined;
  }
}

const verdictOf = (label: Verdict['label'], { name }: Judge, reason: string): Verdict => ({ level: 'action', label, source: name, reason }); // prettier-ignore

const questionAbout = (step: ToldStep): Question => ({
  text: `What came of the last action?\n\n${describe(step)}`,
  options: OPTIONS,
});

function describe({ goal, action, expectation, before, after, isUnchanged }: ToldStep): string {
  return [
    `Goal: ${goal}`,
    `Action: ${action}`,
    `Expected: ${expectation}`,
    isUnchanged ? 'The page is the same before and after.' : 'The page is not the same before and after.',
    `Page before:\n${before}`,
    `Page after:\n${after}`,
  ].join('\n\n');
}

function caseOf(step: ToldStep): JudgeCase {
  const paraphrase = `Look at both pages and say how the step that was just done turned out.\n\n${describe(step)}`;
  return { ...questionAbout(step), paraphrase };
}

/** Plain steps whose outcome nobody would doubt: what is asked of a judge before it may judge. */
export const REFLECTOR_CASES: readonly JudgeCase[] = [
  caseOf({
    ...{ goal: 'Open the contact page.', action: 'click 2 (link "Contact")', expectation: 'another page opens' },
    ...{
      before: '[1] link "Home"\n[2] link "Contact"',
      after: '[1] heading "Contact us"\n[2] textbox "Your message"',
      isUnchanged: false,
    },
  }),
  caseOf({
    ...{ goal: 'Open the contact page.', action: 'click 3 (link "Imprint")', expectation: 'the contact page opens' },
    ...{
      before: '[1] link "Home"\n[2] link "Contact"\n[3] link "Imprint"',
      after: '[1] heading "404: no such page"',
      isUnchanged: false,
    },
  }),
  caseOf({
    ...{ goal: 'Save the form.', action: 'click 1 (button "Save")', expectation: 'something changes' },
    ...{ before: '[1] button "Save"', after: '[1] button "Save"', isUnchanged: true },
  }),
];
