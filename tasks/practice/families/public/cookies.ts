import { click, stop, type Family, type OracleStep } from '../../family.js';
import type { Dialog, Panels } from '../../dom/index.js';
import type { Phrasings, World } from '../../world.js';
import { goalOf, message } from '../apps/kit.js';
import { doing, flagMaker } from './kit.js';
import { listed } from '../shared.js';

const PURPOSES = [
  'Statistics', 'Marketing', 'Personalisation', 'Social media', 'Videos', 'Maps', 'Performance', 'Advertising', 'Research', 'Partners', 'Site chat', 'Location',
]; // prettier-ignore

const ASK_ONLY: Phrasings = {
  seen: ['Allow cookies for {names} only.', 'In the cookie settings, permit {names} and nothing more.', 'Of the optional cookies I accept just {names}.', 'Please set the cookies so that only {names} may be used', 'Accept {names}, refuse all other cookies that can be refused.', 'I am fine with {names}, but with no other cookies.'],
  heldOut: ['Whatever is not {names} or necessary must be off in the cookie choices.', 'This site may use cookies for {names}. Make sure everything else is refused.', 'Say no to all cookies except those for {names}.'],
}; // prettier-ignore
const ASK_NOT: Phrasings = {
  seen: ['Allow all cookies apart from {names}.', 'Accept cookies, but not those for {names}.', 'I do not want {names} cookies; all others are fine.', 'Permit everything but {names} in the cookie settings', 'Switch {names} off and leave all other cookies on.'],
  heldOut: ['Only {names} shall be refused when this site asks about cookies.', 'Cookies are no problem for me except for {names}.'],
}; // prettier-ignore
const ASK_NONE: Phrasings = {
  seen: ['Refuse all cookies that are not necessary.', 'I do not want optional cookies.', 'Reject every cookie except the necessary ones', 'Please decline all optional cookies.', 'Only necessary cookies, please.'],
  heldOut: ['This page should set no more cookies than it must.', 'Turn down whatever they want to track.'],
}; // prettier-ignore
const ASK_ALL: Phrasings = {
  seen: ['Accept all cookies.', 'Agree to all kinds of cookies.', 'I do not mind cookies, allow every kind', 'Please allow all cookies on this site.'],
  heldOut: ['They may set as many cookies as they like.', 'Say yes to whatever cookies are asked for.'],
}; // prettier-ignore

interface Wish {
  allowed: string[];
  ask: Phrasings;
  names: string[];
}

function drawWish({ target }: World, names: string[]): Wish {
  switch (target.pick(['only', 'only', 'only', 'not', 'not', 'none', 'none', 'all'])) {
    case 'all':
      return { allowed: names, ask: ASK_ALL, names: [] };
    case 'none':
      return { allowed: [], ask: ASK_NONE, names: [] };
    case 'not': {
      const not = target.sample(names, 1);
      return { allowed: names.filter((name) => !not.includes(name)), ask: ASK_NOT, names: not };
    }
    default: {
      const allowed = target.sample(names, target.integer(1, Math.min(2, names.length - 1)));
      return { allowed, ask: ASK_ONLY, names: allowed };
    }
  }
}

