import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { CpuBackend, loadGgml } from '../ffi/index.js';
import { plainInitialisation } from '../init/index.js';
import { Trainer } from '../trainer/index.js';
import { adapterSpecs, Ops, parameterSpecs, ParameterStore, type Batch, type ModelConfig } from './index.js';
import { causalMasks } from './attention.js';
import { adaptedMatrices } from './config.js';
import { llamaLogits } from './model.js';
import { Tape, type Value } from './tape.js';

const config: ModelConfig = { vocab: 96, d: 64, layers: 2, heads: 2, ffn: 96, context: 256, ropeBase: 10_000, eps: 1e-5 };
const weights = plainInitialisation(config, createRandom(1), 0.15); // large enough that attention is not uniform

function randomBatch(length: number, seed = 7): Batch {
  const random = createRandom(seed);
  const shape = { batch: 2, length, targets: 64 };
  return {
    shape,
    tokens: Int32Array.from({ length: shape.batch * length }, () => random.integer(0, config.vocab - 1)),
    targetRows: Int32Array.from({ length: 64 }, (_, i) => Math.floor((i * shape.batch * length) / 64)),
    targetIds: Int32Array.from({ length: 64 }, () => random.integer(0, config.vocab - 1)),
  };
}

/** Loss and gradients by ggml's own reverse mode over the same forward pass in one block. */
function referenceGradients(batch: Batch): { loss: number; gradients: Map<string, Float32Array> } {
  const ggml = loadGgml();
  const backend = new CpuBackend(ggml, 1);
  const parameters = new ParameterStore(backend, parameterSpecs(config));
  parameters.write('weight', weights);
  const { batch: rows, length, targets } = batch.shape;
  const nodes = 4096;
  const ops = new Ops(ggml, ggml.createContext(nodes * 2, 2));
  const inputs = {
    tokens: ops.input('I32', rows * length),
    positions: ops.input('I32', rows * length),
    masks: [ops.input('F32', length, length)],
    targets: ops.input('I32', targets),
  };
  const labels = ops.input('F32', config.vocab, targets);
  const tape = new Tape(ops, false);
  const leaves = new Map<string, Value>(parameters.list.map((p) => [p.name, tape.leaf(p.weight, true)]));
  const logits = llamaLogits(tape, config, (name) => leaves.get(name)!, inputs, { ...batch.shape, block: length });
  const loss = ops.output(ops.crossEntropy(logits.tensor, labels));
  ggml.ggml_set_loss(loss);
  const graph = ops.graph([loss], nodes, true);
  ggml.ggml_build_backward_expand(ops.context, graph, null);
  for (const p of parameters.list)
    ggml.ggml_build_forward_expand(graph, ops.copy(ggml.ggml_graph_get_grad(graph, p.weight), p.gradient));
  ggml.ggml_gallocr_alloc_graph(ggml.ggml_gallocr_new(ggml.ggml_backend_get_default_buffer_type(backend.handle)), graph);

  const onehot = new Float32Array(config.vocab * targets);
  batch.targetIds.forEach((id, i) => (onehot[i * config.vocab + id] = 1));
  backend.write(inputs.tokens, batch.tokens);
  backend.write(
    inputs.positions,
    Int32Array.from({ length: rows * length }, (_, i) => i % length),
  );
  backend.write(inputs.masks[0], causalMasks(length, length)[0]);
  backend.write(inputs.targets, batch.targetRows);
  backend.write(labels, onehot);
  backend.write(ggml.ggml_graph_get_grad(graph, loss), Float32Array.of(1));
  backend.compute(graph);
  return { loss: backend.read(loss, 1)[0], gradients: parameters.read('gradient') };
}

/** Largest difference of any parameter, relative to that parameter's largest gradient. */
function worstDifference(actual: ReadonlyMap<string, Float32Array>, expected: ReadonlyMap<string, Float32Array>): number {
  const worst = [...expected].map(([name, values]) => {
    const found = actual.get(name)!;
    const largest = values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    return values.reduce((most, x, i) => Math.max(most, Math.abs(x - found[i])), 0) / largest;
  });
  return Math.max(...worst);
}

