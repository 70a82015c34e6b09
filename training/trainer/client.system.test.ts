import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom, packageRoot } from '../../core/index.js';
import { Dataset, DatasetWriter } from '../data/index.js';
import { GgufFile, readModelFile } from '../gguf/index.js';
import { BpeEncoder, trainBpe } from '../tokenizer/index.js';
import { runTrainer, type TrainerEvent, type TrainingJobInput } from './index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'trainer-'));
const script = path.join(packageRoot, 'node_modules/.cache/trainer-test/child.mjs'); // inside the package, so that its imports resolve
const at = (name: string): string => path.join(folder, name);
const vocabulary = trainBpe([], { vocabSize: 384 });
const config = { vocab: 384, d: 32, layers: 2, heads: 1, ffn: 64, context: 80 };

function writeRows(file: string, count: number, seed: number): void {
  const encoder = new BpeEncoder(vocabulary);
  const random = createRandom(seed);
  const writer = new DatasetWriter(file);
  for (let i = 0; i < count; i++) {
    const word = Array.from({ length: 3 }, () => random.pick(['a', 'b', 'c', 'd'])).join('');
    const prompt = encoder.encode([{ token: '<|user|>' }, `say ${word}`, { token: '<|assistant|>' }]);
    writer.add({
      ids: [...prompt, ...encoder.encode([word, { token: '<|end|>' }])],
      promptLength: prompt.length,
      weight: 1,
      family: word[0],
    });
  }
  writer.close();
}

function job(name: string, more: Partial<TrainingJobInput> = {}): TrainingJobInput {
  return {
    out: at(name),
    start: { kind: 'structured', config, vocabulary: at('vocabulary.json') },
    train: [{ file: at('train.rows') }],
    validation: [at('validation.rows')],
    budget: { tokens: 12_000 },
    bf16: false,
    batchPositions: 640,
    progressSeconds: 0,
    checkpointSeconds: 0,
    learningRate: 4e-3,
    warmupSteps: 5,
    format: 'F32',
    snapshots: [0.5],
    card: { name: name, promptFormat: 'test-1' },
    ...more,
  };
}

async function run(input: TrainingJobInput, onEvent: (event: TrainerEvent) => void = () => {}): Promise<TrainerEvent[]> {
  const events: TrainerEvent[] = [];
  await runTrainer(input, { script, onEvent: (event) => (events.push(event), onEvent(event)) });
  return events;
}
const codeOf = (code: string): unknown => expect.objectContaining({ code });
const killAtStep =
  (name: string, step: number) =>
  (event: TrainerEvent): void => {
    if (event.type === 'checkpoint' && event.step === step)
      process.kill(Number(readFileSync(at(`${name}/trainer.pid`), 'utf8')), 'SIGKILL');
  };

