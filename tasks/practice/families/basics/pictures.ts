import { click, refuse, stop, type Family } from '../../family.js';
import type { Phrasings, World } from '../../world.js';

const KINDS = ['circle', 'square', 'triangle', 'rectangle', 'ellipse'] as const;
const COLORS = ['red', 'blue', 'green', 'yellow', 'orange', 'purple', 'black'];

interface Drawn {
  kind: string;
  color: string;
  large: boolean;
  node: SVGElement;
}

/** A drawing of shapes in cells; small and large ones. */
function drawShapes(world: World, looks: Omit<Drawn, 'node'>[]): { drawing: SVGSVGElement; shapes: Drawn[] } {
  const { dom, random } = world;
  const columns = 4;
  const drawing = dom.drawing(columns * 60, Math.ceil(looks.length / columns) * 60);
  const shapes = looks.map((look, i): Drawn => {
    const size = look.large ? 52 : 22;
    const room = 58 - size;
    const box = {
      x: (i % columns) * 60 + random.integer(0, room),
      y: Math.floor(i / columns) * 60 + random.integer(0, room),
      size,
    };
    const node = dom.shape(look.kind as (typeof KINDS)[number], look.color, box);
    drawing.append(node);
    return { ...look, node };
  });
  return { drawing, shapes };
}

function someLooks({ random }: World, count: number): Omit<Drawn, 'node'>[] {
  return Array.from({ length: count }, () => ({
    kind: random.pick(KINDS),
    color: random.pick(COLORS),
    large: random.chance(0.5),
  }));
}

const SHAPE: Phrasings = {
  seen: ['Click the {size} {color} {kind}.', 'Press on the {size} {color} {kind}', '{size} {color} {kind}', 'Please click on the {kind} that is {size} and {color}.', 'Can you click the {color} {kind}, the {size} one?', 'Find the {size} {color} {kind} and click it.'],
  heldOut: ['Choose the {size} {kind} in {color}.', 'Point at the {size} {color} {kind}.', 'Where is the {size} {color} {kind}? Click.'],
}; // prettier-ignore

/** One shape of a drawing, by size, colour and kind. */
export const clickShape: Family = {
  name: 'click-shape',
  skills: ['click', 'shape', 'color'],
  recoverable: false,
  impossibleShare: 0.1,
  build(world) {
    const { dom, random, target } = world;
    const key = (one: Omit<Drawn, 'node'>): string => `${one.large} ${one.color} ${one.kind}`;
    const looks = [...new Map(someLooks(world, random.integer(4, 10)).map((one) => [key(one), one])).values()];
    const both = [{ ...looks[0], large: true }, { ...looks[0], large: false }, ...looks.slice(1)]; // so that sizes can be told apart
    const wanted = target.integer(0, 1);
    const shown = random.shuffle(both.filter((one, i) => i < 2 || key(one) !== key(both[wanted])).filter((_, i) => !world.impossible || i !== wanted)); // prettier-ignore
    const { drawing, shapes } = drawShapes(world, shown);
    const gone = !shapes.some((one) => key(one) === key(both[wanted]));
    let clicked = '';
    for (const one of shapes) {
      one.node.addEventListener('click', () => {
        clicked = key(one);
        world.submit();
      });
    }
    dom.add(drawing);
    const { kind, color, large } = both[wanted];
    return {
      goal: world.phrase(SHAPE, { kind, color, size: large ? (target.chance(0.5) ? 'large' : 'big') : 'small' }),
      ends: 'page',
      succeeded: () => clicked === key(both[wanted]),
      next: () => (gone ? refuse() : click(shapes.find((one) => key(one) === key(both[wanted]))!.node)),
    };
  },
};

const HOW_MANY: Phrasings = {
  seen: ['How many {what} are there?', 'Count the {what}.', 'Number of {what}?', 'Tell me how many {what} you see.', 'Please count all {what} and answer with the number.', 'I need to know the number of {what} in the picture.'],
  heldOut: ['What is the count of {what}?', 'The picture shows some {what}. How many?', 'Give me the total of {what}.'],
}; // prettier-ignore

/** How many shapes of a colour, of a kind, or of both there are. */
export const countShapes: Family = {
  name: 'count-shapes',
  skills: ['count', 'shape', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, random, target } = world;
    const colors = random.sample(COLORS, 3);
    const kinds = random.sample(KINDS, 3);
    const looks = Array.from({ length: random.integer(4, 12) }, () => ({
      kind: random.pick(kinds),
      color: random.pick(colors),
      large: random.chance(0.5),
    }));
    const { drawing, shapes } = drawShapes(world, looks);
    dom.add(drawing);
    const by = target.pick(['kind', 'color', 'both'] as const);
    const like = target.pick(shapes);
    const count = String(
      shapes.filter((one) => (by === 'color' || one.kind === like.kind) && (by === 'kind' || one.color === like.color)).length,
    );
    const what = `${by === 'kind' ? '' : `${like.color} `}${by === 'color' ? 'shapes' : `${like.kind}s`}`;
    return {
      goal: world.phrase(HOW_MANY, { what }),
      ends: 'stop',
      succeeded: (answer) => answer.trim() === count,
      next: () => stop(count),
    };
  },
};

const BOX: Phrasings = {
  seen: ['Click the {color} box.', 'Press {color}', 'Click on {color}.', 'Choose the colour {color}.', 'Which one is {color}? Click it.', 'Please pick the {color} field.', '{color}'],
  heldOut: ['I like {color}: take that box.', 'Go for the one in {color}.', 'Select what is {color}.'],
}; // prettier-ignore

/** Boxes that show nothing but a colour. */
export const clickColor: Family = {
  name: 'click-color',
  skills: ['click', 'color'],
  recoverable: false,
  impossibleShare: 0.1,
  build(world) {
    const { dom, random, target } = world;
    const colors = random.sample([...COLORS, 'pink', 'gray', 'brown'], random.integer(3, 6));
    const wanted = target.pick(colors);
    let clicked = '';
    const boxes = new Map(
      colors.map((color) => {
        const box = dom.element('div');
        box.style.cssText = `width:40px;height:40px;cursor:pointer;background:${color}`;
        box.addEventListener('click', () => {
          clicked = color;
          world.submit();
        });
        return [color, box];
      }),
    );
    if (world.impossible) boxes.delete(wanted);
    dom.layout([...boxes.values()], { kind: random.pick(['flex', 'grid', 'block']) });
    return {
      goal: world.phrase(BOX, { color: wanted }),
      ends: 'page',
      succeeded: () => clicked === wanted,
      next: () => (world.impossible ? refuse() : click(boxes.get(wanted)!)),
    };
  },
};
