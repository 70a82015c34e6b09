import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadModel, registeredModels } from './load.js';

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'autodidact-models-'));
  Object.entries(files).forEach(([name, content], i) => {
    writeFileSync(path.join(folder, name), content);
    utimesSync(path.join(folder, name), i + 1, i + 1);
  });
  return folder;
}

describe('model names', () => {
  it('are read from the registry', () => {
    const modelsFolder = folderWith({ 'a.gguf': '', 'b.gguf': '', 'registry.json': '{"seed":"a.gguf","old":"b.gguf"}' });
    expect(registeredModels(modelsFolder)).toEqual({
      seed: path.join(modelsFolder, 'a.gguf'),
      old: path.join(modelsFolder, 'b.gguf'),
    });
  });

  it('without a registry are the newest file as seed', () => {
    const modelsFolder = folderWith({ 'b.gguf': '', 'a.gguf': '', 'notes.md': '' });
    expect(registeredModels(modelsFolder)).toEqual({ seed: path.join(modelsFolder, 'a.gguf') });
    expect(registeredModels('/nowhere')).toEqual({});
  });

  it('lead to the right kind of model', async () => {
    const modelsFolder = folderWith({ 'a.gguf': 'not really' });
    await expect(loadModel('seed', { modelsFolder })).rejects.toMatchObject({ code: 'MODEL_FILE_BROKEN' });
    await expect(loadModel('/nowhere/x.gguf', { modelsFolder })).rejects.toMatchObject({ code: 'MODEL_FILE_MISSING' });
    expect((await loadModel('openai:any', { modelsFolder, baseUrl: 'http://127.0.0.1:9' })).id).toBe('openai:any');
  });

  it('that nobody knows are refused with the known ones', async () => {
    await expect(loadModel('sede', { modelsFolder: folderWith({ 'a.gguf': '' }) })).rejects.toMatchObject({
      code: 'MODEL_UNKNOWN',
      message: expect.stringContaining('are seed'),
    });
    const modelsFolder = folderWith({ 'registry.json': '[1]' });
    await expect(loadModel('seed', { modelsFolder })).rejects.toMatchObject({
      code: 'MODEL_UNKNOWN',
      message: expect.stringContaining('registry.json'),
    });
  });
});
