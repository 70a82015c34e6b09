import { click, refuse, type Family } from '../../family.js';
import type { Phrasings } from '../../world.js';

const ASK: Phrasings = {
  seen: [
    'Click the "{name}" button.',
    'Press {name}',
    'Click on {name}.',
    'Push the button labelled "{name}"',
    'Please click "{name}"',
    'Hit {name}.',
  ],
  heldOut: ['Use the {name} button.', 'Activate "{name}".'],
};

/** One of several buttons; the first press ends the page. */
export const clickButton: Family = {
  name: 'click-button',
  skills: ['click'],
  recoverable: false,
  impossibleShare: 0.08,
  build(world) {
    const { dom, words, random, target } = world;
    const names = words.distinct(random.integer(2, 7), words.button);
    const wanted = target.integer(0, names.length - 1);
    let pressed = -1;
    const press = (index: number): void => {
      pressed = index;
      world.submit();
    };
    const buttons = names.map((name, i) => dom.button(name, () => press(i)));
    dom.layout(buttons.filter((_, i) => !world.impossible || i !== wanted));
    return {
      goal: world.phrase(ASK, { name: names[wanted] }),
      ends: 'page',
      succeeded: () => pressed === wanted,
      next: () => (world.impossible ? refuse() : click(buttons[wanted].control)),
    };
  },
};
