// The import table of the style guide, as rules. Rows: a folder and the folders it may import; imports point up only.
const table = {
  core: [],
  config: ['core'],
  tools: ['core'],
  tasks: ['core', 'tools'],
  memory: ['core'],
  skills: ['core', 'tools', 'memory'],
  reflection: ['core', 'memory'],
  agent: ['core', 'config', 'tools', 'memory', 'skills', 'reflection'],
  evaluation: ['core', 'config', 'tools', 'tasks', 'memory', 'skills', 'reflection', 'agent'],
  training: ['core', 'config', 'tools', 'tasks', 'memory', 'skills', 'reflection', 'agent', 'evaluation'],
  inspector: ['core', 'config', 'memory', 'skills', 'agent'],
};
const folders = [...Object.keys(table), 'cli'];
const any = (names) => `^(${names.join('|')})/`;

/** Whole-run tests may reach up the table for a real task, model or trainer. */
const WHOLE_RUN = '\\.system\\.test\\.ts$';

/** Code that runs inside web pages. */
const IN_PAGE = '^(tools/page|tasks/practice)/';

/** Packages that only these places may know. */
const owners = {
  'playwright|playwright-core': '^(tools|tasks|evaluation)/',
  'better-sqlite3|hnswlib-node': '^memory/',
  '@langchain/langgraph': '^agent/graph[^/]*\\.ts$',
  '@langchain/langgraph-checkpoint|@langchain/langgraph-checkpoint-sqlite':
    '^(agent/graph[^/]*\\.ts$|memory/checkpoint[^/]*\\.ts$)',
  'langchain|@langchain/core|@langchain/openai|node-llama-cpp': '^agent/models/',
  koffi: '^training/',
  commander: '^cli/',
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(table).map(([folder, allowed]) => ({
      name: `${folder}-imports-up`,
      comment: `${folder}/ may import ${allowed.join(', ') || 'no other folder'}; anyone may "import type" from config/.`,
      severity: 'error',
      from: { path: `^${folder}/`, pathNot: WHOLE_RUN },
      to: { path: any(folders.filter((other) => other !== folder && other !== 'config' && !allowed.includes(other))) },
    })),
    {
      name: 'settings-arrive-as-arguments',
      comment: 'Only entry points load config/; everyone else may only "import type" from it.',
      severity: 'error',
      from: { pathNot: ['^(config|cli|agent|evaluation|training|inspector|tests|scripts)/', WHOLE_RUN] },
      to: { path: '^config/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'through-the-index',
      comment: "Other folders import a folder's index.ts, which names what is public, and nothing inside it.",
      severity: 'error',
      from: { path: '^([^/]+)/', pathNot: IN_PAGE },
      to: { path: any(folders), pathNot: ['^$1/', '^[^/]+/index\\.ts$'] },
    },
    {
      name: 'through-the-index-in-page',
      comment: 'Code that is bundled into pages may take single files of core, so that the bundle stays free of Node and zod.',
      severity: 'error',
      from: { path: IN_PAGE },
      to: { path: any(folders), pathNot: ['^(tools|tasks)/', '^core/[^/]+\\.ts$'] },
    },
    {
      name: 'inspector-knows-no-node',
      severity: 'error',
      from: { path: '^inspector/' },
      to: { path: '^agent/', pathNot: '^agent/(index|create-agent)\\.ts$' },
    },
    {
      name: 'core-needs-zod-only',
      severity: 'error',
      from: { path: '^core/', pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules/', pathNot: 'node_modules/(zod|@types/node)/' },
    },
    ...Object.entries(owners).map(([packages, owner]) => ({
      name: `who-knows-${packages.split('|')[0].replace(/\W+/g, '-')}`,
      comment: `Only ${owner} may import ${packages}.`,
      severity: 'error',
      from: { pathNot: [owner, '\\.test\\.ts$', '^(scripts|tests|examples)/', '^vitest\\.config\\.ts$'] },
      to: { path: `node_modules/(${packages})/` },
    })),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: 'autodidact' } },
    {
      name: 'declared',
      comment: 'A package that is used is a dependency of package.json, not of a dependency.',
      severity: 'error',
      from: { path: any(folders), pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.autodidact)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
