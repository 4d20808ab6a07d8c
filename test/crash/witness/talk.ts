import { anyWords } from '../words.ts';
import { post } from './client.ts';
import type { Asked } from './facts.ts';
import type { Lane } from './lane.ts';

/** A customer of the chat, who does not always wait for the answer before going on. */
export async function talk(lane: Lane): Promise<void> {
  const { random, storm } = lane;
  const opened = await post(`${storm.base}/v1/conversations`, {});
  storm.witness.heard('open a conversation', opened);
  if (opened.status !== 201) return;
  const conversation = String(opened.body.conversation_id);
  for (let said = random.between(1, 4); said > 0 && !storm.stopped; said -= 1) {
    const first = message(lane, conversation);
    const how = random.weighted({ one: 50, 'delivered twice': 25, 'with another': 25 });
    const others = how === 'one' ? [] : [how === 'delivered twice' ? first : message(lane, conversation)];
    const sent = await Promise.allSettled([first, ...others].map((asked) => storm.witness.ask(asked)));
    for (const one of sent) if (one.status === 'rejected') throw one.reason;
  }
}

function message(lane: Lane, conversation: string): Asked {
  const { witness, round } = lane.storm;
  const id = witness.nextId(round);
  return {
    id,
    kind: 'message',
    method: 'POST',
    path: `/v1/conversations/${conversation}/messages`,
    body: { text: anyWords(lane.random), message_id: id },
    round,
  };
}
