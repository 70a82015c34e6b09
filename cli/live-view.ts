import type { AgentEvent } from '../agent/index.js';
import { printAction, type Decision, type Observation, type Outcome } from '../core/index.js';
import { renderObservation } from '../tools/index.js';
import { describeSureness, shorten } from './format.js';

/** Most characters of a page in the view; the rest is folded, and the view says so. */
const PAGE_CHARACTERS = 1_200;

/** Turns the events of an episode into lines for a terminal: what it sees, what it decides and how sure it is, what came of it. */
export function createLiveView(print: (text: string) => void): (event: AgentEvent) => void {
  let shown = '';
  return (event) => {
    switch (event.type) {
      case 'observation':
        print(`\n  step ${event.step}`);
        print(
          indent(event.observation.fingerprint === shown ? 'sees   the same page as before' : describePage(event.observation)),
        );
        shown = event.observation.fingerprint;
        break;
      case 'decision':
        print(indent(describeDecision(event.decision)));
        break;
      case 'outcome':
        print(indent(`result ${describeOutcome(event.outcome)}`));
        break;
      case 'verdict':
        if (event.verdict.label !== 'A')
          print(indent(`thinks step ${event.step} did not do what it should: ${event.verdict.reason}`));
        break;
      case 'episode-end':
        print(
          `\n  end: ${event.finish.kind}${event.finish.text ? ` (${shorten(event.finish.text, 100)})` : ''} after ${event.steps} steps${describeSureness(event.finish)}`,
        );
        break;
      case 'episode-start':
      case 'step-start':
      case 'step-end':
      case 'replan': // stands among the notes of the next decision
        break;
    }
  };
}

function describePage(observation: Observation): string {
  const lines = renderObservation(observation, { maxCharacters: PAGE_CHARACTERS }).split('\n');
  return `sees   ${lines.map((line) => shorten(line, 110)).join('\n       ')}`;
}

function describeDecision({ action, proposer, logprob, confidence, candidates, notes, deliberation }: Decision): string {
  const sure = (logprob === undefined ? '' : `, ln p ${logprob.toFixed(2)}`) + describeSureness({ confidence });
  const others = candidates.length > 1 ? `, ${candidates.length} candidates` : '';
  const thought = deliberation ? `, ${deliberation.mode} because ${deliberation.trigger}, ${deliberation.tokens} tokens` : '';
  return [
    `does   ${printAction(action)}   (${proposer}${sure}${others}${thought})`,
    ...notes.map((note) => `       ${shorten(note, 110)}`),
  ].join('\n');
}

/** `ok: Clicked; new page`: what came of an action, on one line. */
export function describeOutcome({ status, code, message, diff }: Outcome): string {
  const changes = [
    ...(diff.urlChanged ? ['new page'] : []),
    ...(diff.dialogOpened ? ['dialog'] : []),
    ...diff.changed
      .slice(0, 2)
      .map(({ element, before, after }) => `${element}: ${before || 'nothing'} -> ${after || 'nothing'}`),
    ...(diff.added.length ? [`${diff.added.length} new`] : []),
    ...(diff.removed.length ? [`${diff.removed.length} gone`] : []),
  ];
  return `${status}${code ? ` ${code}` : ''}: ${shorten([message, ...changes].join('; '), 150)}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}
