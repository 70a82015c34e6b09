import type { Judge, Question } from './judge.js';

/** A question with other words for the same, to see whether the answer depends on them. */
export interface JudgeCase extends Question {
  paraphrase: string;
}

/** How far a judge's answers depend on what should not matter. Shares, 0 to 1. */
export interface JudgeReport {
  /** Answers to a question that stayed the same when its options were turned round. */
  orderAgreement: number;
  /** Largest share of answers that fell on one place, where every answer stood in every place equally often. */
  onePlace: number;
  /** Questions whose answer stayed the same in other words. */
  paraphraseAgreement: number;
  calls: number;
  /** Why it must not judge; absent for one that may. */
  flagged?: string;
}

/** Below or above these a judge is flagged. A fair judge has onePlace near 1 / options; chance alone agrees about as often. */
const LEAST_AGREEMENT = 0.75;
const MOST_ON_ONE_PLACE = 0.75;

/**
 * Asks each question once with every answer in every place, and once in other words (robustness of LLM judges: option shuffle and
 * paraphrase). Options are turned round rather than shuffled, so that every answer stands in every place equally often and a fair
 * judge cannot be flagged by bad luck. An unusable answer counts as a disagreement.
 */
export async function checkJudge(judge: Judge, cases: readonly JudgeCase[], signal?: AbortSignal): Promise<JudgeReport> {
  const tally = { same: 0, asked: 0, paraphrased: 0, calls: 0, places: new Map<number, number>() };
  for (const { text, options, paraphrase } of cases) {
    const answers: (string | undefined)[] = [];
    for (let turn = 0; turn < options.length; turn++) {
      const turned = [...options.slice(turn), ...options.slice(0, turn)];
      const choice = (await judge.choose({ text, options: turned }, signal))?.choice;
      answers.push(choice === undefined ? undefined : turned[choice]);
      if (choice !== undefined) tally.places.set(choice, (tally.places.get(choice) ?? 0) + 1);
    }
    const usual = mostFrequent(answers);
    const other = await judge.choose({ text: paraphrase, options }, signal);
    tally.same += answers.filter((answer) => answer !== undefined && answer === usual).length;
    tally.asked += answers.length;
    tally.paraphrased += Number(other !== undefined && options[other.choice] === usual);
    tally.calls += answers.length + 1;
  }
  const report = {
    orderAgreement: tally.same / Math.max(1, tally.asked),
    onePlace: Math.max(0, ...tally.places.values()) / Math.max(1, tally.asked),
    paraphraseAgreement: tally.paraphrased / Math.max(1, cases.length),
    calls: tally.calls,
  };
  const flagged = complaintAbout(report);
  return { ...report, ...(flagged ? { flagged } : {}) };
}

function complaintAbout({ orderAgreement, onePlace, paraphraseAgreement }: Omit<JudgeReport, 'flagged'>): string | undefined {
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  if (onePlace > MOST_ON_ONE_PLACE) return `${percent(onePlace)} of its answers fall on one place, whatever stands there`;
  if (orderAgreement < LEAST_AGREEMENT)
    return `only ${percent(orderAgreement)} of its answers stay the same in another order of the options`;
  return paraphraseAgreement < LEAST_AGREEMENT
    ? `only ${percent(paraphraseAgreement)} of its answers stay the same in other words`
    : undefined;
}

function mostFrequent(answers: readonly (string | undefined)[]): string | undefined {
  const known = answers.filter((answer) => answer !== undefined);
  const times = (answer: string): number => known.filter((one) => one === answer).length;
  return [...new Set(known)].sort((a, b) => times(b) - times(a))[0];
}
