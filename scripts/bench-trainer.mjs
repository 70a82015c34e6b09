// Speed of the trainer on the reference model (3.4M parameters), beside Debian's PyTorch where python3-torch is installed.
// Usage: node scripts/bench-trainer.mjs [--threads N] [--json]   (after npm run build)
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { benchmarkTrainer } from '../dist/training/bench.js';

const option = (name) => process.argv[process.argv.indexOf(`--${name}`) + 1];
const threads = process.argv.includes('--threads') ? Number(option('threads')) : Math.min(2, os.availableParallelism());
const json = process.argv.includes('--json');

/** One JSON line of bench-torch.py, or undefined where PyTorch is not installed. */
function torch(length, batch) {
  const script = fileURLToPath(new URL('bench-torch.py', import.meta.url));
  for (const python of ['python3', '/usr/bin/python3']) {
    const result = spawnSync(python, [script, String(threads), String(batch), String(length)], { encoding: 'utf8' });
    if (result.status === 0) return JSON.parse(result.stdout);
  }
  return undefined;
}

const rows = [
  [256, 16],
  [512, 8],
].map(([length, batch]) => {
  const own = benchmarkTrainer({ threads, batch, length });
  const other = torch(length, batch);
  return { ...own, torch: other, ratio: other && own.tokensPerSecond / other.tokensPerSecond };
});
if (json) console.log(JSON.stringify(rows));
else
  for (const row of rows) {
    const speed = `${row.tokensPerSecond.toFixed(0)} tokens/s (${row.tokensPerCpuSecond.toFixed(0)} per CPU second)`;
    const beside = row.torch
      ? `PyTorch ${row.torch.tokensPerSecond.toFixed(0)}, ratio ${row.ratio.toFixed(2)}`
      : 'PyTorch is not installed';
    const shape = `${(row.parameters / 1e6).toFixed(1)}M, ${row.batch} x ${row.length}`;
    console.log(`trainer ${shape}, ${row.threads} threads, ${row.bf16 ? 'BF16' : 'F32'}: ${speed}; ${beside}`);
  }
console.log(json ? '' : `load ${os.loadavg()[0].toFixed(1)} on ${os.availableParallelism()} cores`);
