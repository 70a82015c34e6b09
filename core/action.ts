import { z } from 'zod';

/** Number of an element in the latest observation. */
export const RefSchema = z.number().int().positive();

/**
 * Where the text of an action comes from. Pointing beats spelling: a small model cannot mis-copy what it points at.
 * `quote` counts the spans of the goal from 1 (see `goalSpans`); `calc` is the expression language of `calc.ts`;
 * `secret` names a stored secret that no model sees.
 */
export const TextSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('literal'), text: z.string() }),
  z.object({ kind: z.literal('from'), ref: RefSchema }),
  z.object({ kind: z.literal('quote'), index: z.number().int().positive() }),
  z.object({ kind: z.literal('calc'), expression: z.string() }),
  z.object({ kind: z.literal('secret'), name: z.string() }),
]);
export type TextSource = z.infer<typeof TextSourceSchema>;

export const ScrollDirectionSchema = z.enum(['up', 'down']);

/** One thing the agent does. `ref` names an element of the latest observation; `scroll` without one moves the window. */
export const ActionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('click'), ref: RefSchema }),
  z.object({ kind: z.literal('type'), ref: RefSchema, text: TextSourceSchema }),
  z.object({ kind: z.literal('select'), ref: RefSchema, option: z.string() }),
  z.object({ kind: z.literal('press'), key: z.string().regex(/^\S+$/) }),
  z.object({ kind: z.literal('scroll'), ref: RefSchema.optional(), direction: ScrollDirectionSchema }),
  z.object({ kind: z.literal('drag'), ref: RefSchema, to: RefSchema }),
  z.object({ kind: z.literal('hover'), ref: RefSchema }),
  z.object({ kind: z.literal('goto'), url: z.string() }),
  z.object({ kind: z.literal('back') }),
  z.object({ kind: z.literal('find'), text: z.string() }),
  z.object({ kind: z.literal('note'), text: z.string() }),
  z.object({ kind: z.literal('wait') }),
  z.object({ kind: z.literal('ask'), question: z.string() }),
  z.object({ kind: z.literal('stop'), answer: TextSourceSchema.optional() }),
  z.object({ kind: z.literal('refuse'), reason: z.string() }),
]);
export type Action = z.infer<typeof ActionSchema>;

/** One line of canonical text, e.g. `click 3`, `type 5 quote 2`, `select 4 "Blue"`, `stop from 7`. Inverse of {@link parseAction}. */
export function printAction(action: Action): string {
  switch (action.kind) {
    case 'click':
    case 'hover':
      return `${action.kind} ${action.ref}`;
    case 'type':
      return `type ${action.ref} ${printSource(action.text)}`;
    case 'select':
      return `select ${action.ref} ${JSON.stringify(action.option)}`;
    case 'press':
      return `press ${action.key}`;
    case 'scroll':
      return `scroll ${action.ref ?? 'page'} ${action.direction}`;
    case 'drag':
      return `drag ${action.ref} ${action.to}`;
    case 'goto':
      return `goto ${JSON.stringify(action.url)}`;
    case 'find':
    case 'note':
      return `${action.kind} ${JSON.stringify(action.text)}`;
    case 'ask':
      return `ask ${JSON.stringify(action.question)}`;
    case 'stop':
      return action.answer ? `stop ${printSource(action.answer)}` : 'stop';
    case 'refuse':
      return `refuse ${JSON.stringify(action.reason)}`;
    case 'back':
    case 'wait':
      return action.kind;
  }
}

function printSource(source: TextSource): string {
  switch (source.kind) {
    case 'literal':
      return JSON.stringify(source.text);
    case 'from':
      return `from ${source.ref}`;
    case 'quote':
      return `quote ${source.index}`;
    case 'calc':
      return `calc ${JSON.stringify(source.expression)}`;
    case 'secret':
      return `secret ${JSON.stringify(source.name)}`;
  }
}

export type ParsedAction = { ok: true; action: Action } | { ok: false; problem: string };

