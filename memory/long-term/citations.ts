/** What a model's answer says about the memories it used. */
export interface ParsedCitations {
  /** Ids, in the order of their first mention. */
  ids: number[];
  /** The answer says that it used none: each shown memory was in vain. */
  none: boolean;
}

const BRACKETS = /\[([^[\]]{1,200})\]/g;
const LIST = /^\s*(m\d+)(\s*[,;&]?\s*(and\s+)?m\d+)*\s*$/i;
const NONE = /^\s*(none|no[ _-]?(memory|memories|cite|citation|citations))\s*$/i;

/**
 * Reads citations such as `[m12]`, `[m3, m4]` or `[none]`, however many brackets there are. Other brackets are left alone.
 * Neither ids nor `none`: the answer says nothing about memories, and the caller decides what that means.
 */
export function parseCitations(text: string): ParsedCitations {
  const ids = new Set<number>();
  let none = false;
  for (const [, inside] of text.matchAll(BRACKETS)) {
    if (NONE.test(inside)) none = true;
    else if (LIST.test(inside)) for (const [, id] of inside.matchAll(/m(\d+)/gi)) ids.add(Number(id));
  }
  return { ids: [...ids], none: none && ids.size === 0 };
}
