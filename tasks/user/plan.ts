import { fillCheck, PLACEHOLDER, type Check } from './check.js';
import { suiteInvalid, type SuiteFile, type TaskEntry, type UserSplit } from './suite-file.js';

/** One task of a suite file, its values filled in. */
export interface PlannedTask extends Pick<TaskEntry, 'impossible' | 'recoverable' | 'holdsAtStart'> {
  /** The id of its entry. */
  family: string;
  /** What tells it from the other tasks of its entry; empty when there is only one. */
  values: readonly string[];
  split: UserSplit;
  goal: string;
  /** An address, or `./PATH` below the folder of the file. */
  url: string;
  check?: Check;
}

/** Of every four tasks. */
const DEAL: readonly UserSplit[] = ['train', 'train', 'gate', 'report'];

/**
 * The tasks of a file, in its order. An entry with values gives a task for each of them. Tasks without a `split` are dealt as they
 * come: of every four, two train, one gates and one is reported, so that other values gate than train.
 * Errors: `SUITE_INVALID` (`{name}` without a value, an address that is none, two tasks that are the same).
 */
export function planTasks(file: SuiteFile, where: string): PlannedTask[] {
  const tasks = file.tasks.flatMap((entry) => rowsOf(entry).map((row) => fillEntry(entry, row, file.variables, where)));
  let dealt = 0;
  const planned = tasks.map((task) => ({ ...task, split: task.split ?? DEAL[dealt++ % DEAL.length] }));
  refuseTwins(planned, where);
  return planned;
}

type Row = Readonly<Record<string, string>>;

/** The lists of values read side by side. */
function rowsOf({ values = {} }: TaskEntry): Row[] {
  const names = Object.keys(values);
  if (names.length === 0) return [{}];
  return values[names[0]].map((_, i) => Object.fromEntries(names.map((name) => [name, values[name][i]])));
}

type FilledTask = Omit<PlannedTask, 'split'> & { split?: UserSplit };

function fillEntry(entry: TaskEntry, row: Row, variables: Row, where: string): FilledTask {
  const { id, impossible, recoverable, holdsAtStart, split } = entry;
  const known = { ...variables, ...row };
  const fill = (text: string, isPattern = false): string =>
    text.replace(PLACEHOLDER, (slot, name: string) => {
      if (!Object.hasOwn(known, name)) throw suiteInvalid(where, `task "${id}": ${slot} is in neither "values" nor "variables"`);
      return isPattern ? known[name].replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&') : known[name];
    });
  const url = fill(entry.url);
  if (!isAddress(url))
    throw suiteInvalid(
      where,
      `task "${id}", url: "${url}" is neither an address such as https://example.org/ nor a file such as ./page.html`,
    );
  const check = entry.check && fillCheck(entry.check, fill);
  return {
    family: id,
    values: Object.values(row),
    goal: fill(entry.goal),
    url,
    check,
    impossible,
    recoverable,
    holdsAtStart,
    split,
  };
}

function isAddress(url: string): boolean {
  return url.startsWith('./') || (URL.canParse(url) && /^(https?|file):$/.test(new URL(url).protocol));
}

/** The same task twice could train and be reported. */
function refuseTwins(tasks: readonly PlannedTask[], where: string): void {
  const seen = new Map<string, PlannedTask>();
  for (const task of tasks) {
    const key = JSON.stringify([task.goal, task.url]);
    const twin = seen.get(key);
    if (twin)
      throw suiteInvalid(
        where,
        `tasks "${twin.family}" and "${task.family}" ask the same on the same page: "${task.goal}". Leave one out`,
      );
    seen.set(key, task);
  }
}