beforeAll(async () => {
  const entry = path.join(packageRoot, 'training/trainer/child.ts');
  await build({ entryPoints: [entry], outfile: script, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  writeFileSync(at('vocabulary.json'), JSON.stringify(vocabulary));
  writeRows(at('train.rows'), 500, 1);
  writeRows(at('validation.rows'), 60, 2);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('runTrainer', () => {
  let whole: TrainerEvent[];

  it('trains to the end of its budget and writes a model', async () => {
    whole = await run(job('whole'));
    expect(whole[0]).toMatchObject({ type: 'start', resumed: false, trainRows: 500, validationRows: 60, tooLong: 0 });
    expect(new Set(whole.map((event) => event.type))).toEqual(
      new Set(['start', 'evaluation', 'progress', 'checkpoint', 'snapshot', 'done']),
    );
    const [first, ...later] = whole.filter((event) => event.type === 'evaluation');
    expect(later.at(-1)!.nll).toBeLessThan(first.nll * 0.7);
    expect(Object.keys(first.byFamily).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(readModelFile(at('whole/model.gguf'))).toMatchObject({ config, card: { name: 'whole', promptFormat: 'test-1' } });
    expect(existsSync(at('whole/snapshot-050.gguf'))).toBe(true);
    const logged = readFileSync(at('whole/events.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(logged).toEqual(whole);
  });

  it('ends with the same weights when killed with -9 and started again', async () => {
    await expect(run(job('killed'), killAtStep('killed', 7))).rejects.toEqual(codeOf('TRAINER_CRASHED'));
    const rest = await run(job('killed'));
    expect(rest[0]).toMatchObject({ type: 'start', resumed: true });
    const lossAt = (events: TrainerEvent[]): Map<number, number> =>
      new Map(events.flatMap((event) => (event.type === 'progress' ? [[event.step, event.loss]] : [])));
    for (const [step, loss] of lossAt(rest)) expect(loss).toBeCloseTo(lossAt(whole).get(step)!, 5);
    expect(readModelFile(at('killed/model.gguf')).weights).toEqual(readModelFile(at('whole/model.gguf')).weights);
  });

  it('saves and stops when aborted, and continues later', async () => {
    const controller = new AbortController();
    const stopping = runTrainer(job('stopped'), {
      script,
      signal: controller.signal,
      onEvent: (event) => event.type === 'progress' && event.step >= 4 && controller.abort(),
    });
    await expect(stopping).resolves.toMatchObject({ finished: false, file: at('stopped/checkpoint.bin') });
    await expect(runTrainer(job('stopped'), { script })).resolves.toMatchObject({
      finished: true,
      file: at('stopped/model.gguf'),
    });
  });

  it('saves and stops when its parent is gone', async () => {
    writeFileSync(at('orphan.json'), JSON.stringify(job('orphan', { budget: { minutes: 60 } })));
    const child = spawn(process.execPath, [script, at('orphan.json'), '--attached'], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdout.once('data', () => child.stdin.end());
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(existsSync(at('orphan/checkpoint.bin'))).toBe(true);
  });

  it('trains a finished model further', async () => {
    const events = await run(job('further', { start: { kind: 'gguf', file: at('whole/model.gguf') }, budget: { tokens: 2000 } }));
    const first = events.find((event) => event.type === 'evaluation');
    const last = whole.findLast((event) => event.type === 'evaluation');
    expect(first!.nll).toBeCloseTo(last!.nll, 4);
  });

  it('trains a finished model further with the moments of its run, without a warm-up', async () => {
    const checkpoint = at('whole/checkpoint.bin');
    const start = { kind: 'gguf' as const, file: at('whole/model.gguf'), checkpoint };
    const events = await run(job('on', { start, budget: { tokens: 2000 } }));
    const before = whole.findLast((event) => event.type === 'done')!;
    expect(events.find((event) => event.type === 'evaluation')).toMatchObject({ step: before.step, nll: before.evaluation!.nll });
    expect(events.findLast((event) => event.type === 'done')!.step).toBeGreaterThan(before.step);
  });

  it('lets the weight of prompt tokens fade', async () => {
    const lossWith = async (name: string, auxiliaryFloor: number): Promise<number> => {
      const events = await run(job(name, { auxiliaryFloor, promptWeight: 0.5, budget: { tokens: 4000 } }));
      return events.findLast((event) => event.type === 'progress')!.loss;
    };
    expect(await lossWith('faded', 0)).not.toBe(await lossWith('steady', 1));
    expect(await lossWith('steady-again', 1)).toBe(await lossWith('steady-too', 1));
  });

  it('compares with the model it starts from where rows bring no log-probs, also when killed and started again', async () => {
    const rows = new Dataset(at('train.rows'));
    const writer = new DatasetWriter(at('compared.rows'));
    for (let i = 0; i < rows.length; i++) {
      const kind = i % 2 ? 'nft-wrong' : 'nft-correct';
      writer.add({ ...rows.at(i), kind, successRate: 0.5 });
    }
    writer.close();
    const compared = (name: string): TrainingJobInput =>
      job(name, { train: [{ file: at('compared.rows') }], budget: { tokens: 6000 } });
    const events = await run(compared('compared'));
    const completed = new Dataset(at('compared/train-1.rows'));
    expect(completed.length).toBe(rows.length);
    expect(completed.at(7).referenceLogProbs).toHaveLength(4);
    expect(events.find((event) => event.type === 'start')).toMatchObject({ trainRows: 500, tooLong: 0 });
    await expect(run(compared('compared-killed'), killAtStep('compared-killed', 5))).rejects.toEqual(codeOf('TRAINER_CRASHED'));
    await run(compared('compared-killed'));
    const weights = (name: string): unknown => readModelFile(at(`${name}/model.gguf`)).weights;
    expect(weights('compared-killed')).toEqual(weights('compared'));
    const other = await run({ ...compared('other-reference'), reference: at('whole/model.gguf') });
    const loss = (list: TrainerEvent[]): number => list.find((event) => event.type === 'progress')!.loss;
    expect(loss(other)).toBeGreaterThan(loss(events) + 0.5); // the trained model found its own answers likelier
  });

  const further = (name: string, more: Partial<TrainingJobInput>): TrainingJobInput =>
    job(name, { start: { kind: 'gguf', file: at('whole/model.gguf') }, budget: { tokens: 6000 }, ...more });

  it('trains an adapter and leaves the model as it is, also when killed and started again', async () => {
    const adapted = (name: string): TrainingJobInput => further(name, { lora: { rank: 4, alpha: 8 } });
    const events = await run(adapted('adapted'));
    expect(events[0]).toMatchObject({ type: 'start', parameters: 2 * 4 * (4 * 64 + 3 * 96) });
    expect(events.at(-1)).toMatchObject({ type: 'done', file: at('adapted/model.gguf'), adapter: at('adapted/adapter.gguf') });
    const [merged, base] = [at('adapted/model.gguf'), at('whole/model.gguf')].map((file) => readModelFile(file).weights);
    expect(merged.get('token_embd.weight')).toEqual(base.get('token_embd.weight'));
    expect(merged.get('blk.1.ffn_up.weight')).not.toEqual(base.get('blk.1.ffn_up.weight'));
    await expect(run(adapted('adapted-killed'), killAtStep('adapted-killed', 4))).rejects.toEqual(codeOf('TRAINER_CRASHED'));
    await run(adapted('adapted-killed'));
    expect(readModelFile(at('adapted-killed/model.gguf')).weights).toEqual(merged);
    const [one, other] = ['adapted', 'adapted-killed'].map((name) => new GgufFile(at(`${name}/adapter.gguf`)));
    expect(one.tensor('blk.0.attn_q.weight.lora_b')).toEqual(other.tensor('blk.0.attn_q.weight.lora_b'));
    await expect(run({ ...adapted('adapted'), lora: { rank: 8, alpha: 8 } })).rejects.toEqual(codeOf('CHECKPOINT_MISMATCH'));
  });

  it('stops when the held-out loss no longer falls and keeps the best weights', async () => {
    const spoilt = { learningRate: 0.3, earlyStop: { patience: 2 }, evaluateEvery: 0.02, budget: { tokens: 100_000 } };
    const events = await run(further('early', spoilt));
    const done = events.find((event) => event.type === 'done')!;
    expect(done.tokens).toBeLessThan(50_000);
    const measured = events.filter((event) => event.type === 'evaluation');
    const best = measured.reduce((a, b) => (b.loss < a.loss ? b : a));
    expect(done).toMatchObject({ bestStep: best.step, evaluation: { loss: best.loss } });
    expect(measured.at(-1)!.loss).toBeGreaterThan(best.loss);
    const again = await run(job('early-best', { start: { kind: 'gguf', file: at('early/model.gguf') }, budget: { tokens: 1 } }));
    expect(again.find((event) => event.type === 'evaluation')!.loss).toBeCloseTo(best.loss, 4);
  });

  it('measures the loss that rows are trained with on held-out rows', async () => {
    const validation = [at('compared.rows')];
    const events = await run(further('held-out', { train: [{ file: at('compared.rows') }], validation, evaluateRows: 80 }));
    const [first, ...later] = events.filter((event) => event.type === 'evaluation');
    expect(events[0]).toMatchObject({ type: 'start', validationRows: 80 });
    expect(first.loss).toBeCloseTo(0, 4); // every ratio is still one
    expect(first.nll).toBeGreaterThan(0.01);
    expect(later.at(-1)!.loss).toBeLessThan(first.loss);
  });

  it('refuses a truncated checkpoint with one clear error', async () => {
    await run(job('truncated', { budget: { tokens: 2000 } }));
    const file = at('truncated/checkpoint.bin');
    truncateSync(file, statSync(file).size - 5);
    await expect(run(job('truncated'))).rejects.toEqual(codeOf('CHECKPOINT_INVALID'));
  });

  it('keeps the last good checkpoint when the disk is full', async () => {
    await run(job('full', { budget: { tokens: 2000 } }));
    const good = readFileSync(at('full/checkpoint.bin'));
    symlinkSync('/dev/full', at('full/checkpoint.bin.tmp'));
    await expect(run(job('full'))).rejects.toEqual(codeOf('DISK_FULL'));
    expect(readFileSync(at('full/checkpoint.bin')).equals(good)).toBe(true);
    expect(await run(job('full'))).toContainEqual(expect.objectContaining({ type: 'done' }));
  });

  it('lets only one process train in a folder', async () => {
    const controller = new AbortController();
    let second: Promise<unknown> | undefined;
    const first = runTrainer(job('busy', { budget: { minutes: 60 } }), {
      script,
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === 'start')
          second = run(job('busy'))
            .catch((error: unknown) => error)
            .finally(() => controller.abort());
      },
    });
    await expect(first).resolves.toMatchObject({ finished: false });
    expect(await second).toEqual(codeOf('TRAINING_BUSY'));
  });

  it('names a dataset that is missing', async () => {
    await expect(run(job('missing', { train: [{ file: at('none.rows') }] }))).rejects.toEqual(codeOf('DATASET_INVALID'));
  });

  it('says what to do when it has not been built', async () => {
    await expect(runTrainer(job('unbuilt'), { script: at('none.js') })).rejects.toEqual(codeOf('TRAINER_UNAVAILABLE'));
  });
});
