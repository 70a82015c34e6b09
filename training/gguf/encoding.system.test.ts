import { expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { loadGgml, TENSOR_TYPE } from '../ffi/index.js';
import { gaussian } from '../init/index.js';
import { decodeNumbers, encodeNumbers } from './index.js';

it.each(['F16', 'BF16', 'Q8_0'] as const)('encodes %s with the same bytes as ggml', (format) => {
  const random = createRandom(1);
  const edges = [
    0,
    -0,
    1,
    -1,
    65504,
    65519,
    -65504,
    6e-8,
    -5.9e-8,
    2.98e-8,
    6.1e-5,
    6.09e-5,
    1 / 3,
    1e-30,
    1e-10,
    0.00048852,
    2049,
    2051,
  ];
  const values = Float32Array.from({ length: 64 * 32 }, (_, i) => edges[i] ?? gaussian(random) * 10 ** random.integer(-6, 2));
  const expected = new Uint8Array(encodeNumbers(format, values).length);
  loadGgml().ggml_quantize_chunk(TENSOR_TYPE[format], values, expected, 0, 64, 32, null);
  expect(Buffer.from(encodeNumbers(format, values)).equals(expected)).toBe(true);
  const back = decodeNumbers(format, expected, values.length);
  expect(back.every((x, i) => Math.abs(x - values[i]) <= (format === 'Q8_0' ? 600 : Math.abs(values[i]) / 128 + 3e-8))).toBe(
    true,
  );
});
