// Entry of the script that runs inside pages, before their own scripts: installs `window.__autodidact` once per document.
import { createActing } from './act-page.js';
import { recordListeners } from './listeners.js';
import type { WalkOptions } from './types.js';
import { walk } from './walk.js';

function install(): void {
  if ('__autodidact' in window) return;
  const listeners = recordListeners(window);
  const look = (options?: WalkOptions): ReturnType<typeof walk> =>
    walk({ listeners: listeners.click, hoverListeners: listeners.hover, pressListeners: listeners.press, ...options });
  const value = { walk: look, listeners, acting: createActing(look) };
  Object.defineProperty(window, '__autodidact', { value, enumerable: false });
}

install();
