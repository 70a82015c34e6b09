import { Command } from 'commander';
import type { CommandContext, Execute } from './context.js';
import { shared } from './options.js';

/** What one look found. */
export interface Finding {
  name: string;
  /** `warn`: works, but worse than it could. */
  status: 'ok' | 'warn' | 'fail';
  found: string;
  /** How to mend it. */
  mend?: string;
}

interface DoctorOptions {
  model?: string;
  threads?: number;
  json?: boolean;
}

/** `autodidact doctor`: what works on this machine, and how to mend what does not. */
export function doctorCommand(execute: Execute): Command {
  return new Command('doctor')
    .description('check browser, model, GPU, threads, disk, database and trainer, and say how to mend each')
    .addOption(shared.model())
    .addOption(shared.threads())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact doctor --json')
    .action((options: DoctorOptions) => execute((context) => doctor(context, options)));
}

async function doctor(context: CommandContext, options: DoctorOptions): Promise<number> {
  const { examine } = await import('./doctor-checks.js');
  const findings: Finding[] = [];
  for await (const finding of examine(context, options)) {
    findings.push(finding);
    if (!options.json) context.print(describe(finding));
  }
  if (options.json) context.print(JSON.stringify({ healthy: findings.every(({ status }) => status !== 'fail'), findings }));
  return findings.some(({ status }) => status === 'fail') ? 1 : 0;
}

function describe({ name, status, found, mend }: Finding): string {
  return `${status.padEnd(4)}  ${name.padEnd(8)}  ${found}${mend ? `\n${' '.repeat(16)}to mend: ${mend}` : ''}`;
}
