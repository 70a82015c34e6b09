import { Command } from 'commander';
import type { Execute } from './context.js';
import { addReading } from './memory-read.js';
import { addRemoving } from './memory-remove.js';
import { addTransfer } from './memory-transfer.js';
import { addWriting } from './memory-write.js';

/** `autodidact memory`: what is remembered across runs. Each group of sub-commands is a file of its own. */
export function memoryCommand(execute: Execute): Command {
  const memory = new Command('memory')
    .description('what is remembered across runs: search, explain, correct, undo, forget')
    .addHelpText(
      'after',
      '\nExamples:\n  autodidact memory search "due date of an invoice" --why\n  autodidact memory add "Invoices are due after 30 days." --subject invoices\n  autodidact memory show m12',
    );
  addReading(memory, execute);
  addWriting(memory, execute);
  addRemoving(memory, execute);
  addTransfer(memory, execute);
  return memory;
}
