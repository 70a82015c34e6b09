import { colourWord } from './colour.js';
import { cut, squeeze, tagOf } from './dom.js';

/** One shape of a drawing: what a person would call it. */
export interface Shape {
  element: Element;
  role: string;
  name: string;
  /** Colour of drawn text, where it is not black. */
  context: string;
  box: DOMRect;
}

const SHAPES = 'circle, ellipse, rect, polygon, polyline, line, path, text, image';
const HIDDEN = 'defs, clipPath, mask, symbol, pattern, marker';
/** Up to this many pixels a side a picture is an icon. */
const ICON_SIZE = 40;
/** From this ratio of areas on, people say small and large. */
const SIZE_RATIO = 1.6;

/** True for a drawing that is one sign rather than several shapes. */
export function isIcon(svg: Element, box: DOMRect): boolean {
  return (box.width <= ICON_SIZE && box.height <= ICON_SIZE) || svg.querySelector(SHAPES) === null;
}

/** The shapes of a drawing in drawing order, without its background and, unless `listens`, without bare lines. */
export function readShapes(svg: Element, frame: DOMRect, listens: (element: Element) => boolean): Shape[] {
  const view = svg.ownerDocument.defaultView!;
  const shapes: (Shape & { colour: string })[] = [];
  for (const element of svg.querySelectorAll(SHAPES)) {
    if (element.closest(HIDDEN) || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    const used = listens(element);
    const thin = box.width < 2 || box.height < 2;
    const background = box.width * box.height >= 0.9 * frame.width * frame.height;
    if (!used && (thin || background || /^(line|polyline)$/.test(tagOf(element)))) continue;
    const style = view.getComputedStyle(element);
    const colour = colourWord(style.fill) || colourWord(style.stroke);
    if (!colour && !used && tagOf(element) !== 'text') continue;
    shapes.push({ element, role: shapeRole(element, box), name: '', context: '', box, colour });
  }
  return shapes.map(({ colour, ...shape }) => ({ ...shape, ...nameShape(shape, colour, sizeWord(shape, shapes)) }));
}

function shapeRole(element: Element, box: DOMRect): string {
  switch (tagOf(element)) {
    case 'rect':
      return Math.abs(box.width - box.height) < 0.5 ? 'square' : 'rectangle';
    case 'polygon':
      return (element as SVGPolygonElement).points.numberOfItems === 3 ? 'triangle' : 'polygon';
    default:
      return tagOf(element);
  }
}

function nameShape(shape: Shape, colour: string, size: string): { name: string; context: string } {
  const title = squeeze(
    shape.element.getAttribute('aria-label') ?? shape.element.querySelector(':scope > title')?.textContent ?? '',
  );
  const looks = squeeze(`${size} ${colour}`);
  if (shape.role !== 'text') return { name: cut(title || looks), context: '' };
  return { name: cut(shape.element.textContent), context: squeeze(`${size} ${colour === 'black' ? '' : colour}`) };
}

/** `small` or `large` where shapes of one drawing differ clearly in size. */
function sizeWord(shape: Shape, all: readonly Shape[]): string {
  const extent = (one: Shape): number => (one.role === 'text' ? one.box.height ** 2 : one.box.width * one.box.height);
  const extents = all.filter((one) => (one.role === 'text') === (shape.role === 'text')).map(extent);
  const [least, most] = [Math.min(...extents), Math.max(...extents)];
  if (least <= 0 || most / least < SIZE_RATIO) return '';
  return extent(shape) ** 2 >= least * most ? 'large' : 'small';
}
