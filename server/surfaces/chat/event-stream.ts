import type { Request, Response } from 'express';
import type { Conversation, Reply } from '../../conversation/model.ts';
import type { ConversationService } from '../../conversation/service.ts';

/** Proxies close connections that are silent for longer. */
const PING_MS = 15_000;

/**
 * Replies as Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html): the event's id is the reply's number,
 * so a client that comes back with `Last-Event-ID` misses none and gets none twice.
 */
export async function streamReplies(
  req: Request,
  res: Response,
  deps: {
    conversations: ConversationService;
    view: (reply: Reply) => unknown;
    stopping?: AbortSignal | undefined;
  },
  conversation: Conversation,
): Promise<void> {
  const { conversations, view, stopping } = deps;
  let last = lastEventId(req) ?? conversation.lastReply;
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  res.write('retry: 2000\n\n');
  req.standBy?.();
  const send = (reply: Reply): void => {
    if (reply.sequence <= last) return;
    last = reply.sequence;
    if (res.writableEnded) return;
    res.write(`id: ${reply.sequence}\nevent: reply\ndata: ${JSON.stringify(view(reply))}\n\n`);
  };
  // What is committed while the past is read waits for its turn.
  let pending: Reply[] | undefined = [];
  const stop = conversations.onReply(conversation, (reply) => {
    if (pending) pending.push(reply);
    else send(reply);
  });
  const ping = setInterval(() => res.write(': ping\n\n'), PING_MS);
  ping.unref();
  // The client comes back, to this server when it runs again or to another, and says how far it came.
  const leave = (): void => {
    clearInterval(ping);
    res.end();
  };
  stopping?.addEventListener('abort', leave, { once: true });
  res.once('close', () => {
    clearInterval(ping);
    stopping?.removeEventListener('abort', leave);
    stop();
  });
  if (stopping?.aborted) leave();
  for (;;) {
    const missed = await conversations.replies(conversation, last);
    for (const reply of missed) send(reply);
    if (missed.length === 0) break;
  }
  for (const reply of pending) send(reply);
  pending = undefined;
}

function lastEventId(req: Request): number | undefined {
  const given =
    req.get('Last-Event-ID') ?? (typeof req.query.after === 'string' ? req.query.after : undefined);
  return given !== undefined && /^\d{1,9}$/.test(given) ? Number(given) : undefined;
}
