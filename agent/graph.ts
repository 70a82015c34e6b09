// The entry without async context: nodes get all they need by closure, and following it costs every promise of the process.
import { Annotation, type BaseCheckpointSaver, Command, END, START, StateGraph } from '@langchain/langgraph/web';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import type { Database } from '../memory/index.js';
import type { AgentNode, AgentState } from './state.js';

/** Keeps positions of interrupted runs. */
export type Checkpointer = BaseCheckpointSaver;
export type AgentNodes = Record<'perceive' | 'reflect' | 'plan' | 'act' | 'finish', AgentNode>;

const State = Annotation.Root({
  episodeId: Annotation<AgentState['episodeId']>,
  step: Annotation<AgentState['step']>,
  verdict: Annotation<AgentState['verdict']>,
  ending: Annotation<AgentState['ending']>,
});

/** LangGraph's checkpointer on the store's own database file, so that position and journal live and die together. */
export const createCheckpointer = (db: Database): Checkpointer => new SqliteSaver(db);

/**
 * perceive -> reflect -> plan -> act -> perceive ..., until a node sets `ending`; then finish. A node says itself where to go
 * on: a conditional edge would be two more runnables a node, each with a trace of its own.
 */
function buildGraph(nodes: AgentNodes, checkpointer?: Checkpointer) {
  const then = (node: AgentNode, next: 'plan' | 'act' | 'perceive') => async (state: AgentState) => {
    const update = await node(state);
    return new Command({ update, goto: (update.ending ?? state.ending) ? 'finish' : next });
  };
  return new StateGraph(State)
    .addNode('perceive', nodes.perceive)
    .addNode('reflect', then(nodes.reflect, 'plan'), { ends: ['plan', 'finish'] })
    .addNode('plan', then(nodes.plan, 'act'), { ends: ['act', 'finish'] })
    .addNode('act', then(nodes.act, 'perceive'), { ends: ['perceive', 'finish'] })
    .addNode('finish', nodes.finish)
    .addEdge(START, 'perceive')
    .addEdge('perceive', 'reflect') // the last step is judged too
    .addEdge('finish', END)
    .compile({ checkpointer });
}

export interface GraphRun {
  nodes: AgentNodes;
  checkpointer?: Checkpointer;
  /** As the log has it: a checkpoint is only a position and never overrules the journal. */
  state: AgentState;
  mostSteps: number;
  /** `sync` saves the position after every node; `exit` only at the end. */
  durability: 'sync' | 'exit';
}

/** Runs an episode to its end, or on from where an earlier process left it, always beginning with a new look at the page. */
export async function runGraph({ nodes, checkpointer, state, mostSteps, durability }: GraphRun): Promise<AgentState> {
  const graph = buildGraph(nodes, checkpointer);
  const config = { configurable: { thread_id: state.episodeId } };
  const saved = checkpointer && (await checkpointer.getTuple(config));
  if (saved) await graph.updateState(config, new Command({ update: { ...state }, goto: 'perceive' }), 'act');
  const recursionLimit = 4 * (mostSteps + 2); // four nodes a step, and the way out
  const last = await graph.invoke(saved ? null : state, { ...config, recursionLimit, durability });
  await checkpointer?.deleteThread(state.episodeId); // over: the log has everything
  return last;
}
