import { Annotation, type BaseCheckpointSaver, END, START, StateGraph } from '@langchain/langgraph';
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

/** perceive -> reflect -> plan -> act -> perceive ..., until a node sets `ending`; then finish. */
function buildGraph(nodes: AgentNodes, checkpointer?: Checkpointer) {
  const unlessOver = (next: 'plan' | 'act' | 'perceive') => (state: AgentState) => (state.ending ? 'finish' : next);
  return new StateGraph(State)
    .addNode('perceive', nodes.perceive)
    .addNode('reflect', nodes.reflect)
    .addNode('plan', nodes.plan)
    .addNode('act', nodes.act)
    .addNode('finish', nodes.finish)
    .addEdge(START, 'perceive')
    .addEdge('perceive', 'reflect')
    .addConditionalEdges('reflect', unlessOver('plan'), ['plan', 'finish'])
    .addConditionalEdges('plan', unlessOver('act'), ['act', 'finish'])
    .addConditionalEdges('act', unlessOver('perceive'), ['perceive', 'finish'])
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
  if (saved) await graph.updateState(config, state, 'act'); // after act comes perceive
  const recursionLimit = 4 * (mostSteps + 2); // four nodes a step, and the way out
  const last = await graph.invoke(saved ? null : state, { ...config, recursionLimit, durability });
  await checkpointer?.deleteThread(state.episodeId); // over: the log has everything
  return last;
}
