import tseslint from 'typescript-eslint';

/** Rules that catch mistakes or keep the style guide; layout belongs to Prettier, folders to dependency-cruiser. */
export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.autodidact/', 'tmp/', 'data/'] },
  ...tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'prefer-const': 'error',
      '@typescript-eslint/no-unused-expressions': ['error', { allowTernary: true, allowShortCircuit: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['warn', { max: 400 }],
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals or a zod enum.' },
      ],
      // Module-level `let` is state that two users of the module would share without knowing.
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config/ reads the environment.' },
      ],
    },
  },
  {
    // Floating promises need types, so only where a lost one loses work: the loop, the browser, the runner, the commands.
    files: ['agent/**/*.ts', 'tools/**/*.ts', 'tasks/**/*.ts', 'evaluation/**/*.ts', 'training/**/*.ts', 'cli/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { '@typescript-eslint/no-floating-promises': 'error' },
  },
  {
    files: ['config/**/*.ts', '**/*.test.ts', 'tests/**', 'scripts/**', 'examples/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  { files: ['cli/**', 'scripts/**', 'examples/**', 'training/**/child.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['eslint.config.js', 'vitest.config.ts', 'tests/global-setup.ts', '**/*.cjs', 'scripts/**'],
    rules: { 'no-restricted-exports': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
);
