import { resolveChatWrapper, type ChatHistoryItem, type ChatWrapper, type LlamaModel, type Token } from 'node-llama-cpp';
import type { ChatMessage } from '../../core/index.js';

/** Renders messages through the model's own chat template. */
export class ChatPrompt {
  readonly #model: LlamaModel;
  #wrapper: ChatWrapper | undefined;

  constructor(model: LlamaModel) {
    this.#model = model;
  }

  /** Tokens up to where the reply begins. Message text never becomes a special token. */
  encode(messages: readonly ChatMessage[]): Token[] {
    this.#wrapper ??= resolveChatWrapper(this.#model); // on first use: models of our own format never need it
    const chatHistory: ChatHistoryItem[] = [...messages.map(toItem), { type: 'model', response: [''] }];
    const { contextText } = this.#wrapper.generateContextState({ chatHistory });
    return contextText.tokenize(this.#model.tokenizer);
  }
}

function toItem({ role, content }: ChatMessage): ChatHistoryItem {
  if (role === 'assistant') return { type: 'model', response: [content] };
  return { type: role, text: content };
}
