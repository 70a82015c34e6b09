/** What people call these colours; several shades may share a word. */
const SHADES: [string, number, number, number][] = [
  ['black', 0, 0, 0], ['black', 40, 40, 40], ['white', 255, 255, 255], ['gray', 128, 128, 128], ['gray', 190, 190, 190], ['gray', 80, 80, 80],
  ['red', 255, 0, 0], ['red', 190, 0, 0], ['red', 230, 70, 70], ['red', 128, 0, 0],
  ['orange', 255, 165, 0], ['orange', 255, 120, 0], ['orange', 255, 190, 100],
  ['yellow', 255, 255, 0], ['yellow', 230, 210, 40], ['yellow', 255, 255, 150],
  ['green', 0, 128, 0], ['green', 0, 255, 0], ['green', 60, 180, 80], ['green', 0, 80, 0], ['green', 144, 238, 144], ['green', 107, 142, 35],
  ['cyan', 0, 255, 255], ['cyan', 0, 190, 200], ['cyan', 0, 128, 128], ['cyan', 160, 240, 240],
  ['blue', 0, 0, 255], ['blue', 0, 0, 128], ['blue', 50, 120, 220], ['blue', 100, 150, 240], ['blue', 135, 206, 235], ['blue', 65, 70, 180],
  ['purple', 128, 0, 128], ['purple', 90, 0, 160], ['purple', 138, 43, 226], ['purple', 160, 110, 220],
  ['magenta', 255, 0, 255], ['magenta', 220, 0, 200],
  ['pink', 255, 192, 203], ['pink', 255, 105, 180], ['pink', 240, 150, 190],
  ['brown', 139, 69, 19], ['brown', 165, 42, 42], ['brown', 120, 80, 50],
]; // prettier-ignore

/** The common word for a computed colour; empty for transparent ones and for what is not a colour. */
export function colourWord(colour: string): string {
  const match = /^rgba?\((\d+),? (\d+),? (\d+)(?:,? ?\/? ?([\d.]+))?\)$/.exec(colour);
  if (!match || match[4] === '0' || (match[4] !== undefined && Number(match[4]) < 0.1)) return '';
  const [r, g, b] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const grey = Math.max(r, g, b) - Math.min(r, g, b) < 24;
  if (grey) return r > 235 ? 'white' : r < 45 ? 'black' : 'gray';
  let best = '';
  let nearest = Infinity;
  for (const [word, sr, sg, sb] of SHADES) {
    if (word === 'black' || word === 'white' || word === 'gray') continue; // a tint is never called grey
    const distance = difference(r - sr, g - sg, b - sb, (r + sr) / 2);
    if (distance < nearest) [best, nearest] = [word, distance];
  }
  return best;
}

/** Squared distance weighted as eyes do ("redmean"). */
function difference(dr: number, dg: number, db: number, meanRed: number): number {
  return (2 + meanRed / 256) * dr * dr + 4 * dg * dg + (2 + (255 - meanRed) / 256) * db * db;
}
