import { afterAll, describe, expect, it } from 'vitest';
import { BUILDERS, type BuilderName } from '../rows/index.js';
import { ATTEMPTS, fixtureStore } from '../rows/fixture.js';
import { exportLines, type ExportPlan } from './export-lines.js';

const store = fixtureStore();
afterAll(() => store.close());

function exported(plan: Partial<ExportPlan>) {
  const lines: unknown[] = [];
  const report = exportLines(store, { format: 'sft', splits: ['practice'], strictness: 0, ...plan }, (line) => lines.push(JSON.parse(line))); // prettier-ignore
  return { lines, report };
}

const FORMATS: Record<(typeof BUILDERS)[BuilderName]['makes'], ExportPlan['format']> = {
  ...{ answers: 'sft', texts: 'sft', pairs: 'dpo', judged: 'kto', steps: 'prm', values: 'value', forecasts: 'value' },
};

describe('exportLines', () => {
  it.each(Object.keys(BUILDERS) as BuilderName[])('writes what %s makes', (name) => {
    const { lines, report } = exported({ format: FORMATS[BUILDERS[name].makes], rows: [name] });
    expect(lines.length).toBeGreaterThan(0);
    expect(report).toMatchObject({ rows: lines.length, byBuilder: { [name]: lines.length }, attempts: ATTEMPTS.length });
  });

  it('traces every row back to an attempt and, where there is one, a step', () => {
    const ids = ATTEMPTS.map(({ id }) => id);
    for (const name of Object.keys(BUILDERS) as BuilderName[])
      for (const line of exported({ format: FORMATS[BUILDERS[name].makes], rows: [name], sources: true }).lines) {
        const { source } = line as { source: { builder: string; episodeId?: string; chosenStep?: { episodeId: string } } };
        expect(source.builder).toBe(name);
        expect(ids).toContain(source.episodeId ?? source.chosenStep?.episodeId);
      }
    expect(exported({}).lines[0]).not.toHaveProperty('source');
  });

  it('writes several builders, the same row once, in chat form too', () => {
    const { lines, report } = exported({ rows: ['success', 'reflected', 'world-model'], chat: true });
    expect(report.byBuilder).toEqual({ success: 12, 'world-model': 8 });
    expect(report.drops).toMatchObject({ masked: 1, failed: 2 });
    expect(lines.at(-1)).toMatchObject({ prompt: [{ role: 'user' }], completion: [{ role: 'assistant' }] });
  });

  it('refuses rows that the format has no form for, and names those that it has', () => {
    expect(() => exported({ format: 'dpo', rows: ['hindsight', 'world-model'] })).toThrow(
      expect.objectContaining({ code: 'EXPORT_ROWS', message: expect.stringMatching(/"world-model".*dpo.*preferences, hindsight/) as string }), // prettier-ignore
    );
  });
});