/** Reads one canonical line. Never throws: a problem names what was expected, so that a model can be asked again. */
export function parseAction(line: string): ParsedAction {
  const words = tokenize(line.trim());
  if (typeof words === 'string') return { ok: false, problem: words };
  const [verb, ...rest] = words;
  if (!verb || verb.quoted) return { ok: false, problem: 'expected a verb first, e.g. click 3' };
  const shape = SHAPES[verb.text];
  if (!shape) return { ok: false, problem: `unknown verb "${verb.text}"; known: ${Object.keys(SHAPES).join(', ')}` };
  const draft = shape(rest);
  const parsed = draft ? ActionSchema.safeParse({ kind: verb.text, ...draft }) : undefined;
  return parsed?.success
    ? { ok: true, action: parsed.data }
    : { ok: false, problem: `"${verb.text}" is written as: ${USAGE[verb.text]}` };
}

const USAGE: Record<string, string> = {
  click: 'click REF',
  type: 'type REF "text" | type REF from REF | type REF quote N | type REF calc "expression" | type REF secret "name"',
  select: 'select REF "option"',
  press: 'press KEY',
  scroll: 'scroll page up|down | scroll REF up|down',
  drag: 'drag REF REF',
  hover: 'hover REF',
  goto: 'goto "url"',
  back: 'back',
  find: 'find "text"',
  note: 'note "text"',
  wait: 'wait',
  ask: 'ask "question"',
  stop: 'stop | stop "answer" | stop from REF | stop quote N | stop calc "expression"',
  refuse: 'refuse "reason"',
};

interface Word {
  text: string;
  quoted: boolean;
}
type Shape = (words: Word[]) => Record<string, unknown> | undefined;

const one =
  (field: string): Shape =>
  (words) =>
    words.length === 1 && words[0].quoted ? { [field]: words[0].text } : undefined;
const none: Shape = (words) => (words.length === 0 ? {} : undefined);
const ref = (word: Word | undefined): number | undefined =>
  word && !word.quoted && /^\d+$/.test(word.text) ? Number(word.text) : undefined;
const onlyRef: Shape = (words) => (words.length === 1 ? { ref: ref(words[0]) } : undefined);

const SHAPES: Record<string, Shape> = {
  click: onlyRef,
  hover: onlyRef,
  type: (words) => ({ ref: ref(words[0]), text: source(words.slice(1)) }),
  select: (words) => (words.length === 2 && words[1].quoted ? { ref: ref(words[0]), option: words[1].text } : undefined),
  press: (words) => (words.length === 1 && !words[0].quoted ? { key: words[0].text } : undefined),
  scroll: ([target, direction, ...more]) =>
    more.length ? undefined : { ref: target?.text === 'page' ? undefined : (ref(target) ?? NaN), direction: direction?.text },
  drag: (words) => (words.length === 2 ? { ref: ref(words[0]), to: ref(words[1]) } : undefined),
  goto: one('url'),
  back: none,
  find: one('text'),
  note: one('text'),
  wait: none,
  ask: one('question'),
  stop: (words) => (words.length === 0 ? {} : { answer: source(words) ?? null }),
  refuse: one('reason'),
};

function source(words: Word[]): TextSource | undefined {
  const [first, second] = words;
  if (words.length === 1 && first.quoted) return { kind: 'literal', text: first.text };
  if (words.length !== 2 || first.quoted) return undefined;
  const number = ref(second);
  if (first.text === 'from' && number) return { kind: 'from', ref: number };
  if (first.text === 'quote' && number) return { kind: 'quote', index: number };
  if (first.text === 'calc' && second.quoted) return { kind: 'calc', expression: second.text };
  if (first.text === 'secret' && second.quoted) return { kind: 'secret', name: second.text };
  return undefined;
}

/** Words and JSON strings; a string with the problem when a quote is not closed. */
function tokenize(line: string): Word[] | string {
  const words: Word[] = [];
  const pattern = /\s*(?:("(?:[^"\\]|\\.)*")|([^\s"]+))/gy;
  while (pattern.lastIndex < line.length) {
    const match = pattern.exec(line);
    if (!match) return 'a quoted text is not closed; write it as a JSON string';
    if (match[1] === undefined) words.push({ text: match[2], quoted: false });
    else {
      try {
        words.push({ text: JSON.parse(match[1]) as string, quoted: true });
      } catch {
        return `${match[1]} is not a JSON string`;
      }
    }
  }
  return words;
}
