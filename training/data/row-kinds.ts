/**
 * What the loss makes of a row's answer.
 *
 * - `plain`: negative log-likelihood times the row's weight.
 * - `nft-correct`, `nft-wrong`: negative-aware fine-tuning; the row carries its group's success rate.
 * - `dpo-chosen`, `dpo-rejected`: a pair of answers to one prompt; the rejected one comes right after its chosen one.
 * - `kto-desirable`, `kto-undesirable`: answers without a partner.
 * - `kto-baseline`: a prompt with the answer of another row, right after a KTO row. It is only read, for the estimate of the KL divergence.
 *
 * The order is that of the numbers in dataset files.
 */
export const ROW_KINDS = [
  'plain',
  'nft-correct',
  'nft-wrong',
  'dpo-chosen',
  'dpo-rejected',
  'kto-desirable',
  'kto-undesirable',
  'kto-baseline',
] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** Rows that stay in one batch with the row before them. */
export function joinsPrevious(kind: RowKind): boolean {
  return kind === 'dpo-rejected' || kind === 'kto-baseline';
}

/** Answers that the model should come to give; the others say nothing about it when their likelihood is measured. */
export function isWanted(kind: RowKind): boolean {
  return kind === 'plain' || kind === 'nft-correct' || kind === 'dpo-chosen' || kind === 'kto-desirable';
}

/** What is wrong with a row of this kind after one of `previous`, or undefined. */
export function misplaced(kind: RowKind, previous: RowKind | undefined): string | undefined {
  if (previous === 'dpo-chosen' && kind !== 'dpo-rejected') return 'a chosen answer without its rejected one';
  if (kind === 'dpo-rejected' && previous !== 'dpo-chosen') return 'a rejected answer without its chosen one';
  if (kind === 'kto-baseline' && previous !== 'kto-desirable' && previous !== 'kto-undesirable')
    return 'a KTO baseline that follows no KTO answer';
  return undefined;
}
