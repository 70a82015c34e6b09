import fs from 'node:fs';
import { z } from 'zod';
import { AgentError, messageOf } from '../../core/index.js';
import type { Conversation, Question, QuestionKind, Turn } from './conversation.js';

const DialogueTurnSchema = z.object({
  speaker: z.string(),
  dia_id: z.string().min(1),
  text: z.string(),
  /** What a shared picture shows. */
  blip_caption: z.string().optional(),
});

const QaSchema = z.object({
  question: z.string().min(1),
  answer: z.union([z.string(), z.number()]).optional(),
  evidence: z.array(z.string()).default([]),
  category: z.number().int(),
});

const SampleSchema = z.object({
  sample_id: z.string().optional(),
  /** `session_N`: turns; `session_N_date_time`: when; and names of the speakers. */
  conversation: z.record(z.string(), z.unknown()),
  qa: z.array(QaSchema),
});
type Sample = z.infer<typeof SampleSchema>;

/** LoCoMo's categories (Maharana et al. 2024). 5 asks for what was never said. */
const KINDS: Readonly<Record<number, QuestionKind>> = {
  1: 'multi-hop',
  2: 'temporal',
  3: 'open-domain',
  4: 'single-fact',
  5: 'unanswerable',
};

/**
 * Reads dialogues in the form of LoCoMo's `locomo10.json`. The data is CC BY-NC: it is read where it lies and never shipped.
 * Evidence that names no turn is dropped. Errors: `BENCHMARK_DATA_MISSING`, `BENCHMARK_DATA_INVALID`.
 */
export function readLocomo(file: string): Conversation[] {
  if (!fs.existsSync(file))
    throw new AgentError('BENCHMARK_DATA_MISSING', `There is no file "${file}". Give the path of locomo10.json.`);
  try {
    return z
      .array(SampleSchema)
      .min(1)
      .parse(JSON.parse(fs.readFileSync(file, 'utf8')))
      .map(readSample);
  } catch (cause) {
    throw new AgentError(
      'BENCHMARK_DATA_INVALID',
      `"${file}" is not in LoCoMo's form: ${messageOf(cause).slice(0, 300)}. Expected a list of {conversation: {session_1: [...], session_1_date_time}, qa: [...]}.`,
      { cause },
    );
  }
}

function readSample(sample: Sample, index: number): Conversation {
  const id = sample.sample_id ?? `dialogue-${index + 1}`;
  const turns = readTurns(sample.conversation, id);
  const known = new Set(turns.map((turn) => turn.id));
  const askedAt = turns.reduce((last, { at }) => (at > last ? at : last), turns[0].at);
  return { id, split: 'held-out', turns, questions: sample.qa.map((qa, i) => readQuestion(qa, { id, i, known, askedAt })) };
}

function readTurns(conversation: Sample['conversation'], id: string): Turn[] {
  const sessions = Object.keys(conversation).flatMap((key) => /^session_(\d+)$/.exec(key)?.[1] ?? []);
  const turns = sessions
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((n) => {
      const start = readTime(
        z.string({ error: `session_${n} has no session_${n}_date_time` }).parse(conversation[`session_${n}_date_time`]),
      );
      return DialogueTurnSchema.array()
        .parse(conversation[`session_${n}`])
        .map(({ speaker, dia_id, text, blip_caption }, i): Turn => {
          const shown = blip_caption ? `${text} [picture: ${blip_caption}]` : text;
          const at = new Date(start + i * 30_000).toISOString(); // only the session is dated; turns half a minute apart
          return { id: `${id}/${dia_id}`, conversation: id, session: `${id}/${n}`, speaker, text: shown, at };
        });
    });
  if (turns.length === 0) throw new Error(`"${id}" has no session with turns`);
  return turns;
}

/** `1:56 pm on 8 May, 2023`, as UTC milliseconds. */
function readTime(text: string): number {
  const match = /^(\d+):(\d+) ?(am|pm) on (\d+ \w+),? (\d{4})$/i.exec(text.trim());
  const day = match ? Date.parse(`${match[4]} ${match[5]} UTC`) : Date.parse(text);
  if (Number.isNaN(day)) throw new Error(`"${text}" is no time such as "1:56 pm on 8 May, 2023"`);
  if (!match) return day;
  const hour = (Number(match[1]) % 12) + (match[3].toLowerCase() === 'pm' ? 12 : 0);
  return day + (hour * 60 + Number(match[2])) * 60_000;
}

function readQuestion(
  { question, answer, evidence, category }: z.infer<typeof QaSchema>,
  { id, i, known, askedAt }: { id: string; i: number; known: ReadonlySet<string>; askedAt: string },
): Question {
  const kind = KINDS[category];
  if (!kind) throw new Error(`question ${i + 1} of "${id}" has the category ${category}; there are 1 to 5`);
  // Some entries of the published file join ids with "; " or blanks.
  const named = evidence.flatMap((entry) => entry.match(/D\d+:\d+/g) ?? []).map((name) => `${id}/${name}`);
  const gold = kind === 'unanswerable' ? [] : [...new Set(named)].filter((turn) => known.has(turn));
  return {
    id: `${id}/q${i + 1}`,
    conversation: id,
    kind,
    text: question,
    askedAt,
    answer: String(answer ?? ''),
    evidence: gold,
    support: [],
  };
}
