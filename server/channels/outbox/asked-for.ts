import type { Conversation, Reply } from '../../conversation/model.ts';
import type { AskedFor } from '../channel.ts';

/** By the state in which the dialogue waits for an answer. */
const ASKED: Readonly<Record<string, AskedFor>> = {
  'lead.need': 'lead',
  'lead.contact': 'lead',
  'checkout.address': 'address',
  'talk.greeting': 'product',
};

/** What the dialogue waits for after this reply; undefined where more was said since. */
export const askedFor = (
  { by, sequence }: Pick<Reply, 'by' | 'sequence'>,
  conversation: Pick<Conversation, 'lastReply' | 'memory'> | undefined,
): AskedFor | undefined =>
  by === 'bot' && conversation?.lastReply === sequence
    ? ASKED[conversation.memory.dialogue?.state ?? '']
    : undefined;
