import type { Phrasings, World } from '../world.js';

const ENDINGS: Phrasings = {
  seen: [
    'press {label}',
    'click {label}',
    'submit',
    'click "{label}"',
    'press the {label} button',
    'submit the form',
    'finish with {label}',
    'hit {label}',
  ],
  heldOut: ['confirm with {label}', 'send it off with "{label}"'],
};
const STOPS: Phrasings = {
  seen: ['', '', 'stop', 'that is all', 'then stop'],
  heldOut: ['nothing else'],
};
const FRAMES: Phrasings = {
  seen: ['{all}.', '{all}', 'Please {all}.', 'Your task: {all}.', 'I need you to {all}.', 'Can you {all}?', 'You should {all}.'],
  heldOut: ['Could you {all}?', 'Do this: {all}.', 'I would like you to {all}.'],
};
/** Frames that take wishes of any form. */
const PLAIN: Phrasings = { seen: ['{all}.', '{all}'], heldOut: ['This is what I want: {all}.'] };
const IMPERATIVE = new RegExp(
  '^(set|choose|select|pick|change|make|type|enter|fill|put|write|use|check|tick|uncheck|untick|clear|mark|turn|switch|enable|disable|activate|deactivate|' +
    'agree|accept|say|remove|press|click|submit|finish|hit|in|for|bring|give|let|have|leave|deselect|take|go|confirm|send|stop|then)\\b',
);
const LISTS: Phrasings = {
  seen: ['Please do the following', 'To do', 'Make sure of this', 'What I want'],
  heldOut: ['The following must hold', 'My wishes'],
};
const TERSE: Phrasings = {
  seen: ['{all}.', '{all}', 'Settings: {all}.', 'I want {all}.', 'Fill it in with {all}.', 'With these values - {all}.'],
  heldOut: ['Use {all}.', 'It should say {all}.'],
};

/** A part of a goal: a fragment such as `set Size to "Large"`, and `Size: Large` where that says it. */
export interface Wish {
  phrase: string;
  terse?: string;
}

export interface GoalContext {
  /** Label of the button that ends the page. */
  submit?: string;
  /** Sentences around it that say nothing of importance. */
  about?: Phrasings;
}

/** One goal out of fragments, in one of the ways that people write several wishes. */
export function joinGoal(world: World, wishes: readonly Wish[], { submit, about }: GoalContext): string {
  const ending = submit === undefined ? world.phrase(STOPS) : world.phrase(ENDINGS, { label: submit });
  const styles = ['commas', 'and', 'then', 'semicolons', 'sentences', 'lines', 'numbers', ...(wishes.every((wish) => wish.terse) ? ['terse', 'terse', 'terse'] : [])]; // prettier-ignore
  const text = inStyle(world, wishes, ending, world.wording.pick(styles));
  if (!about || !world.wording.chance(0.6)) return text;
  const context = world.phrase(about);
  return world.wording.chance(0.8) ? `${context} ${text}` : `${closed(text)} ${context}`;
}

function inStyle(world: World, wishes: readonly Wish[], ending: string, style: string): string {
  const phrases = wishes.map((wish) => wish.phrase);
  const all = ending ? [...phrases, ending] : phrases;
  switch (style) {
    case 'sentences':
      return all.map((phrase) => `${capital(phrase)}.`).join(' ');
    case 'lines':
      return `${world.phrase(LISTS)}:\n${all.map((phrase) => `- ${phrase}`).join('\n')}`;
    case 'numbers':
      return all.map((phrase, i) => `${i + 1}. ${capital(phrase)}`).join('\n');
    case 'terse': {
      const values = wishes.map((wish) => wish.terse!).join(world.wording.pick([', ', '; ', '\n']));
      return `${closed(capital(world.phrase(TERSE, { all: values })))}${ending ? ` ${capital(ending)}.` : ''}`;
    }
    default:
      return capital(world.phrase(all.every((phrase) => IMPERATIVE.test(phrase)) ? FRAMES : PLAIN, { all: joined(all, style) }));
  }
}

function joined(parts: string[], style: string): string {
  if (style === 'semicolons') return parts.join('; ');
  if (style === 'and') return parts.join(' and ');
  const last = style === 'then' ? ', and then ' : parts.length > 2 ? ', and ' : ' and ';
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')}${last}${parts.at(-1)}` : parts[0];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const closed = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
