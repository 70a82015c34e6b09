import type { Random } from '../../../core/random.js';

/** How one site looks: the style sheet of an episode. */
export interface Look {
  css: string;
}

/** A random style sheet: fonts, sizes, colours, borders, spacing. */
export function chooseLook(random: Random): Look {
  const font = random.pick([
    'Arial',
    'Verdana',
    'Georgia',
    'Times New Roman',
    'Courier New',
    'Trebuchet MS',
    'sans-serif',
    'serif',
    'system-ui',
  ]);
  const size = random.integer(11, 17);
  const dark = random.chance(0.1);
  const hue = random.integer(0, 359);
  const gap = random.integer(2, 12);
  const radius = random.pick([0, 0, 3, 4, 8, 20]);
  const width = random.pick(['auto', '600px', '760px', '900px']);
  const [ink, paper] = dark
    ? ['#eee', '#222']
    : ['#111', random.pick(['#fff', '#fff', '#fafafa', '#f4f6f8', `hsl(${hue},30%,97%)`])];
  const accent = `hsl(${hue},${random.integer(30, 80)}%,${random.integer(30, 50)}%)`;
  const rules = [
    `body{font:${size}px ${font};color:${ink};background:${paper};margin:${random.integer(0, 16)}px;max-width:${width}}`,
    `p,li,td,th,dd,dt,label,h1,h2,h3,h4{margin:${Math.ceil(gap / 2)}px 0;padding:${random.integer(0, 3)}px}`,
    `h1{font-size:1.5em}h2{font-size:1.3em}h3{font-size:1.1em}h4{font-size:1em}`,
    `.block>*{margin:${gap}px 0}.line>*{margin-right:${gap}px}`,
    `.flex{display:flex;flex-wrap:wrap;gap:${gap}px}.grid{display:grid;gap:${gap}px;grid-template-columns:repeat(${random.integer(2, 3)},auto)}`,
    `table{border-collapse:collapse}td,th{border:${random.integer(0, 1)}px solid #999;text-align:left}`,
    `.box{border:1px solid #aaa;border-radius:${radius}px;padding:${gap}px;margin:${gap}px 0}`,
    `a{color:${accent}}[role=button],.clickable{cursor:pointer}`,
    `.icon{display:inline-block;width:${random.integer(14, 24)}px;height:${random.integer(14, 24)}px;background:${accent};cursor:pointer;vertical-align:middle}`,
    `[hidden]{display:none!important}`,
    `.overlay{position:fixed;top:60px;left:60px;width:320px;z-index:10;background:${paper};border:2px solid ${accent};padding:12px}`,
  ];
  if (random.chance(0.6)) rules.push(buttonRule(random, accent, radius));
  if (random.chance(0.4))
    rules.push(
      `input:not([type=checkbox]):not([type=radio]),select,textarea{border:1px solid #888;border-radius:${Math.min(radius, 6)}px;padding:${random.integer(1, 6)}px}`,
    );
  return { css: rules.join('\n') };
}

function buttonRule(random: Random, accent: string, radius: number): string {
  const filled = random.chance(0.5);
  const colours = filled
    ? `background:${accent};color:#fff;border:0`
    : `background:transparent;color:${accent};border:1px solid ${accent}`;
  return `button,[type=submit],[type=button],[role=button]{${colours};border-radius:${radius}px;padding:${random.integer(2, 8)}px ${random.integer(4, 14)}px;display:inline-block}`;
}

/** Puts the style sheet of this episode in the place of the last one. */
export function applyLook(root: HTMLElement, look: Look): void {
  const document = root.ownerDocument;
  const sheet = document.head.querySelector('style') ?? document.head.appendChild(document.createElement('style'));
  sheet.textContent = look.css;
}
