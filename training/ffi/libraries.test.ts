import { expect, it } from 'vitest';
import { findLibraries, loadGgml } from './index.js';

const UNAVAILABLE = expect.objectContaining({ code: 'TRAINER_UNAVAILABLE' }) as unknown;

it('says so where there are no prebuilt libraries', () => {
  expect(() => findLibraries('sunos', 'sparc')).toThrow(UNAVAILABLE);
  expect(() => findLibraries('sunos', 'sparc')).toThrow(/sunos-sparc/);
});

it('names the platform package that is missing', () => {
  const [platform, arch, name] =
    process.platform === 'darwin' ? ['win32', 'x64', 'win-x64'] : ['darwin', 'arm64', 'mac-arm64-metal'];
  expect(() => findLibraries(platform, arch)).toThrow(UNAVAILABLE);
  expect(() => findLibraries(platform, arch)).toThrow(`@node-llama-cpp/${name}`);
});

it('says so when a library does not load', () => {
  expect(() => loadGgml({ folder: '/nowhere', base: '/nowhere/base.so', registry: '/nowhere/ggml.so' })).toThrow(UNAVAILABLE);
});