describe('gradients', () => {
  const trainers: Trainer[] = [];
  const gradients = (
    batch: Batch,
    options: { bf16?: boolean; causalBlocks?: boolean } = {},
  ): { loss: number; gradients: Map<string, Float32Array> } => {
    const trainer = new Trainer({ config, threads: 1, bf16: false, ...options });
    trainers.push(trainer);
    trainer.setWeights(weights);
    return { loss: trainer.computeGradients(batch), gradients: trainer.gradients() };
  };
  const sum = (terms: [number, Map<string, Float32Array>][]): Map<string, Float32Array> =>
    new Map(
      [...terms[0][1]].map(([name, first]) => [
        name,
        first.map((_, i) => terms.reduce((s, [w, g]) => s + w * g.get(name)![i], 0)),
      ]),
    );
  afterAll(() => trainers.forEach((trainer) => trainer.close()));

  it('equal those of ggml for a short sequence', () => {
    const reference = referenceGradients(randomBatch(64));
    const own = gradients(randomBatch(64));
    expect(own.loss).toBeCloseTo(reference.loss, 5);
    expect(worstDifference(own.gradients, reference.gradients)).toBeLessThan(2e-5);
  });

  it('equal those of ggml for a long sequence, with and without causal blocks', () => {
    const reference = referenceGradients(randomBatch(192)).gradients;
    expect(worstDifference(gradients(randomBatch(192)).gradients, reference)).toBeLessThan(2e-5);
    expect(worstDifference(gradients(randomBatch(192), { causalBlocks: false }).gradients, reference)).toBeLessThan(2e-5);
  });

  it('stay within a few percent in BF16', () => {
    const reference = gradients(randomBatch(192)).gradients;
    expect(worstDifference(gradients(randomBatch(192), { bf16: true }).gradients, reference)).toBeLessThan(0.05);
  });

  it('are the weighted mean of the gradients of single targets', () => {
    const all = randomBatch(64);
    const only = (index: number): Map<string, Float32Array> =>
      gradients({ ...all, weights: Float32Array.from({ length: 64 }, (_, i) => (i === index ? 1 : 0)) }).gradients;
    const mixed = gradients({ ...all, weights: Float32Array.from({ length: 64 }, (_, i) => (i === 3 ? 3 : i === 40 ? -1 : 0)) });
    expect(
      worstDifference(
        mixed.gradients,
        sum([
          [0.75, only(3)],
          [-0.25, only(40)],
        ]),
      ),
    ).toBeLessThan(2e-5);
  });

  it('of an adapter are those of the merged model, carried over to its factors', () => {
    const lora = { rank: 4, alpha: 6 };
    const random = createRandom('adapter');
    const adapter = new Map(
      adapterSpecs(config, lora).map(({ name, size }) => [
        name,
        Float32Array.from({ length: size }, () => random.next() * 0.4 - 0.2),
      ]),
    );
    const adapted = new Trainer({ config, threads: 1, bf16: false, lora });
    const merged = new Trainer({ config, threads: 1, bf16: false });
    trainers.push(adapted, merged);
    adapted.setWeights(weights);
    adapted.setAdapter(adapter);
    merged.setWeights(adapted.weights());
    expect(adapted.computeGradients(randomBatch(64))).toBeCloseTo(merged.computeGradients(randomBatch(64)), 5);
    const found = adapted.gradients();
    const full = merged.gradients();
    expect([...found.keys()]).toEqual([...adapter.keys()]);
    const expected = new Map<string, Float32Array>();
    for (const { name, inner, outer } of adaptedMatrices(config)) {
      const [a, b, dw] = [adapter.get(`${name}.lora_a`)!, adapter.get(`${name}.lora_b`)!, full.get(name)!];
      const [da, db] = [new Float32Array(a.length), new Float32Array(b.length)];
      for (let o = 0; o < outer; o++)
        for (let k = 0; k < 4; k++)
          for (let i = 0; i < inner; i++) {
            da[k * inner + i] += 1.5 * b[o * 4 + k] * dw[o * inner + i];
            db[o * 4 + k] += 1.5 * a[k * inner + i] * dw[o * inner + i];
          }
      expected.set(`${name}.lora_a`, da).set(`${name}.lora_b`, db);
    }
    expect(worstDifference(found, expected)).toBeLessThan(1e-4);
  });

  it('vanish when every weight is zero', () => {
    const none = gradients({ ...randomBatch(64), weights: new Float32Array(64) });
    expect(none.loss).toBeCloseTo(0, 10);
    for (const values of none.gradients.values()) expect(values.every((x) => x === 0)).toBe(true);
  });

  it('do not depend on what shapes were computed before', () => {
    const trainer = new Trainer({ config, threads: 1, bf16: false });
    trainers.push(trainer);
    trainer.setWeights(weights);
    const short = randomBatch(64);
    trainer.computeGradients(short);
    const first = trainer.gradients();
    trainer.computeGradients(randomBatch(192)); // larger: the shared memory moves
    trainer.computeGradients(randomBatch(96));
    trainer.computeGradients(short);
    expect(worstDifference(trainer.gradients(), first)).toBe(0);
  });
});
