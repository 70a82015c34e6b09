import type { Atom } from '../compose.js';
import type { Phrasings } from '../world.js';
import { holds } from './condition.js';

const ASK: Phrasings = {
  seen: ['set {label} to {time}', 'choose {time} as {label}', 'enter {time} for {label}', '{label} should be {time}', 'put "{time}" in {label}', '{time} as {label}', 'change {label} to {time}'],
  heldOut: ['let {label} be {time}', '{label} is at {time}'],
}; // prettier-ignore

/** A time of day: a native time input, a text field, or a list of half hours. */
export const timeAtom: Atom = {
  name: 'time',
  skills: ['time'],
  make(world, options) {
    const { random, dom } = world;
    const [wanted, other] = random.sample(HALF_HOURS, 2);
    const kind = random.pick(['time', 'time', 'text', 'select']);
    const start = random.chance(0.4) ? other : '';
    const control =
      kind === 'select'
        ? dom.select(
            options.label,
            HALF_HOURS.filter((time) => time === wanted || time === other || (time >= '08:00' && time <= '16:00')),
            other,
          )
        : dom.field(options.label, {
            value: start,
            ...(kind === 'time' ? { type: 'time', labelled: random.pick(['for', 'wrap', 'aria', 'text', 'row']) } : {}),
          });
    const phrase = options.asked ? world.phrase(ASK, { time: wanted, label: options.label }) : '';
    return holds({ control, wanted, phrase, short: wanted }, options);
  },
};

const HALF_HOURS = Array.from({ length: 48 }, (_, i) => `${String(i >> 1).padStart(2, '0')}:${i % 2 ? '30' : '00'}`);
