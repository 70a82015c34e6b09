/** Other names that people give to keys. */
const ALIASES: Record<string, string> = {
  return: 'Enter',
  esc: 'Escape',
  del: 'Delete',
  spacebar: 'Space',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  pgup: 'PageUp',
  pgdn: 'PageDown',
  ctrl: 'Control',
  cmd: 'Meta',
  command: 'Meta',
  option: 'Alt',
};

/** The browser's name of a key or chord: `ctrl+a` is `Control+a`, `esc` is `Escape`. Unknown names stay as they are. */
export function keyName(key: string): string {
  if (key === '+') return key;
  return key
    .split('+')
    .map((part) => ALIASES[part.toLowerCase()] ?? part)
    .join('+');
}