/** Answers a cookie dialog, by its details unless one button says it all; the choice can be changed later from the foot of the page. */
export const cookieChoices: Family = {
  name: 'cookie-choices',
  skills: ['dialog', 'switch', 'accordion', 'several-conditions'],
  recoverable: true,
  build(world) {
    const { dom, words, random, wording } = world;
    const folded = random.chance(0.35);
    const names = random.sample(PURPOSES, folded ? 3 : random.integer(3, 5));
    const wish = drawWish(world, names);
    const make = flagMaker(world);
    const flags = names.map((name) => make(name, random.chance(0.35)));
    const texts = names.map(() => words.sentence());
    const [accept, reject, details, save, reopen] = [
      random.pick(['Accept all', 'Allow all', 'Agree to all']), random.pick(['Reject all', 'Only necessary', 'Decline']),
      random.pick(['Settings', 'Customise', 'Manage choices', 'More options']), random.pick(['Save choices', 'Confirm selection', 'Save settings']), random.pick(['Cookie settings', 'Privacy choices', 'Change cookies']),
    ]; // prettier-ignore
    world.reserve(accept, reject, details, save, reopen);
    const canReject = random.chance(0.6);
    const necessary = dom.element('input', '', { type: 'checkbox', disabled: '', checked: '', 'aria-label': 'Necessary' });
    const panels: Panels | undefined = folded ? dom.accordion(names, names.map((_, i) => [dom.element('p', texts[i]), flags[i]])) : undefined; // prettier-ignore
    const described = random.chance(0.5);
    const rows = panels
      ? []
      : names.map((_, i) => dom.wrap('div', [flags[i], ...(described ? [dom.element('p', texts[i])] : [])]));
    const articles = Array.from({ length: random.integer(1, 3) }, () => dom.card(words.company(), [dom.element('p', words.paragraph(2))])); // prettier-ignore
    const [title, intro] = [random.pick(['We value your privacy', 'Cookies', 'Your privacy', 'This site uses cookies']), words.sentence()]; // prettier-ignore
    let state: 'banner' | 'details' | 'closed' = 'banner';
    let saved: string[] | undefined;
    let dialog: Dialog | undefined;
    let link: HTMLElement | undefined;
    const close = (allowed: string[]): void => {
      [saved, state] = [allowed, 'closed'];
      flags.forEach((one, i) => one.set(allowed.includes(names[i])));
      world.refresh();
    };
    const on = (): string[] => names.filter((_, i) => flags[i].value());
    const all = { label: accept, onClick: () => close(names) };
    const none = { label: reject, onClick: () => close([]) };
    const choose = { label: details, onClick: doing(world, () => void (state = 'details')) };
    const keep = { label: save, onClick: () => close(on()) };
    world.show('site', () => {
      [dialog, link] = [
        undefined,
        dom.link(
          reopen,
          doing(world, () => void (state = 'details')),
        ).control,
      ];
      dom.add(dom.heading('Welcome'), ...articles, ...(saved ? [message(world, 'Your choice was saved.')] : []));
      if (state === 'closed') dom.add(dom.wrap('footer', [link]));
      if (state === 'banner') dialog = dom.dialog(title, [dom.element('p', intro)], random.shuffle([all, choose, ...(canReject ? [none] : [])])); // prettier-ignore
      if (state !== 'details') return;
      const first = dom.wrap('div', [necessary, ' Necessary (always on)']);
      dialog = dom.dialog(title, [first, ...(panels ? [panels] : rows)], random.shuffle([keep, all]));
    });
    const press = (label: string): OracleStep => click(dialog!.buttons.find((one) => one.label === label)!.control);
    const same = (allowed: readonly string[]): boolean => names.every((name) => allowed.includes(name) === wish.allowed.includes(name)); // prettier-ignore
    const inDetails = (): OracleStep => {
      const at = names.findIndex((name, i) => (panels && !panels.seen().has(i)) || flags[i].value() !== wish.allowed.includes(name)); // prettier-ignore
      if (at < 0) return press(save);
      return panels?.step(at) ?? flags[at].step(wish.allowed.includes(names[at]))!;
    };
    const next = (): OracleStep => {
      if (state === 'closed') return saved && same(saved) ? stop() : click(link!);
      if (same(names)) return press(accept);
      if (state === 'details') return inDetails();
      return canReject && same([]) ? press(reject) : press(details);
    };
    const quoted = wish.names.map((name) => (wording.chance(0.4) ? `"${name}"` : name));
    const goal = goalOf(world, wish.ask, wish.names.length > 0 ? { names: listed(quoted) } : {});
    return { goal, ends: 'stop', succeeded: () => state === 'closed' && saved !== undefined && same(saved), next };
  },
};
