import { createAgent, createCheckpointer } from '../../agent/index.js';
import type { Assignment } from '../../core/index.js';
import { openStore } from '../../memory/index.js';
import { element, observation } from './observations.js';
import { createScriptedSession } from './scripted-session.js';

/** Run as a child of `agent/kill.system.test.ts`: argument 1 is the database, 2 is `hang` to be killed in the second action. */
const [file, mode] = process.argv.slice(2);

const assignment: Assignment = {
  goal: 'Enter "Rosa" as Name and press Send.',
  startUrl: 'http://127.0.0.1/form',
  limits: { steps: 10, tokens: 1000, timeMs: 60_000 },
};
const page = observation([element('textbox', 'Name', { value: mode === 'hang' ? '' : 'Rosa' }), element('button', 'Send')], {
  url: assignment.startUrl,
});
const session = createScriptedSession({ page });
if (mode === 'hang') {
  const { act } = session;
  session.act = (action, signal) => {
    if (action.kind === 'type') return act(action, signal);
    process.stdout.write('acting\n');
    return new Promise(() => setInterval(() => undefined, 1000)); // never comes back
  };
}
const store = openStore(file);
const agent = createAgent({ log: store.log, checkpointer: createCheckpointer(store.db) });
const { finish } = await agent.run(assignment, { session, purpose: 'use', episodeId: 'e1' });
process.stdout.write(`${JSON.stringify({ finish, done: session.done })}\n`);
store.close();
