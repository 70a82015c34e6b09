import type { Command } from 'commander';
import { systemClock } from '../core/index.js';
import { type Author, labelOf, type LongTermMemory, type MemoryEdit, type NewMemory, type WriteResult } from '../memory/index.js';
import type { CommandContext, Execute } from './context.js';
import { date, zeroToOne, kindOption, memoryId, memoryIds, scope, WRITTEN_KINDS } from './memory-options.js';
import { describeWrite } from './memory-text.js';
import { positiveInteger, shared } from './options.js';
import { type StoreChoice, withStore } from './stores.js';

interface WriteOptions {
  reason?: string;
  db?: string;
  json?: boolean;
}

interface AddOptions extends WriteOptions, Pick<NewMemory, 'kind' | 'subject' | 'slot' | 'scope' | 'importance' | 'supersedes'> {
  validUntil?: number;
}

interface EditOptions extends WriteOptions, Omit<MemoryEdit, 'body' | 'validTo'> {
  validUntil?: number;
}

/** A change that needs no more than the memory's name. */
interface Move {
  name: string;
  description: string;
  /** What it then is, after its label. */
  said: string;
  run(memories: LongTermMemory, id: number, author: Author): WriteResult;
}

const MOVES: readonly Move[] = [
  {
    name: 'pin',
    description: 'keep a memory: no sweep archives it',
    said: 'is pinned: no sweep archives it.',
    run: (memories, id, author) => memories.pin(id, true, author),
  },
  {
    name: 'unpin',
    description: 'let sweeps judge a memory again',
    said: 'is no longer pinned.',
    run: (memories, id, author) => memories.pin(id, false, author),
  },
  {
    name: 'archive',
    description: 'take a memory out of recall; restore brings it back',
    said: 'is archived: it is not recalled until it is restored.',
    run: (memories, id, author) => memories.archive(id, author),
  },
  {
    name: 'restore',
    description: 'bring back a memory that was archived or replaced',
    said: 'is in use again.',
    run: (memories, id, author) => memories.restore(id, author),
  },
];

/** `memory add|edit|pin|unpin|archive|restore|verify|undo`: each is one change that can be taken back. */
export function addWriting(memory: Command, execute: Execute): void {
  const add = memory
    .command('add <text>')
    .description('remember something that you say; says whether it was new, known, a contradiction, or refused')
    .addOption(kindOption(WRITTEN_KINDS, 'what it is').default('fact'))
    .option('--subject <subject>', 'what it is about')
    .option('--slot <slot>', 'which property of the subject it states: two values of one slot dispute each other')
    .option('--scope <scope>', 'who may recall it: global, user, site:ORIGIN, task:ID or agent:ID (default: global)', scope)
    .option('--importance <share>', 'from 0 to 1; below 0.3 it is archived when it is of no use (default: 0.5)', zeroToOne)
    .option('--supersedes <id>', 'a memory that this one replaces; may be repeated', memoryIds)
    .option('--valid-until <date>', 'when it stops being true', date);
  addCommon(add, 'autodidact memory add "Invoices are due after 30 days." --subject invoices --slot "due date"');
  add.action((text: string, options: AddOptions) => execute(async (context) => addMemory(context, text, options)));

  const edit = memory
    .command('edit')
    .argument('<id>', 'such as m12', memoryId)
    .argument('[text]', 'the new text')
    .description('set a memory right by hand; what was said in a run keeps its words')
    .addOption(kindOption(WRITTEN_KINDS, 'what it is'))
    .option('--subject <subject>', 'what it is about')
    .option('--slot <slot>', 'which property of the subject it states')
    .option('--importance <share>', 'from 0 to 1', zeroToOne)
    .option('--trust <share>', 'from 0 (never recalled) to 1', zeroToOne)
    .option('--valid-until <date>', 'when it stops being true', date);
  addCommon(edit, 'autodidact memory edit m12 "Invoices are due after 14 days."');
  edit.action((id: number, body: string | undefined, { reason, db, json, validUntil: validTo, ...fields }: EditOptions) => {
    const options = { reason, db, json };
    const changes = { ...fields, body, validTo };
    if (Object.values(changes).every((value) => value === undefined))
      edit.error('error: nothing to change was named. Give the new text, or an option such as --subject.');
    return execute(async (context) =>
      write(context, options, 'change', ({ memories }, by) => memories.edit(id, changes, by), `${labelOf(id)} was changed.`),
    );
  });

  for (const move of MOVES) addMove(memory, execute, move);
  const verify = memory
    .command('verify')
    .argument('<id>', 'such as m12', memoryId)
    .description('record that you looked and it is still true, or is not; the latter also decides a dispute')
    .option('--outdated', 'it is not true any more: kept as history, and no longer recalled');
  addCommon(verify, 'autodidact memory verify m12 --outdated');
  verify.action((id: number, { outdated = false, ...options }: WriteOptions & { outdated?: boolean }) => {
    const said = `${labelOf(id)} ${outdated ? 'is history: it is not recalled any more.' : 'is verified as of now.'}`;
    return execute(async (context) =>
      write(context, options, 'change', ({ memories }, by) => memories.verify(id, !outdated, by), said),
    );
  });
  addUndo(memory, execute);
}

