import { defineConfig } from 'vitest/config';

/** `unit` needs nothing but Node; `system` drives the real browser, the real model and the real trainer. */
export default defineConfig({
  test: {
    globalSetup: ['tests/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['*/**/*.test.ts'],
          exclude: ['**/*.system.test.ts', 'tests/e2e/**', 'node_modules/**', 'dist/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['*/**/*.system.test.ts', 'tests/e2e/**/*.test.ts'],
          exclude: ['node_modules/**', 'dist/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
