import { fieldOf } from './act-edit.js';

/** What an element is wired to, as the markup says it: where it leads, what it submits, what it opens. */
export interface Wiring {
  ref: number;
  /** Absolute address of a link. */
  href?: string;
  /** The link's file is saved, not shown. */
  download?: true;
  /** The form it belongs to. `index` counts the forms of its document from 1. */
  form?: FormWiring;
  /** Pressing it sends that form. */
  submits?: true;
  /** It says that it opens something on this page: a menu, a dialog, a folded part. */
  opens?: true;
  /** Type of the input where it is one, such as `search` or `password`. */
  input?: string;
  /** Changing it runs a handler of its own that may send something. */
  onChange?: true;
}

export interface FormWiring {
  index: number;
  name: string;
  /** As the form or the button has it in writing; absent where the page left it out, as forms do that a script sends. */
  method?: 'get' | 'post' | 'dialog';
  action: string;
  /** It asks for something to look for. */
  search: boolean;
}

/** The wiring of all elements that have any; `nodes[ref - 1]` is the node of a ref. */
export function wiringOf(nodes: readonly Element[]): Wiring[] {
  return nodes.flatMap((node, i) => {
    const wiring: Wiring = { ref: i + 1, ...ofLink(node), ...ofControl(node) };
    return Object.keys(wiring).length > 1 ? [wiring] : [];
  });
}

function ofLink(node: Element): Partial<Wiring> {
  const link = node.closest<HTMLAnchorElement>('a[href], area[href]');
  if (!link || typeof link.href !== 'string') return {};
  return { href: link.href, ...(link.hasAttribute('download') ? { download: true } : {}) };
}

const CONTROLS = 'button, input, select, textarea, summary, [aria-haspopup], [aria-expanded], [popovertarget], [role=tab]';

function ofControl(node: Element): Partial<Wiring> {
  const control = node.closest(CONTROLS) ?? fieldOf(node);
  const form = (control as Partial<HTMLInputElement>).form ?? undefined;
  const { type, formMethod } = control as Partial<Pick<HTMLInputElement, 'type' | 'formMethod'>>;
  const submits = form && (type === 'submit' || type === 'image') && /^(?:button|input)$/.test(control.localName);
  return {
    ...(form ? { form: describeForm(form, submits ? formMethod : undefined) } : {}),
    ...(submits ? { submits: true } : {}),
    ...(opens(control) ? { opens: true } : {}),
    ...(control.localName === 'input' ? { input: type } : {}),
    ...(control.hasAttribute('onchange') || control.hasAttribute('oninput') ? { onChange: true } : {}),
  };
}

const opens = (control: Element): boolean =>
  control.localName === 'summary' || control.matches('[aria-haspopup]:not([aria-haspopup=false]), [aria-expanded], [popovertarget], [role=tab]'); // prettier-ignore

function describeForm(form: HTMLFormElement, own = ''): FormWiring {
  const written = own || (form.getAttribute('method') ?? '').toLowerCase();
  const method = written === 'get' || written === 'post' || written === 'dialog' ? written : undefined;
  // `form.action` is a field where the form has one of that name.
  const action = new URL(form.getAttribute('action') ?? '', form.ownerDocument.baseURI).href;
  const search = form.matches('[role=search], [role=search] *') || form.querySelector('input[type=search]') !== null;
  const name = form.getAttribute('aria-label') ?? form.querySelector('legend, h1, h2, h3')?.textContent?.trim() ?? '';
  return {
    index: [...form.ownerDocument.forms].indexOf(form) + 1,
    name: name.replace(/\s+/g, ' ').slice(0, 80),
    ...(method || form.hasAttribute('action') ? { method: method ?? 'get' } : {}),
    action,
    search,
  };
}
