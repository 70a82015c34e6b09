import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeTinyGguf } from '../../tests/fakes/tiny-gguf.js';
import { readGgufHeader, readModelHeader } from './gguf-file.js';

describe('the GGUF header', () => {
  let whole: string;
  let bytes: Buffer;
  beforeAll(() => {
    whole = writeTinyGguf({ promptFormat: 'compact-1' });
    bytes = readFileSync(whole);
  });
  const written = (name: string, content: string | Buffer): string => {
    const file = path.join(path.dirname(whole), name);
    writeFileSync(file, content);
    return file;
  };

  it('gives architecture, tensors and metadata', async () => {
    const header = await readModelHeader(whole);
    expect(header).toMatchObject({ architecture: 'llama', tensors: 20, fileBytes: bytes.length });
    expect(header.metadata['autodidact.prompt_format']).toBe('compact-1');
    expect(header.metadata['llama.rope.freq_base']).toBe(10000);
  });

  it('names a file that is not there', async () => {
    await expect(readGgufHeader('/nowhere/model.gguf')).rejects.toMatchObject({
      code: 'MODEL_FILE_MISSING',
      message: expect.stringContaining('/nowhere/model.gguf'),
    });
  });

  it.each([
    ['an empty file', () => '', /GGUF/],
    ['a picture', () => '\x89PNG\r\n\x1a\n and more', /does not start with "GGUF"/],
    ['a file cut in its header', () => bytes.subarray(0, 900), /in the middle of its header/],
    ['a file cut in its weights', () => bytes.subarray(0, bytes.length - 4096), /was cut short/],
    [
      'a version of the future',
      () => Buffer.concat([Buffer.from('GGUF'), Buffer.from([9, 0, 0, 0]), bytes.subarray(8)]),
      /version is 9/,
    ],
    [
      'counts that no file can have',
      () => Buffer.concat([bytes.subarray(0, 8), Buffer.alloc(16, 255), bytes.subarray(24)]),
      /in the middle of its header/,
    ],
  ])('refuses %s', async (_, content, problem) => {
    const file = written('broken.gguf', content());
    await expect(readModelHeader(file)).rejects.toMatchObject({
      code: 'MODEL_FILE_BROKEN',
      message: expect.stringMatching(problem),
    });
  });

  it('refuses a folder', async () => {
    await expect(readModelHeader(path.dirname(whole))).rejects.toMatchObject({ code: 'MODEL_FILE_BROKEN' });
  });

  it('refuses an adapter and a file without a tokenizer as a model', async () => {
    const changed = (from: string, to: string) => Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');
    const adapter = written(
      'adapter.gguf',
      changed(
        'general.name\x08\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00random',
        'general.type\x08\x00\x00\x00\x07\x00\x00\x00\x00\x00\x00\x00adapter',
      ),
    );
    await expect(readModelHeader(adapter)).rejects.toMatchObject({ message: expect.stringContaining('LoRA adapter') });
    const mute = written('mute.gguf', changed('tokenizer.ggml.model', 'tokenizer.gone.model'));
    await expect(readModelHeader(mute)).rejects.toMatchObject({ message: expect.stringContaining('no tokenizer') });
  });
});
