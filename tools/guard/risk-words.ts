import { wordsOf } from '../../core/index.js';

/*
 * Plain interface English, no site's own. A phrase counts where it begins a short name; the words in `ALONE` are also nouns
 * ("Orders", "Post", "Book") and count on buttons only.
 */

const phrases = (text: string): string[] => text.split('|').map((phrase) => phrase.trim());

/** Cannot be taken back, costs money, tells somebody, or ends the session. */
const IRREVERSIBLE = phrases(
  `delete|remove|erase|destroy|purge|wipe|discard|empty trash|clear all|clear history|pay|buy|purchase|place order|order now|check out|checkout|
donate|withdraw|transfer|send|publish|unsubscribe|deactivate|terminate|revoke|cancel order|cancel subscription|cancel account|cancel plan|
cancel membership|cancel booking|close account|log out|logout|log off|sign out|signout|sign off|reset password|book now|bid|refund`,
);
const IRREVERSIBLE_ALONE = phrases('order|book|post|reserve|trash');

/** Changes what the site keeps. */
const STATE_CHANGING = phrases(
  `save|submit|confirm|apply|add to|approve|reject|accept|agree|decline|upload|import|follow|unfollow|like|upvote|downvote|vote|enable|disable|
turn on|turn off|mark as|archive|restore|merge|assign|invite|join|leave|subscribe|favourite|favorite|pin|block|report|rate`,
);
const STATE_CHANGING_ALONE = phrases(
  `add|create|update|change|set|reset|register|sign up|sign in|log in|login|signin|signup|request|share|reply|comment|complete|finish|done|
continue|proceed|move|rename|duplicate|copy|insert|replace|start|stop|run|connect|disconnect|sync|generate|ok|okay|yes|allow|new|undo|redo`,
);

/** Shows more or less of what is there, whatever follows. */
const SHOWING = phrases(
  `show|hide|more|less|view|see|expand|collapse|toggle menu|toggle navigation|load more|read more|sort by|filter by|search|find|zoom|next page|
previous page|first page|last page|go to|back to|skip to|jump to|print preview`,
);
/** The same as a whole name: "Close" closes a box, "Close issue" an issue. */
const SHOWING_ALONE = phrases(
  `open|close|cancel|dismiss|not now|no thanks|menu|details|options|filter|filters|sort|next|previous|prev|back|forward|first|last|go|help|
about|info|preview|today|refresh|reload|settings|preferences|notifications|navigation|actions|grid|list|maybe later|main menu|user menu`,
);
const BOX = '(?:menu|dialog|panel|details|window|popup|sidebar|navigation|filters?|search|list|calendar|options|drawer)';
const SHOWING_BOX = new RegExp(`^ (?:open|close|toggle) (?:the )?(?:[a-z]+ )?${BOX} $`);
const SIGNS = /^(?:[<>‹›«»←→↑↓☰⋮…▾▸▼▶+?ℹ×✕✖]|\.{3}|x)$/i;

/** What a name says that pressing it does; undefined when it says nothing known. */
export type WordClass = 'irreversible' | 'state-changing' | 'showing' | undefined;

/** A longer name is content that happens to begin with such a word. */
const MOST_WORDS = 5;

/** `noun`: the name may as well be a noun, as on links. */
export function classOfName(name: string, noun: boolean): WordClass {
  if (SIGNS.test(name.trim())) return 'showing';
  const words = wordsOf(name);
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  const text = ` ${words.join(' ')} `;
  const begins = (list: readonly string[]): boolean => list.some((phrase) => text.startsWith(` ${phrase} `));
  // "Yes, delete" and "Permanently delete": on a button the worst word counts, wherever it stands.
  const holds = (list: readonly string[]): boolean => (noun ? begins(list) : list.some((phrase) => text.includes(` ${phrase} `)));
  if (holds(IRREVERSIBLE) || (!noun && begins(IRREVERSIBLE_ALONE))) return 'irreversible';
  if (begins(SHOWING) || SHOWING_ALONE.includes(text.trim()) || SHOWING_BOX.test(text)) return 'showing';
  if (holds(STATE_CHANGING) || (!noun && begins(STATE_CHANGING_ALONE))) return 'state-changing';
  return undefined;
}

const ADDRESS_IRREVERSIBLE =
  /^(?:log-?out|sign-?out|logoff|delete|remove|destroy|erase|purge|unsubscribe|deactivate|revoke|pay|purchase|buy|wipe)$/i;
const ADDRESS_CHANGING =
  /^(?:add-?to-?(?:cart|basket|bag)|add|vote|upvote|downvote|like|unlike|follow|unfollow|subscribe|toggle|enable|disable|approve|reject|confirm|activate|save|update|accept|archive|mark|set)$/i;

/** What the address of a link says: its last steps, and the values of its query. */
export function classOfAddress(href: string): Exclude<WordClass, 'showing'> {
  if (!URL.canParse(href)) return undefined;
  const { pathname, searchParams } = new URL(href);
  const parts = [...pathname.split('/').slice(-2).map(withoutEnding), ...searchParams.keys(), ...searchParams.values()];
  if (parts.some((part) => ADDRESS_IRREVERSIBLE.test(part))) return 'irreversible';
  // `/contacts/add` shows a form; `/contacts/3/add` and `?action=add` do it.
  const last = withoutEnding(pathname.split('/').at(-1) ?? '');
  const does =
    [...searchParams.values()].some((value) => ADDRESS_CHANGING.test(value)) || (last !== 'add' && ADDRESS_CHANGING.test(last));
  return does ? 'state-changing' : undefined;
}

const withoutEnding = (part: string): string => part.replace(/\.[a-z]{2,5}$/i, '');
