/**
 * What was said, in order. A page of it may begin in the middle: what stands before its first whole exchange is left out, and
 * comes with the page before.
 * @param {{ messages: object[], replies: object[] }} page
 * @returns {({ kind: 'message' | 'reply', item: object })[]}
 */
export function timeline({ messages, replies }) {
  const lastOfTurn = new Map(messages.map(({ turn_id, sequence }) => [turn_id, sequence]));
  const entries = [];
  let next = 0;
  for (const reply of replies) {
    const upTo = reply.turn_id === undefined ? undefined : lastOfTurn.get(reply.turn_id);
    while (next < messages.length && isBefore(messages[next], reply, upTo))
      entries.push({ kind: 'message', item: messages[next++] });
    entries.push({ kind: 'reply', item: reply });
  }
  for (const message of messages.slice(next)) entries.push({ kind: 'message', item: message });
  return entries.slice(Math.max(firstWhole(entries, 'reply'), firstWhole(entries, 'message')));
}

const isBefore = (message, reply, upTo) =>
  upTo === undefined ? message.at < reply.at : message.sequence <= upTo;

/** Where the first reply begins, with the messages that it answers; or the first message. */
function firstWhole(entries, kind) {
  const at = entries.findIndex((entry) => entry.kind === kind);
  if (at < 0 || entries[at].item.sequence === 1) return 0;
  const { turn_id } = entries[at].item;
  let from = at;
  while (kind === 'reply' && turn_id !== undefined && entries[from - 1]?.item.turn_id === turn_id) from--;
  return from;
}

/** Where the page before ends: the numbers of the first message and the first reply of this one. */
export function beginning(entries) {
  const first = (kind) => entries.find((entry) => entry.kind === kind)?.item.sequence;
  return { message: first('message'), reply: first('reply') };
}
