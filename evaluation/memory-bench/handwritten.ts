import fs from 'node:fs';
import { z } from 'zod';
import { packageRoot } from '../../core/index.js';
import { type Conversation, ConversationSchema } from './conversation.js';

/** Two logs and their questions written by hand: what templates do not think of. Too few to decide anything alone. */
export function readHandwritten(): Conversation[] {
  const text = fs.readFileSync(`${packageRoot}evaluation/memory-bench/handwritten.json`, 'utf8');
  return z.array(ConversationSchema).parse(JSON.parse(text));
}
