const words = (list: string): Set<string> => new Set(list.split(' '));

/** Words that name nothing on their own. */
export const EMPTY_WORDS: ReadonlySet<string> = words(
  'a an the of to in on at by for from with and or is are be it its this that then your you my me i all any into as so if not no ' +
    'do does what which who where when how please page item items one',
);

/** Words that tell what to do, not with what. */
export const ORDER_WORDS: ReadonlySet<string> = words('click press select choose pick tap open go use find');

/** Words of interfaces that stand for the same thing: goals say "delete", pages show a bin. */
const MEANINGS: readonly ReadonlySet<string>[] = [
  'delete remove trash bin discard erase',
  'edit rename change modify pencil',
  'search find magnifier lookup query',
  'settings preferences options gear configure',
  'add new create plus compose',
  'close dismiss cancel x',
  'star favorite favourite important bookmark flag',
  'reply respond answer',
  'forward share',
  'like heart love upvote thumbs',
  'cart basket bag',
  'login signin',
  'logout signout',
  'save store keep',
  'send submit',
  'user profile account',
  'mail email message inbox',
  'menu hamburger more',
  'block mute ban',
  'follow subscribe',
  'print printer',
  'price cost costs much amount',
  'phone telephone call',
  'birthday born birth',
  'city town',
  'company employer',
  'address street',
  'download export',
  'upload attach attachment',
  'copy duplicate clone',
  'home house',
  'help question support',
  'undo revert',
  'repeat retweet repost',
  'accept agree allow',
  'subject title topic',
  'add buy',
  'reject refuse decline deny',
].map(words);

/** The same word, another ending of it, or another word for it. */
export function sameMeaning(a: string, b: string): boolean {
  return sameStem(a, b) || MEANINGS.some((group) => group.has(a) && group.has(b));
}

/** Other words for the same thing. */
export const synonymsOf = (word: string): string[] =>
  MEANINGS.filter((group) => group.has(word)).flatMap((group) => [...group].filter((other) => other !== word));

/** Plural and simple endings make no difference. */
function sameStem(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length > 3 && long.startsWith(short) && /^(?:s|es|ed|d|ing)$/.test(long.slice(short.length));
}

/** Asks for what another field has already: "Confirm password", "E-mail again". */
const ASKED_AGAIN = /\b(?:again|confirm|confirmation|repeat(?:ed)?|re-?(?:type|enter)|verify|retype)\b/gi;

/** `password` of `Confirm password`; undefined for a label that does not ask for the same again. */
export function onceOf(label: string): string | undefined {
  const once = label.replace(ASKED_AGAIN, '').trim();
  return once === label.trim() ? undefined : once;
}
