import type { Locator as PageLocator, Page } from 'playwright';
import { normalizeText } from '../../core/index.js';
import type { Check } from '../../skills/index.js';
import { fillTemplate, type Locator } from '../../tools/index.js';

type Role = Parameters<Page['getByRole']>[0];

/** Roles of observations that browsers name otherwise. */
const ROLES: Readonly<Record<string, readonly Role[]>> = { select: ['combobox', 'listbox'], number: ['spinbutton'] };

/**
 * Reads a check from the page itself, with the accessible names and roles of Playwright instead of our walker and locators: a second
 * opinion for audits. Undefined where these do not tell one element, as with controls that are only styled to look like some.
 */
export async function readCheck(page: Page, check: Check): Promise<boolean | undefined> {
  switch (check.kind) {
    case 'text-present':
    case 'text-absent': {
      const text = page.getByText(fillTemplate(check.text, {})).filter({ visible: true });
      return (await text.count()) > 0 === (check.kind === 'text-present');
    }
    case 'url':
      return decodeURI(page.url()).includes(fillTemplate(check.contains, {}));
    case 'value': {
      const element = await only(page, check.target);
      const value = await element?.evaluate((one) =>
        one instanceof HTMLSelectElement
          ? [...one.selectedOptions].map(({ label }) => label).join(', ')
          : one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement
            ? one.value
            : undefined,
      );
      return value === undefined ? undefined : normalizeText(value) === normalizeText(fillTemplate(check.text, {}));
    }
    case 'state': {
      const element = await only(page, check.target);
      return element && element.evaluate(readState, check.state);
    }
    default:
      return undefined;
  }
}

/** The one element of a role and name; undefined where only surroundings tell it from others, which such a reading does not know. */
async function only(page: Page, { role, name, context, place }: Locator): Promise<PageLocator | undefined> {
  if (context !== '' || (place && place.of > 1)) return undefined;
  for (const one of ROLES[role] ?? [role as Role]) {
    const found = page.getByRole(one, { name: fillTemplate(name, {}), exact: true });
    if ((await found.count()) === 1) return found;
  }
  return undefined;
}

/** Runs in the page. */
function readState(element: Element, state: string): boolean | undefined {
  const flag = (attribute: string): boolean | undefined => {
    const value = element.getAttribute(attribute);
    return value === null ? undefined : value === 'true';
  };
  const box = element instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(element.type) ? element.checked : undefined;
  const checked = box ?? flag('aria-checked') ?? flag('aria-pressed');
  const open = flag('aria-expanded') ?? (element instanceof HTMLDetailsElement ? element.open : undefined);
  const not = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);
  if (state === 'checked') return checked;
  if (state === 'unchecked') return not(checked);
  if (state === 'selected') return flag('aria-selected') ?? flag('aria-current');
  if (state === 'open') return open;
  return state === 'closed' ? not(open) : undefined;
}
