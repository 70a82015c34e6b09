import { existsSync, statSync } from 'node:fs';
import { Command } from 'commander';
import { AgentError } from '../core/index.js';
import type { CommandContext, Execute } from './context.js';
import type { ModelRegistry } from '../memory/index.js';
import { localTime, megabytes, table } from './format.js';
import type { NamedModel } from './model-files.js';
import { judgeCommand } from './models-judge.js';
import { shared } from './options.js';

/** `autodidact models list|show|judge|promote|rollback|history|examine`: what `--model` can name. */
export function modelsCommand(execute: Execute): Command {
  const models = new Command('models').description('the models that have a name here');
  models
    .command('list')
    .description('shipped models and those raised on this machine')
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact models list')
    .action((options: { json?: boolean }) => execute((context) => list(context, options)));
  models
    .command('show <model>')
    .description('one model: its file, its shape, and its card; a name or a GGUF file')
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact models show seed')
    .action((model: string, options: { json?: boolean }) => execute((context) => show(context, model, options)));
  models
    .command('promote <model>')
    .description('use this model where none is named; a cycle does so when its gate says that the model is better')
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact models promote mine')
    .action((model: string, options: { json?: boolean }) => execute((context) => promote(context, model, options)));
  models.addCommand(judgeCommand(execute));
  models
    .command('rollback')
    .description('undo the last promotion')
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact models rollback')
    .action((options: { json?: boolean }) => execute((context) => rollback(context, options)));
  models
    .command('history')
    .description('every promotion and its reason, newest last')
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact models history')
    .action((options: { json?: boolean }) => execute((context) => history(context, options)));
  models
    .command('examine <model>')
    .description('whether a chat model may judge steps: do its answers depend on the order or the wording of the question?')
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact models examine openai:qwen3-4b --json')
    .action((model: string, options: { json?: boolean }) =>
      execute(async (context) => (await import('./models-examine.js')).examineModel(context, model, options)),
    );
  return models;
}

async function withModels<T>(context: CommandContext, work: (models: ModelRegistry) => T): Promise<T> {
  const { withParts } = await import('./parts.js');
  return withParts(context, (parts) => Promise.resolve(work(parts.store().models)));
}

async function promote(context: CommandContext, name: string, { json }: { json?: boolean }): Promise<void> {
  const model = name === 'seed' ? undefined : name;
  await withModels(context, (models) => models.promote({ ...(model ? { model } : {}), why: 'by hand', at: Date.now() }));
  context.print(json ? JSON.stringify({ promoted: name }) : `${name} is used from now on.`);
}

async function rollback(context: CommandContext, { json }: { json?: boolean }): Promise<void> {
  const { undone, now } = await withModels(context, (models) => {
    const undone = models.rollback(Date.now());
    return { undone, now: models.promotions().at(-1)?.model ?? 'seed' };
  });
  if (!undone) throw new AgentError('MODEL_UNKNOWN', 'No model was promoted here, so there is nothing to undo. "autodidact models history" shows what was.'); // prettier-ignore
  context.print(json ? JSON.stringify({ undone, now }) : `${now} is used again, in place of ${undone.model ?? 'seed'}.`);
}

async function history(context: CommandContext, { json }: { json?: boolean }): Promise<void> {
  const all = await withModels(context, (models) => models.promotions());
  if (json) return context.print(JSON.stringify(all));
  if (all.length === 0) return context.print('No model was promoted here: the shipped one is in use.');
  context.print(table([['when', 'model', 'why'], ...all.map(({ at, model, why }) => [localTime(at), model ?? 'seed', why])]));
}

async function list(context: CommandContext, { json }: { json?: boolean }): Promise<void> {
  const { namedModels } = await import('./model-files.js');
  const found = namedModels(context.config).map((model) => ({
    ...model,
    bytes: existsSync(model.file) ? statSync(model.file).size : undefined,
  }));
  if (json) return context.print(JSON.stringify(found));
  if (found.length === 0) return context.print('No model yet. Raise one: autodidact raise --name mine');
  const rows = found.map(({ name, source, bytes, file }: NamedModel & { bytes?: number }) => [
    name,
    source,
    bytes === undefined ? 'missing' : megabytes(bytes),
    file,
  ]);
  context.print(table([['name', 'from', 'size', 'file'], ...rows]));
}

async function show(context: CommandContext, model: string, { json }: { json?: boolean }): Promise<void> {
  const [{ modelFile, namedModels }, { readModelHeader }] = await Promise.all([
    import('./model-files.js'),
    import('../agent/index.js'),
  ]);
  const file = modelFile(context.config, model);
  if (!file) {
    const names = namedModels(context.config).map(({ name }) => name);
    throw new AgentError(
      'MODEL_UNKNOWN',
      `"${model}" is neither a file nor a named model. Named are: ${names.join(', ') || 'none'}.`,
    );
  }
  const { architecture, fileBytes, metadata, tensors } = await readModelHeader(file);
  const { 'autodidact.card': text, ...rest } = metadata;
  const card = text === undefined ? undefined : readCard(String(text));
  if (json)
    return context.print(JSON.stringify({ name: model, file, bytes: fileBytes, architecture, tensors, metadata: rest, card }));
  const shape = Object.entries(rest).filter(
    ([key]) => key.startsWith(`${architecture}.`) || key.startsWith('general.') || key.startsWith('autodidact.'),
  );
  context.print(`${file}\n${megabytes(fileBytes)}, ${architecture}, ${tensors} tensors\n`);
  context.print(shape.map(([key, value]) => `${key.padEnd(44)} ${String(value)}`).join('\n'));
  if (card !== undefined) context.print(`\n${JSON.stringify(card, null, 2)}`);
}

function readCard(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // a card of someone else's making
  }
}
