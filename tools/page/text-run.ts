import { MAX_NAME, squeeze } from './dom.js';

/** A stretch of inline text that a person reads as one piece, gathered while the walk passes its text nodes. */
export class TextRun {
  #parts: string[] = [];
  #nodes: Text[] = [];

  /** `style`: of the element around, which tells whether line breaks are shown as such; without one they are not. */
  add(text: Text, style?: CSSStyleDeclaration): void {
    const { data } = text;
    if (/\S/.test(data)) this.#nodes.push(text);
    else if (this.isEmpty) return;
    const breaks = data.includes('\n');
    this.#parts.push(breaks && !style?.whiteSpace.startsWith('pre') ? data.replace(/\s+/g, ' ') : data);
  }

  get isEmpty(): boolean {
    return this.#nodes.length === 0;
  }

  /** The texts gathered, each at most 200 characters, with the element that holds them; the run starts anew. */
  take(container: Element): { texts: string[]; owner: Element; nodes: Text[] } {
    const text = this.#parts.length === 1 ? this.#parts[0] : this.#parts.join('');
    const lines = text.includes('\n') ? text.split('\n').map(squeeze).filter(Boolean) : [squeeze(text)];
    const nodes = this.#nodes;
    this.#parts = [];
    this.#nodes = [];
    const owner = nodes.length === 1 ? (nodes[0].parentElement ?? container) : container;
    return { texts: lines.flatMap((line) => splitText(line)), owner, nodes };
  }
}

/** Cuts a long text into groups of whole sentences, else of whole words, so that nothing of it is lost. */
export function splitText(text: string, limit = MAX_NAME): string[] {
  if (text.length <= limit) return [text];
  const pieces: string[] = [];
  let group = '';
  for (const sentence of text.match(/.+?(?:[.!?…]+["')\]]*(?=\s)|$)\s*/g) ?? [text]) {
    if (group && group.length + sentence.trimEnd().length > limit) {
      pieces.push(group.trim());
      group = '';
    }
    group += sentence;
    while (group.length > limit) {
      const space = group.lastIndexOf(' ', limit);
      const end = space > limit / 2 ? space : limit;
      pieces.push(group.slice(0, end).trim());
      group = group.slice(end).trimStart();
    }
  }
  if (group.trim()) pieces.push(group.trim());
  return pieces;
}

/** Box around text nodes; one rectangle, also for text over several lines. */
export function textBox(nodes: readonly Text[]): DOMRect {
  const range = nodes[0].ownerDocument.createRange();
  range.setStartBefore(nodes[0]);
  range.setEndAfter(nodes[nodes.length - 1]);
  return range.getBoundingClientRect();
}