function addMove(memory: Command, execute: Execute, { name, description, said, run }: Move): void {
  const command = memory.command(name).argument('<id>', 'such as m12', memoryId).description(description);
  addCommon(command, `autodidact memory ${name} m12`);
  command.action((id: number, options: WriteOptions) =>
    execute(async (context) =>
      write(context, options, 'change', ({ memories }, by) => run(memories, id, by), `${labelOf(id)} ${said}`),
    ),
  );
}

function addUndo(memory: Command, execute: Execute): void {
  const undo = memory
    .command('undo')
    .argument('[operation]', 'number of a change, as "memory show" lists it', positiveInteger)
    .description('take back a change, with all that was done in the same call')
    .option('--memory <id>', 'take back the last change of this memory', memoryId);
  addCommon(undo, 'autodidact memory undo 17\n  autodidact memory undo --memory m12');
  undo.action((operationId: number | undefined, options: WriteOptions & { memory?: number }) => {
    const { memory: memoryId } = options;
    if ((operationId === undefined) === (memoryId === undefined))
      undo.error('error: name either the number of a change or --memory ID. "autodidact memory show ID" lists the changes.');
    const target = memoryId === undefined ? { operationId: operationId ?? 0 } : { memoryId };
    return execute(async (context) => write(context, options, 'change', ({ memories }, by) => memories.undo(target, by)));
  });
}

function addCommon(command: Command, example: string): void {
  command
    .option('--reason <text>', 'why; kept with the change')
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', `\nExample:\n  ${example}`);
}

function addMemory(context: CommandContext, body: string, options: AddOptions): number {
  const { kind, subject, slot, scope, importance, supersedes, validUntil: validTo } = options;
  const said: NewMemory = {
    ...{ kind, body, subject, slot, scope, importance, supersedes, validTo },
    sourceType: 'user',
    sources: [{ outside: 'user', quote: body }],
    observedAt: systemClock.now(),
  };
  return write(context, options, 'create', ({ memories }, by) => memories.add(said, by));
}

/** Makes one change in the user's name; 1 when it was refused. */
function write(
  context: CommandContext,
  { db, json, reason }: WriteOptions,
  access: StoreChoice['access'],
  work: (store: { memories: LongTermMemory }, author: Author) => WriteResult,
  said?: string,
): number {
  const result = withStore(context, { db, access }, (store) => work(store, { actor: 'user', reason }));
  context.print(json ? JSON.stringify(result) : describeWrite(result, said));
  return result.done === 'refused' ? 1 : 0;
}
