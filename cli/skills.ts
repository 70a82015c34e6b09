import { Command, InvalidArgumentError, Option } from 'commander';
import { SkillStatusSchema } from '../memory/index.js';
import type { Execute } from './context.js';
import { positiveInteger, shared, webAddress } from './options.js';
import type { ListOptions, ShowOptions } from './skills-read.js';
import type { PlayOnPageOptions, RunOptions } from './skills-play.js';
import type { ExportOptions } from './skills-transfer.js';
import type { ChangeOptions, RemoveOptions } from './skills-write.js';

/** `autodidact skills`: what was learned to do. The work is in `skills-*.ts`, loaded when it is asked for. */
export function skillsCommand(execute: Execute): Command {
  const skills = new Command('skills')
    .description('what was learned to do: read, try on a page, promote, take back, move to another machine')
    .addHelpText(
      'after',
      '\nExamples:\n  autodidact skills list\n  autodidact skills show add-contact\n  autodidact skills test add-contact --goal "Add the contact Ann Lee." --url http://127.0.0.1:8080/',
    );
  addReading(skills, execute);
  addPlaying(skills, execute);
  addWriting(skills, execute);
  addTransfer(skills, execute);
  return skills;
}

function addReading(skills: Command, execute: Execute): void {
  const list = skills
    .command('list')
    .description('the version that each name stands for, oldest name first')
    .addOption(new Option('--status <status>', 'every version on this rung instead').choices(SkillStatusSchema.options));
  addCommon(list, 'autodidact skills list --status draft');
  list.action((options: ListOptions) =>
    execute(async (context) => (await import('./skills-read.js')).listSkills(context, options)),
  );

  const show = skills
    .command('show <name>')
    .description('one skill: its program, where it comes from, what came of using it, and its versions')
    .addOption(versionOption());
  addCommon(show, 'autodidact skills show add-contact --version 2');
  show.action((name: string, options: ShowOptions) =>
    execute(async (context) => (await import('./skills-read.js')).showSkill(context, name, options)),
  );
}

const ACTS = 'It acts on the page for real: what it sends is sent, what it deletes is gone.';

function addPlaying(skills: Command, execute: Execute): void {
  const test = addPlayOptions(
    skills.command('test <name>').description('play a skill alone on a live page, without a model; the library stays as it is'),
  );
  addCommon(
    test,
    'autodidact skills test add-contact --goal "Add the contact Ann Lee." --url http://127.0.0.1:8080/',
    `${ACTS} Exits with 0 only when the skill says that it is done, and what shows it was not so before.`,
  );
  test.action((name: string, options: PlayOnPageOptions) =>
    execute(async (context) => (await import('./skills-play.js')).playOnPage(context, name, options)),
  );

  const run = addPlayOptions(
    skills.command('run <name>').description('use a skill on a live page, without a model; recorded only when you judge it'),
  ).addOption(
    new Option(
      '--record <verdict>',
      'you are the evaluator: record this use as evidence; a success only where the skill ended well, too',
    ).choices(['success', 'failure']),
  );
  addCommon(
    run,
    'autodidact skills run add-contact --url http://127.0.0.1:8080/ --arg name="Ann Lee" --record success',
    `${ACTS} Without --record nothing is recorded.`,
  );
  run.action((name: string, options: RunOptions) =>
    execute(async (context) => (await import('./skills-play.js')).playOnPage(context, name, options)),
  );
}

function addPlayOptions(command: Command): Command {
  return command
    .requiredOption('--url <url>', 'page to begin on', webAddress)
    .option('--goal <goal>', 'a goal that the skill serves; gives the arguments')
    .option('--arg <name=value>', 'an argument; goes before what the goal says; may be repeated', argument)
    .addOption(versionOption())
    .addOption(shared.maxSteps())
    .addOption(shared.headed());
}

function addWriting(skills: Command, execute: Execute): void {
  const promote = skills
    .command('promote <name>')
    .description('put a version into use, whatever its evidence; the one in use before is archived')
    .addOption(versionOption());
  addCommon(promote, 'autodidact skills promote add-contact --version 2');
  promote.action((name: string, options: ChangeOptions) =>
    execute(async (context) => (await import('./skills-write.js')).promoteSkill(context, name, options)),
  );

  const archive = skills
    .command('archive <name>')
    .description('take a version out of use; it stays readable, and promote brings it back')
    .addOption(versionOption())
    .option('--reason <text>', 'why; kept with the version');
  addCommon(archive, 'autodidact skills archive add-contact --reason "the shop has a new form"');
  archive.action((name: string, options: ChangeOptions & { reason?: string }) =>
    execute(async (context) => (await import('./skills-write.js')).archiveSkill(context, name, options)),
  );

  const rollback = skills
    .command('rollback <name>')
    .description('go back to an earlier version, and archive the present one')
    .addOption(versionOption('the version to go back to (default: the last one before that was no draft)'));
  addCommon(rollback, 'autodidact skills rollback add-contact');
  rollback.action((name: string, options: ChangeOptions) =>
    execute(async (context) => (await import('./skills-write.js')).rollBackSkill(context, name, options)),
  );

  const remove = skills
    .command('remove <name>')
    .description('delete a skill for good, with all versions, recorded uses and past requests')
    .option('--yes', 'do it; this cannot be undone');
  addCommon(remove, 'autodidact skills remove add-contact --yes');
  remove.action((name: string, options: RemoveOptions) =>
    execute(async (context) => (await import('./skills-write.js')).removeSkill(context, name, options)),
  );
}

function addTransfer(skills: Command, execute: Execute): void {
  const exporting = skills
    .command('export [names...]')
    .description('the named skills, or all, as folders that people can read and edit, or as one JSON file')
    .requiredOption('--out <path>', 'a folder, or a file whose name ends in .json');
  addCommon(exporting, 'autodidact skills export add-contact --out my-skills\n  autodidact skills export --out skills.json');
  exporting.action((names: string[], options: ExportOptions) =>
    execute(async (context) => (await import('./skills-transfer.js')).exportSkills(context, names, options)),
  );

  const importing = skills
    .command('import <path>')
    .description('take over a skill folder, a folder of such folders, or a JSON file, as drafts; all or none');
  addCommon(importing, 'autodidact skills import my-skills');
  importing.action((path: string, options: { db?: string; json?: boolean }) =>
    execute(async (context) => (await import('./skills-transfer.js')).importSkills(context, path, options)),
  );
}

function addCommon(command: Command, example: string, warning?: string): void {
  command
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', `${warning ? `\n${warning}\n` : ''}\nExample:\n  ${example}`);
}

function versionOption(description = 'a version by its number (default: the one that the name stands for)'): Option {
  return new Option('--version <n>', description).argParser(positiveInteger);
}

/** `name=value`; adds up what came. */
function argument(text: string, earlier: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Expected an argument as name=value, such as name="Ann Lee".');
  return { ...earlier, [text.slice(0, at)]: text.slice(at + 1) };
}
