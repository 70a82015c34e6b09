import type { Judge, Question } from '../../reflection/index.js';

/** A judge that answers by what a test says, as a place among the options, and counts its calls. */
export function createScriptedJudge(choose: (question: Question) => number | undefined): Judge & { asked: Question[] } {
  const asked: Question[] = [];
  return {
    name: 'model:scripted',
    asked,
    choose(question) {
      asked.push(question);
      const choice = choose(question);
      return Promise.resolve(choice === undefined ? undefined : { choice, evidence: 'Imprint', reason: 'so it seems' });
    },
  };
}

/** Reads the question: what a fair and sensible judge would say of a step. */
export function fairChoice({ text, options }: Question): number {
  const meaning = text.includes('is the same before and after') ? /no change/ : /Imprint/.test(text.split('Page after:')[0].split('Action:')[1]) ? /wrong/ : /did what/; // prettier-ignore
  return options.findIndex((option) => meaning.test(option));
}
