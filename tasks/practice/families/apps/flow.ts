import type { Condition } from '../../compose.js';
import { click, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { World } from '../../world.js';
import { message } from './kit.js';

export interface FlowPage {
  title: string;
  conditions: Condition[];
}

export interface FlowOptions {
  pages: FlowPage[];
  /** Text of the last button. */
  finish: string;
  /** A last page that sums up and leads back to each page. */
  review: boolean;
}

export interface Flow {
  met(): boolean;
  step(): OracleStep;
}

/**
 * Pages that follow each other, each a view of its own with buttons for on and (mostly) back. A page with an entry that
 * is missing or wrong in form does not let one go on and says why. The last button ends the page.
 */
export function flow(world: World, { pages, finish, review }: FlowOptions): Flow {
  const { dom, random } = world;
  const [forth, back] = random.pick([['Next', 'Back'], ['Continue', 'Previous'], ['Next step', 'Go back'], ['Proceed', 'Return'], ['Continue', '']]); // prettier-ignore
  const numbered = random.chance(0.4);
  world.reserve(finish, forth, back, 'Edit', ...pages.map((page) => page.title));
  const last = pages.length - (review ? 0 : 1);
  let at = 0;
  let keys: { on?: HTMLElement; back?: HTMLElement; edit: HTMLElement[] } = { edit: [] };
  let error = '';
  const open = (index: number): void => world.go(`step ${index + 1}`, () => view(index));
  const forward = (): void => {
    const wrong = pages[at]?.conditions.find((condition) => condition.problem?.());
    error = wrong ? complaint(wrong) : '';
    if (wrong) world.refresh();
    else if (at === last) world.submit();
    else open(at + 1);
  };
  const view = (index: number): void => {
    at = index;
    const on = dom.button(index === last ? finish : forth, forward).control;
    const toBack = index > 0 && back ? dom.button(back, () => world.back()).control : undefined;
    keys = { on, back: toBack, edit: [] };
    const title = index < pages.length ? pages[index].title : 'Summary';
    dom.add(dom.heading(numbered ? `${index + 1}/${last + 1} ${title}` : title));
    if (error) dom.add(message(world, error, 'alert'));
    error = '';
    if (index < pages.length)
      dom.layout(pages[index].conditions, { kind: random.pick(['block', 'block', 'flex', 'list'] as const) });
    else pages.forEach(summarize);
    dom.layout(random.shuffle([on, ...(toBack ? [toBack] : [])]), { kind: random.pick(['line', 'flex'] as const) });
  };
  const summarize = (page: FlowPage, index: number): void => {
    keys.edit[index] = dom.link('Edit', () => open(index)).control;
    const rows = page.conditions.flatMap(summaryOf);
    dom.add(dom.card(page.title, [...(rows.length ? [dom.pairs(rows)] : []), keys.edit[index]]));
  };
  world.show('step 1', () => view(0));
  const step = (): OracleStep => {
    const wrong = pages.findIndex((page) => page.conditions.some((condition) => !condition.met()));
    if (wrong === at) return pages[at].conditions.find((condition) => !condition.met())!.step()!;
    if (wrong < 0 || wrong > at) return click(keys.on!);
    if (keys.edit.length > 0) return click(keys.edit[wrong]);
    return keys.back ? click(keys.back) : { do: 'back' };
  };
  return { met: () => pages.every((page) => page.conditions.every((condition) => condition.met())), step };
}

const labelOf = (condition: Condition): string => condition.terse?.split(':')[0] ?? '';

const complaint = (condition: Condition): string => capital(`${labelOf(condition)} ${condition.problem!()}`.trim());

/** Label and present value of an entry, where it is a field or a list. */
function summaryOf(condition: Condition): [string, string][] {
  const field = condition.root.querySelector<HTMLInputElement>('select,textarea,input:not([type=checkbox]):not([type=radio])');
  return field && labelOf(condition) ? [[labelOf(condition), field.value || '-']] : [];
}
