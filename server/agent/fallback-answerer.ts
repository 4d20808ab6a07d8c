import type { Answer, Answerer } from '../conversation/answerer.ts';
import { unanswered } from '../conversation/handoff/unanswered.ts';
import { productCards } from '../grounding/blocks.ts';
import type { Block } from '../grounding/reply.ts';
import { readMessage } from './intents/read-message.ts';
import { rememberShown } from './loop/memory.ts';

const SHOWN = 3;
/** Longer than this is no search. */
const MAX_QUERY = 300;

/** The last to be asked, so always with an answer: what the words find in the catalogue, or what one can ask for. */
export const fallbackAnswerer: Answerer = async ({
  messages,
  memory,
  toolbox,
  language,
}): Promise<Answer> => {
  const query = messages
    .map(({ text }) => text)
    .join(' ')
    .slice(0, MAX_QUERY);
  // Nothing but pictures or voice notes that could not be read: the reply says so by itself.
  if (query.trim() === '') return { document: { language, blocks: [] }, memory, intents: [] };
  // "No" names nothing: whatever it finds was not meant.
  const named = readMessage(query, language).subject !== '';
  const found = named ? await toolbox.read('search_catalog', { query, limit: SHOWN }) : undefined;
  const cards = found?.ok ? productCards(found.facts) : [];
  const sorry: Block = { type: 'text', segments: [{ type: 'phrase', key: 'cannot_answer' }] };
  if (cards.length === 0)
    return {
      document: { language, blocks: [sorry] },
      memory: { ...memory, ...unanswered(memory) },
      intents: [],
    };
  const document = {
    language,
    blocks: [
      { type: 'text', segments: [{ type: 'phrase', key: 'found_instead' }] },
      { type: 'products', layout: 'carousel', cards },
    ] satisfies Block[],
  };
  return {
    document,
    memory: { ...rememberShown(memory, document), ...unanswered(memory) },
    intents: [],
  };
};
