import { BLANK } from './buttons.js';
import { element, type Kit } from './basic.js';

export type ShapeKind = 'circle' | 'square' | 'triangle' | 'rectangle' | 'star' | 'ellipse' | 'line' | 'pentagon';

/** A picture with an alternative text. */
export function image(kit: Kit, alt: string, size = kit.random.integer(24, 96)): HTMLImageElement {
  return element(kit, 'img', '', { alt, src: BLANK, width: String(size), height: String(size) });
}

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** An empty drawing; add `shape` results to it. */
export function drawing(kit: Kit, width: number, height: number): SVGSVGElement {
  const svg = kit.document.createElementNS(NAMESPACE, 'svg');
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  return svg;
}

/** A coloured shape for a drawing, inside the square at x, y. */
export function shape(kit: Kit, kind: ShapeKind, color: string, box: { x: number; y: number; size: number }): SVGElement {
  const { x, y, size } = box;
  const [tag, attributes] = geometry(kind, x, y, size);
  const made = kit.document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.setAttribute(kind === 'line' ? 'stroke' : 'fill', color);
  if (kind === 'line') made.setAttribute('stroke-width', '4');
  return made;
}

/** Letters or digits in a drawing. */
export function drawnText(kit: Kit, text: string, color: string, box: { x: number; y: number; size: number }): SVGElement {
  const made = kit.document.createElementNS(NAMESPACE, 'text');
  made.textContent = text;
  const attributes = { x: box.x, y: box.y + box.size, fill: color, 'font-size': box.size };
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

function geometry(kind: ShapeKind, x: number, y: number, size: number): [string, Record<string, string | number>] {
  const half = size / 2;
  const corners = (count: number, inner = 1): string =>
    Array.from({ length: count }, (_, i) => {
      const radius = half * (i % 2 === 1 ? inner : 1);
      const angle = (2 * Math.PI * i) / count - Math.PI / 2;
      return `${(x + half + radius * Math.cos(angle)).toFixed(1)},${(y + half + radius * Math.sin(angle)).toFixed(1)}`;
    }).join(' ');
  switch (kind) {
    case 'circle':
      return ['circle', { cx: x + half, cy: y + half, r: half }];
    case 'ellipse':
      return ['ellipse', { cx: x + half, cy: y + half, rx: half, ry: half * 0.6 }];
    case 'square':
      return ['rect', { x, y, width: size, height: size }];
    case 'rectangle':
      return ['rect', { x, y: y + size / 4, width: size, height: half }];
    case 'line':
      return ['line', { x1: x, y1: y, x2: x + size, y2: y + size }];
    case 'triangle':
      return ['polygon', { points: corners(3) }];
    case 'pentagon':
      return ['polygon', { points: corners(5) }];
    case 'star':
      return ['polygon', { points: corners(10, 0.45) }];
  }
}
