import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package's package.json, with a trailing separator; the same from sources and from `dist`. */
export const packageRoot: string = (() => {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    if (folder === path.dirname(folder)) throw new Error(`no package.json lies above ${fileURLToPath(import.meta.url)}`);
    folder = path.dirname(folder);
  }
  return folder + path.sep;
})();
