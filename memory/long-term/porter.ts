/**
 * Porter's stemmer (M. F. Porter, "An algorithm for suffix stripping", 1980), with the two departures of his own later
 * code: `logi` -> `log`, and `bli` -> `ble`. Takes one lower-case word of the letters a to z.
 */
export function porter(word: string): string {
  if (word.length < 3) return word;
  let w = word;
  if (w[0] === 'y') w = `Y${w.slice(1)}`; // a first y is a consonant
  w = step1(w);
  w = replaceSuffix(w, STEP_2, 0);
  w = replaceSuffix(w, STEP_3, 0);
  w = step4(w);
  w = step5(w);
  return w[0] === 'Y' ? `y${w.slice(1)}` : w;
}

const C = '[^aeiou]';
const V = '[aeiouy]';
const CS = `${C}[^aeiouy]*`;
const VS = `${V}[aeiou]*`;
const MEASURE_ABOVE_0 = new RegExp(`^(${CS})?${VS}${CS}`);
const MEASURE_1 = new RegExp(`^(${CS})?${VS}${CS}(${VS})?$`);
const MEASURE_ABOVE_1 = new RegExp(`^(${CS})?${VS}${CS}${VS}${CS}`);
const HAS_VOWEL = new RegExp(`^(${CS})?${V}`);
/** Consonant, vowel, consonant other than w, x or y: `hop`, but not `snow`. */
const SHORT_END = new RegExp(`^${CS}${V}[^aeiouwxy]$`);

const STEP_2: Readonly<Record<string, string>> = {
  ational: 'ate',
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  izer: 'ize',
  bli: 'ble',
  alli: 'al',
  entli: 'ent',
  eli: 'e',
  ousli: 'ous',
  ization: 'ize',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  iveness: 'ive',
  fulness: 'ful',
  ousness: 'ous',
  aliti: 'al',
  iviti: 'ive',
  biliti: 'ble',
  logi: 'log',
};
const STEP_3: Readonly<Record<string, string>> = {
  icate: 'ic',
  ative: '',
  alize: 'al',
  iciti: 'ic',
  ical: 'ic',
  ful: '',
  ness: '',
};
const LONGEST_SUFFIX = 7;
const STEP_4 = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

function step1(word: string): string {
  let w = word;
  if (w.endsWith('s')) w = w.replace(/(ss|i)es$/, '$1').replace(/([^s])s$/, '$1');
  if (w.endsWith('eed')) {
    if (MEASURE_ABOVE_0.test(w.slice(0, -3))) w = w.slice(0, -1);
  } else {
    const stem = w.replace(/(ed|ing)$/, '');
    if (stem !== w && HAS_VOWEL.test(stem)) w = repairStem(stem);
  }
  return w.endsWith('y') && HAS_VOWEL.test(w.slice(0, -1)) ? `${w.slice(0, -1)}i` : w;
}

/** `conflat` -> `conflate`, `hopp` -> `hop`, `fil` -> `file`. */
function repairStem(stem: string): string {
  if (/(at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/([^aeiouylsz])\1$/.test(stem)) return stem.slice(0, -1);
  return SHORT_END.test(stem) ? `${stem}e` : stem;
}

/** Replaces the longest suffix that the table knows, if what is before it is long enough. */
function replaceSuffix(word: string, table: Readonly<Record<string, string>>, shortest: number): string {
  for (let length = Math.min(LONGEST_SUFFIX, word.length - shortest); length >= 3; length--) {
    const replacement = table[word.slice(-length)];
    if (replacement === undefined) continue;
    const stem = word.slice(0, -length);
    return MEASURE_ABOVE_0.test(stem) ? stem + replacement : word;
  }
  return word;
}

function step4(word: string): string {
  const match = STEP_4.exec(word);
  if (match) return MEASURE_ABOVE_1.test(match[1]) ? match[1] : word;
  const stem = /^(.+?[st])ion$/.exec(word)?.[1];
  return stem !== undefined && MEASURE_ABOVE_1.test(stem) ? stem : word;
}

function step5(word: string): string {
  let w = word;
  if (w.endsWith('e')) {
    const stem = w.slice(0, -1);
    if (MEASURE_ABOVE_1.test(stem) || (MEASURE_1.test(stem) && !SHORT_END.test(stem))) w = stem;
  }
  return w.endsWith('ll') && MEASURE_ABOVE_1.test(w) ? w.slice(0, -1) : w;
}
