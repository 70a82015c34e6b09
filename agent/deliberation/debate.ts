import { z } from 'zod';
import { type Action, AgentError, type ChatMessage, parseAction, printAction } from '../../core/index.js';
import type { BuiltPrompt } from '../prompt-port.js';
import { tokensOf } from './consistency.js';
import type { Deliberated, Deliberator, Speaker } from './deliberation.js';

export interface DebateOptions {
  /** Most rounds. */
  rounds: number;
  maxTokens: number;
}

const ModeratorSchema = z.object({
  /** Whether one side has convinced. */
  preference: z.enum(['yes', 'no']),
  reason: z.string(),
  /** The action that has won, as one canonical line; empty to let the debate go on. */
  action: z.string(),
});

/**
 * Multi-agent debate with adaptive break (MAD, Liang et al. 2023): the choice is the affirmative side's, the negative side looks for
 * what is wrong with it, and a moderator ends the debate as soon as one side has convinced. All at temperature 0, one model in all
 * roles, since a judge of another family is biased. Departures: the negative side may agree (moderate tit for tat), which ends the
 * debate without a moderator; the last judge is given the candidates by code. Quality unmeasured.
 */
export function createDebate({ model, build }: Speaker, { rounds, maxTokens }: DebateOptions): Deliberator {
  return {
    mode: 'debate',
    async deliberate(context, choice, signal) {
      const debate = new Debate(build(context), choice.chosen.action, (messages, schema) =>
        model.generate({ prompt: { kind: 'chat', messages }, schema, maxTokens, temperature: 0, signal }),
      );
      return debate.run(rounds);
    },
  };
}

type Ask = (messages: ChatMessage[], schema: z.ZodType | undefined) => ReturnType<Speaker['model']['generate']>;

class Debate {
  readonly #built: BuiltPrompt;
  readonly #page: readonly ChatMessage[];
  readonly #ask: Ask;
  readonly #said: { side: string; action: Action; text: string }[] = [];
  #affirmative: Action;
  #tokens = 0;

  constructor(built: BuiltPrompt, first: Action, ask: Ask) {
    if (built.prompt.kind !== 'chat') throw new AgentError('MODEL_UNSUPPORTED', 'A debate needs a chat model.');
    this.#built = built;
    this.#page = built.prompt.messages;
    this.#ask = ask;
    this.#affirmative = first;
    this.#said.push({ side: 'affirmative', action: first, text: printAction(first) });
  }

  async run(rounds: number): Promise<Deliberated | undefined> {
    for (let round = 1; round <= rounds; round++) {
      if (round > 1) this.#affirmative = (await this.#speak('affirmative', DEFEND)) ?? this.#affirmative;
      const negative = await this.#speak('negative', OPPOSE);
      if (!negative) return undefined; // one voice is no debate
      if (printAction(negative) === printAction(this.#affirmative)) return this.#end(negative, round, true);
      const settled = await this.#moderate(MODERATE);
      if (settled) return this.#end(settled, round, false);
    }
    const picked = await this.#moderate(`${PICK}\n${this.#lines().join('\n')}`);
    return picked && this.#end(picked, rounds, false);
  }

  /** One side's turn; what it says is heard by all that come after it. */
  async #speak(side: string, task: string): Promise<Action | undefined> {
    const reply = await this.#ask(this.#messages(task), this.#built.schema);
    this.#tokens += tokensOf(reply);
    const action = reply.finish === 'abort' ? undefined : this.#built.parse(reply.text);
    if (action) this.#said.push({ side, action, text: reply.text });
    return action;
  }

  /** The action that has won, if it is one that was put forward. */
  async #moderate(task: string): Promise<Action | undefined> {
    const reply = await this.#ask(this.#messages(task), ModeratorSchema);
    this.#tokens += tokensOf(reply);
    if (reply.finish !== 'end') return undefined;
    const { preference, action } = ModeratorSchema.parse(JSON.parse(reply.text));
    const parsed = preference === 'yes' ? parseAction(action) : undefined;
    const line = parsed?.ok ? printAction(parsed.action) : undefined;
    return this.#said.find((one) => printAction(one.action) === line)?.action;
  }

  #lines(): string[] {
    return [...new Set(this.#said.map(({ action }) => printAction(action)))];
  }

  #messages(task: string): ChatMessage[] {
    const heard = this.#said.map(({ side, text }) => `${side}: ${text}`).join('\n');
    return [...this.#page, { role: 'user', content: `Said so far about the next action:\n${heard}\n\n${task}` }];
  }

  #end = (action: Action, rounds: number, agreed: boolean): Deliberated => ({ action, rounds, agreed, tokens: this.#tokens });
}

const DEFEND =
  'You are the affirmative side. Answer what the negative side says; keep your action if it stands, or give a better one.';
const OPPOSE = 'You are the negative side. Look for what is wrong with the affirmative side\'s action and give a better one. If you find nothing wrong, give the same action.'; // prettier-ignore
const MODERATE = 'You are the moderator. Has one side convinced you? Reply with one JSON object: {"preference": "yes" or "no", "reason": one sentence, "action": its action, or ""}.'; // prettier-ignore
const PICK = 'You are the judge, and the debate is over. Reply with one JSON object: {"preference": "yes", "reason": one sentence, "action": one of these}:'; // prettier-ignore
