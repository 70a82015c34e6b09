import { type Action, AgentError, type Observation, type Outcome, type PageElement, type TextSource } from '../core/index.js';
import { fillTemplate, findElement, LEAST_CONFIDENCE, type Locator } from '../tools/index.js';
import { firstFailing, sameText, targetOf, valueOf } from './checks.js';
import { dismissalOf, regionsOf } from './interruption.js';
import { type SkillArguments, readArguments } from './parameters.js';
import { printCheck, printLocator } from './print.js';
import type { DoStep, Skill, SkillAction, SkillStep, SkillText } from './schema.js';
import { inScope } from './scope.js';

/**
 * What to do next. `step` is a step id, or `notice` for closing a notice first. `through`: every step was taken, and the skill has no
 * postcondition to tell what came of it, so that the caller has to. `at` is a step id, `scope`, `precondition` or `postcondition`.
 */
export type SkillMove =
  | { kind: 'act'; action: Action; step: string }
  | { kind: 'done'; answer?: TextSource }
  | { kind: 'through' }
  | { kind: 'broken'; at: string; why: string };

export interface SkillRunOptions {
  /** Least confidence of a locator; default {@link LEAST_CONFIDENCE}. */
  minConfidence?: number;
}

/** A skill at work on one page, step by step. It drives no browser: the caller carries out each action and reports back. */
export interface SkillRun {
  readonly skill: Skill;
  readonly args: SkillArguments;
  /** Whether the postcondition held before anything was done, where the skill does anything; undefined before the first `next`. */
  readonly heldBefore: boolean | undefined;
  /** No step is left. A loop counts as one: only the next look at the page can tell that it is over. */
  readonly isThrough: boolean;
  /**
   * The next move for the page as it is now. `last` is what came of the action of the previous move. Once it is anything but `act`,
   * always the same move. Never throws over what a page shows.
   */
  next(observation: Observation, last?: Pick<Outcome, 'status' | 'code' | 'message'>): SkillMove;
}

interface Frame {
  steps: readonly SkillStep[];
  at: number;
  /** Set for the body of a repeat: which, and how often it was begun. */
  repeat?: { step: Extract<SkillStep, { kind: 'repeat' }>; times: number };
}

/** More control steps than any skill needs without acting once: an empty loop is a bug, not a hang. */
const MOST_IDLE = 200;

/** Error `SKILL_ARGUMENTS` when an argument is missing or of the wrong kind. */
export function createSkillRun(skill: Skill, args: SkillArguments, options: SkillRunOptions = {}): SkillRun {
  return new Runner(skill, readArguments(skill, args), options.minConfidence ?? LEAST_CONFIDENCE);
}

/** Why a step cannot be taken here. */
class Broken extends Error {
  constructor(
    readonly at: string,
    why: string,
  ) {
    super(why);
  }
}

class Runner implements SkillRun {
  heldBefore: boolean | undefined;
  readonly #frames: Frame[];
  readonly #minConfidence: number;
  readonly #closed = new Set<string>();
  #pending: DoStep | undefined;
  #end: Exclude<SkillMove, { kind: 'act' }> | undefined;

  constructor(
    readonly skill: Skill,
    readonly args: SkillArguments,
    minConfidence: number,
  ) {
    this.#frames = [{ steps: skill.steps, at: 0 }];
    this.#minConfidence = minConfidence;
  }

  get isThrough(): boolean {
    return this.#frames.every(({ steps, at, repeat }) => at >= steps.length && !repeat);
  }

