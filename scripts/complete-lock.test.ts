import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Lock {
  packages: Record<
    string,
    { version?: string; resolved?: string; os?: string[]; cpu?: string[]; optionalDependencies?: Record<string, string> }
  >;
}

const { completeLock } = (await import('./complete-lock.mjs' as string)) as {
  completeLock(lock: Lock): { added: string[]; unresolved: number };
};

it('adds the platform packages that a registry left out, and takes registry addresses away', () => {
  const optionalDependencies = { '@x/mac-arm64': '1.2.3', '@x/linux-x64': '1.2.3' };
  const lock: Lock = {
    packages: {
      'node_modules/x': { version: '1.2.3', resolved: 'https://registry.example/x.tgz', optionalDependencies },
      'node_modules/@x/linux-x64': { version: '1.2.3' },
    },
  };
  expect(completeLock(lock)).toEqual({ added: ['node_modules/@x/mac-arm64'], unresolved: 1 });
  expect(lock.packages['node_modules/@x/mac-arm64']).toMatchObject({ version: '1.2.3', os: ['darwin'] });
  expect(completeLock(lock)).toEqual({ added: [], unresolved: 0 });
});

it('has nothing to do on the lock file of this package', () => {
  const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as Lock;
  expect(completeLock(lock)).toEqual({ added: [], unresolved: 0 });
});
