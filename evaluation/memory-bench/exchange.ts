import type { Random } from '../../core/index.js';
import type { Speaker } from './conversation.js';
import { lowerFirst } from './noise.js';
import { capital, fill } from './template.js';
import type { Slots } from './topic.js';
import { OPENINGS } from './topics/fillers.js';

/** A turn before it has a place in a session. */
export interface DraftTurn {
  speaker: Speaker;
  text: string;
  url?: string;
  /** The template says that the answer stands here. */
  gold: boolean;
  /** The names under which slots appear in it. */
  shown: Map<string, string[]>;
}

/** How the user of one log types. */
export type Manner = 'terse' | 'plain' | 'chatty';

export interface WriteOptions {
  random: Random;
  day: Date;
  manner: Manner;
  /** Pages and tool results are from this site. */
  site: string;
}

const SPEAKERS: Readonly<Record<string, Speaker>> = { u: 'user', a: 'agent', t: 'tool', p: 'page' };
const PATHS = ['', 'account', 'orders', 'search', 'help', 'item', 'messages'];

/** Turns of an exchange template: `u: ... // A: ...`, a capital letter for gold evidence. */
export function writeExchange(template: string, slots: Slots, options: WriteOptions): DraftTurn[] {
  return template.split(' // ').map((line) => {
    const letter = line.charAt(0);
    const speaker = SPEAKERS[letter.toLowerCase()];
    if (!speaker || line.charAt(1) !== ':') throw new RangeError(`an exchange has a line without a speaker: "${line}"`);
    const machine = speaker === 'page' || speaker === 'tool';
    const { text, shown } = fill(line.slice(2), slots, { ...options, absoluteDates: machine });
    const turn = { speaker, text: inManner(text, speaker, options), gold: letter !== letter.toLowerCase(), shown };
    return machine ? { ...turn, url: address(options) } : turn;
  });
}

function inManner(text: string, speaker: Speaker, { random, manner }: WriteOptions): string {
  if (speaker === 'tool') return text;
  if (speaker !== 'user') return capital(text);
  if (manner === 'terse') return lowerFirst(text).replace(/\.$/, '');
  const opened = random.chance(manner === 'chatty' ? 0.4 : 0.1) ? random.pick(OPENINGS) + lowerFirst(text) : text;
  return random.chance(0.7) ? capital(opened) : opened;
}

function address({ random, site }: WriteOptions): string {
  const host = site.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''); // prettier-ignore
  return `https://www.${host}.example/${random.pick(PATHS)}`;
}