  next(observation: Observation, last?: Pick<Outcome, 'status' | 'code' | 'message'>): SkillMove {
    if (this.#end) return this.#end;
    try {
      const move = this.#move(observation, last);
      if (move.kind !== 'act') this.#end = move;
      return move;
    } catch (thrown) {
      if (!(thrown instanceof Broken) && !(thrown instanceof AgentError)) throw thrown;
      const at = thrown instanceof Broken ? thrown.at : (this.#pending?.id ?? 'template');
      return (this.#end = { kind: 'broken', at, why: thrown.message });
    }
  }

  #move(observation: Observation, last: Pick<Outcome, 'status' | 'code' | 'message'> | undefined): SkillMove {
    if (this.heldBefore === undefined) {
      const notice = this.#noticeInTheWay(observation);
      if (notice) return notice;
      this.#begin(observation);
    } else this.#judge(last);
    if (!inScope(this.skill.scope, observation.url))
      throw new Broken('scope', `${observation.url} is outside of ${this.skill.scope.join(', ')}`);
    for (let idle = 0; idle < MOST_IDLE; idle++) {
      const step = this.#advance(observation);
      if (!step) return this.#finish(observation);
      if (step.kind === 'do') {
        const action = this.#actionOf(step, observation);
        if (!action) continue; // already as it should be
        this.#pending = step;
        return { kind: 'act', action, step: step.id };
      }
    }
    throw new Broken('repeat', 'the loop does nothing');
  }

  /**
   * What a person would close before beginning, each once. Only there: a dialog that comes later may be the site's answer to a step.
   */
  #noticeInTheWay(observation: Observation): SkillMove | undefined {
    if (!inScope(this.skill.scope, observation.url)) return undefined;
    const close = dismissalOf(observation, [...this.#closed, ...regionsOf(this.skill.steps)]);
    if (!close) return undefined;
    this.#closed.add(close.region);
    return { kind: 'act', action: { kind: 'click', ref: close.ref }, step: 'notice' };
  }

  #begin(observation: Observation): void {
    const { scope, preconditions, postcondition, steps } = this.skill;
    if (!inScope(scope, observation.url)) throw new Broken('scope', `${observation.url} is outside of ${scope.join(', ')}`);
    const hidden = preconditions.visible.find((locator) => !targetOf(observation, locator, this.args));
    if (hidden) throw new Broken('precondition', `${printLocator(hidden)} is not in sight`);
    const missing = firstFailing(preconditions.texts.map((text) => ({ kind: 'text-present', text, changed: false }) as const), observation, this.args); // prettier-ignore
    if (missing) throw new Broken('precondition', `${printCheck(missing)} does not hold`);
    const proves = steps.length > 0 && postcondition.length > 0; // what only reads finds all as it leaves it
    this.heldBefore = proves && firstFailing(postcondition, observation, this.args) === undefined;
  }

  /** A click that changes nothing missed, but for the last one: some pages end a task without showing it. Typing may change nothing. */
  #judge(last: Pick<Outcome, 'status' | 'code' | 'message'> | undefined): void {
    const step = this.#pending;
    this.#pending = undefined;
    if (!step || !last || last.status === 'ok') return;
    if (last.status === 'error') throw new Broken(step.id, `${last.code ?? 'failed'}: ${last.message}`);
    if (step.action.kind === 'click' && !this.isThrough) throw new Broken(step.id, 'the click changed nothing');
  }

  /** The next step to look at; opens and closes loops on the way. Undefined at the end. */
  #advance(observation: Observation): SkillStep | undefined {
    const frame = this.#frames.at(-1);
    if (!frame) return undefined;
    if (frame.at >= frame.steps.length) {
      if (frame.repeat && this.#again(frame, observation)) frame.at = 0;
      else this.#frames.pop();
      return this.#frames.length === 0 ? undefined : this.#advance(observation);
    }
    const step = frame.steps[frame.at++];
    if (step.kind === 'repeat') {
      const body: Frame = { steps: step.steps, at: 0, repeat: { step, times: 0 } };
      if (this.#again(body, observation)) this.#frames.push(body);
      return this.#advance(observation);
    }
    if (step.kind === 'if-visible') {
      if (targetOf(observation, step.target, this.args)) this.#frames.push({ steps: step.steps, at: 0 });
      return this.#advance(observation);
    }
    return step;
  }

  #again({ repeat }: Frame, observation: Observation): boolean {
    const { step, times } = repeat!;
    const open = firstFailing(step.until, observation, this.args);
    if (!open) return false;
    if (times >= step.max) throw new Broken(step.id, `after ${step.max} times still not: ${printCheck(open)}`);
    repeat!.times++;
    return true;
  }

  #finish(observation: Observation): SkillMove {
    const { postcondition, answer } = this.skill;
    if (postcondition.length === 0) return { kind: 'through' };
    const open = firstFailing(postcondition, observation, this.args);
    if (open) throw new Broken('postcondition', `${printCheck(open)} does not hold`);
    return { kind: 'done', ...(answer ? { answer: this.#textOf(answer, observation, 'answer') } : {}) };
  }

  /** The step as an action on this page; undefined when the page is already as the step would leave it. */
  #actionOf({ id, action }: DoStep, observation: Observation): Action | undefined {
    if (observation.dialog && action.kind !== 'press') throw new Broken(id, `a dialog is open: ${observation.dialog.message}`);
    const find = (target: Locator): PageElement => this.#find(target, observation, id);
    switch (action.kind) {
      case 'click': {
        const element = find(action.target);
        if (action.becomes && element.states.includes(action.becomes)) return undefined;
        return { kind: 'click', ref: usable(element, 'click', id) };
      }
      case 'type':
        return { kind: 'type', ref: usable(find(action.target), 'type', id), text: this.#textOf(action.text, observation, id) };
      case 'select':
        return this.#selectOf(action, find(action.target), id);
      case 'drag':
        return { kind: 'drag', ref: find(action.target).ref, to: find(action.to).ref };
      case 'hover':
        return { kind: 'hover', ref: find(action.target).ref };
      case 'scroll':
        return { ...action, target: undefined, ...(action.target ? { ref: find(action.target).ref } : {}) } as Action;
      case 'goto':
        return { kind: 'goto', url: fillTemplate(action.url, this.args) };
      case 'press':
      case 'back':
      case 'wait':
        return action;
    }
  }

  #selectOf(action: Extract<SkillAction, { kind: 'select' }>, element: PageElement, id: string): Action | undefined {
    const wanted = fillTemplate(action.option, this.args);
    if (!element.multiple && sameText(valueOf(element), wanted)) return undefined;
    const option = element.options?.find(({ label }) => sameText(label, wanted));
    if (!option) throw new Broken(id, `${printLocator(action.target)} has no option "${wanted}"`);
    return { kind: 'select', ref: usable(element, 'select', id), option: option.label };
  }

  #textOf(text: SkillText, observation: Observation, id: string): TextSource {
    switch (text.kind) {
      case 'literal':
        return { kind: 'literal', text: fillTemplate(text.text, this.args) };
      case 'parameter':
        return { kind: 'literal', text: fillTemplate(`{${text.name}}`, this.args) };
      case 'goal-span':
        return { kind: 'quote', index: text.index };
      case 'element':
        return { kind: 'from', ref: this.#find(text.target, observation, id).ref };
      case 'cell':
        return { kind: 'from', ref: this.#cellOf(text, observation, id) };
      case 'calc':
        return { kind: 'calc', expression: this.#expressionOf(text, observation, id) };
      case 'secret':
        return text;
    }
  }

  #cellOf(text: Extract<SkillText, { kind: 'cell' }>, { elements }: Observation, id: string): number {
    const [row, column] = [fillTemplate(text.row, this.args), fillTemplate(text.column, this.args)];
    const found = elements.filter((one) => isDataCell(one) && sameText(one.cell?.row, row) && sameText(one.cell?.column, column));
    if (found.length !== 1) throw new Broken(id, `${found.length} cells stand for "${row}"${column ? `, "${column}"` : ''}`);
    return found[0].ref;
  }

  #expressionOf({ expression, of }: Extract<SkillText, { kind: 'calc' }>, observation: Observation, id: string): string {
    const quoted = Object.fromEntries(Object.entries(this.args).map(([name, value]) => [name, JSON.stringify(value)]));
    return fillTemplate(
      expression.replace(/\$(\d+)/g, (_, n: string) => String(this.#find(of[Number(n) - 1], observation, id).ref)),
      quoted,
    );
  }

  #find(target: Locator, observation: Observation, id: string): PageElement {
    const found = findElement(observation, target, this.args);
    const element = found && observation.elements.find(({ ref }) => ref === found.ref);
    if (!found || !element) throw new Broken(id, `${printLocator(target)} is not here, or several could be meant`);
    if (found.confidence < this.#minConfidence)
      throw new Broken(id, `${printLocator(target)} was only found with confidence ${found.confidence}`);
    return element;
  }
}

function usable(element: PageElement, verb: PageElement['verbs'][number], id: string): number {
  if (!element.verbs.includes(verb)) throw new Broken(id, `${element.role} "${element.name}" cannot be used for ${verb} now`);
  return element.ref;
}

/** Not the header that names the row or the column itself. */
const isDataCell = ({ role, cell, name }: PageElement): boolean =>
  cell !== undefined && role !== 'columnheader' && !(role === 'rowheader' && sameText(name, cell.row));
