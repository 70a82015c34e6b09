/** Plain interface English. Nothing here comes from how any task words its goals. */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Words that come and go without changing what is asked. */
const LIGHT =
  words(`a an the this that these those please kindly now then and also just so your my its his her their our me you i we it
  is are be should would could can will of in on into onto at by for with as named called labelled labeled titled using via
  field box button link option item element page form list menu`);

/** Words that change what is asked when they come, go or are exchanged: negation, quantity, order, direction. */
const DECIDING =
  words(`not no never don't dont doesn't without except but unless instead neither nor all every each any both only first second
  third fourth fifth last next previous other another same different from to before after above below under over between than until
  least most more less fewer max min maximum minimum cheapest dearest largest smallest highest lowest longest shortest newest
  oldest latest earliest or un if twice once again`);

const SYNONYMS =
  `press click tap hit push activate|type enter write input fill insert put|choose select pick|check tick mark|open visit view|
find search locate|delete remove erase|buy purchase order|show display|mail email message|picture image photo|set make change|
log sign|box field textbox|hand give|start begin|finish end complete`
    .split('|')
    .map((group) => words(group.trim()));

export const isLight = (word: string): boolean => LIGHT.has(word);
export const isDeciding = (word: string): boolean => DECIDING.has(word);
export const areSynonyms = (a: string, b: string): boolean => SYNONYMS.some((group) => group.has(a) && group.has(b));

/** A verb or thing of user interfaces, that a control's name may share with any goal by accident. */
export const isInterfaceWord = (word: string): boolean => LIGHT.has(word) || SYNONYMS.some((group) => group.has(word));
