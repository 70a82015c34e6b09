import { type Action, type Observation, printAction } from '../../core/index.js';
import { type CloneParts, createCloneSource, type CloneSource } from '../../tools/index.js';
import { element, observation } from './observations.js';
import { createScriptedSession, type ScriptedSession } from './scripted-session.js';

/** Rooms by name: the label of each door and the room behind it; what leads nowhere is a button on the wall. */
export type Maze = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

/** Decoys share words with the goal and lead round in circles; the way that leads on is named like nothing in it. */
export const MAZE: Maze = {
  hall: { 'Treasure map': 'study', 'Treasure hints': 'library', Cellar: 'cellar' },
  study: { 'Treasure tales': 'library', 'Hall door': 'hall' },
  library: { 'Treasure atlas': 'study', 'Hall door': 'hall' },
  cellar: { Tunnel: 'tunnel', Stairs: 'hall' },
  tunnel: { 'Golden chest': 'won', Stairs: 'cellar' },
  won: { 'Well done': undefined },
};
export const MAZE_URL = 'http://maze.example/';
export const MAZE_GOAL = 'Find the treasure: press "Golden chest".';

export interface MazeRun {
  session: ScriptedSession;
  clones: CloneSource;
  /** Clones that were opened, and those of them that are open still. */
  readonly opened: () => number;
  readonly open: () => number;
  /** What was done in clones. */
  readonly tried: string[];
  /** Names of what was pressed in clones. */
  readonly pressed: string[];
}

export interface MazeOptions extends Partial<Pick<CloneParts, 'sandbox'>> {
  maze?: Maze;
  /** The n-th look at a room in a clone, from 1, shows something else. */
  restless?: boolean;
  /** Pressing this door asks first. */
  asks?: string;
  onTry?: () => void;
}

export function openMaze({ maze = MAZE, sandbox = true, restless = false, asks, onTry }: MazeOptions = {}): MazeRun {
  const begin = Object.keys(maze)[0];
  const look = (room: string, extra = ''): Observation => {
    const doors = Object.keys(maze[room]).map((label) => element(room === 'won' ? 'heading' : 'button', label));
    const news = extra === '' ? [] : [element('text', extra)];
    return observation([element('heading', `The ${room}`), ...doors, ...news], { url: `${MAZE_URL}#${room}`, title: room });
  };
  const enter = (extra?: string): ScriptedSession =>
    createScriptedSession({
      page: look(begin, extra),
      onOpen: () => look(begin, extra),
      react: (action, target, page) => {
        if (target && target.name === asks) return { ...page, dialog: { kind: 'confirm', message: 'Really?', defaultValue: '' } };
        const to = action.kind === 'click' ? maze[page.title][target?.name ?? ''] : undefined;
        return to === undefined ? undefined : look(to);
      },
    });
  let [opened, open] = [0, 0];
  const tried: string[] = [];
  const pressed: string[] = [];
  const newSession: CloneParts['newSession'] = () => {
    opened++;
    open++;
    const session = enter(restless ? `visitor ${opened}` : undefined);
    const act = session.act.bind(session);
    return Promise.resolve(
      Object.assign(session, {
        act: async (action: Action) => {
          if (action.kind === 'click') pressed.push(session.page.elements[action.ref - 1].name);
          tried.push(printAction(action));
          const outcome = await act(action);
          onTry?.();
          return outcome;
        },
        wiring: () => Promise.resolve([]),
        close: () => Promise.resolve(void open--),
      }),
    );
  };
  const clones = createCloneSource({ newSession, startUrl: MAZE_URL, sandbox });
  return { session: enter(), clones, opened: () => opened, open: () => open, tried, pressed };
}
