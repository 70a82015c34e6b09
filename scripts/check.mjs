// `npm run check`: format, lint, types, import rules, dead code and unit tests; under a minute. Two lanes, because most of the
// checks use one core. Prints a line per check and the whole output of what failed.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name, ...args) => [`node_modules/.bin/${name}`, args];
const lanes = [
  {
    types: bin('tsc', '--noEmit', '-p', '.'),
    'import rules': bin('depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err', '.'),
    'dead code': bin('knip', '--no-progress'),
    format: bin('prettier', '--check', '--cache', '--cache-location', 'node_modules/.cache/prettier', '--log-level', 'warn', '.'),
  },
  {
    lint: bin('eslint', '--cache', '--cache-location', 'node_modules/.cache/eslint/', '.'),
    'unit tests': bin('vitest', 'run', '--project', 'unit', '--reporter', 'dot'),
  },
];

function run([command, args]) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd: root, shell: process.platform === 'win32' });
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function runLane(lane) {
  let passed = true;
  for (const [name, command] of Object.entries(lane)) {
    const started = Date.now();
    const { code, output } = await run(command);
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    if (code !== 0 || /\bwarning\b/.test(output)) console.log(output);
    passed &&= code === 0;
  }
  return passed;
}

const started = Date.now();
const passed = (await Promise.all(lanes.map(runLane))).every(Boolean);
console.log(`${passed ? 'all checks passed' : 'checks failed'} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
process.exitCode = passed ? 0 : 1;
