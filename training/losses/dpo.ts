/**
 * Direct preference optimisation (Rafailov et al. 2023, equation 7): -log sigmoid(beta (c - r)), where c and r are the log-ratios
 * log p_now - log p_reference of the whole chosen and rejected answer. `slope` is the derivative by c; that by r is its negative.
 */
export function dpoLoss(chosen: number, rejected: number, beta: number): { loss: number; slope: number } {
  const margin = beta * (chosen - rejected);
  return { loss: softplus(-margin), slope: -beta * sigmoid(-margin) };
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** log(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
