import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Conversation, Reply } from '../../conversation/model.ts';
import type { ConversationService } from '../../conversation/service.ts';
import type { ReplyView } from './shapes.ts';

/** What `useChat` of the AI SDK posts; of the messages only the last, which is the customer's, counts. */
export const UiChatInput = z.looseObject({
  messages: z
    .array(
      z.looseObject({
        id: z.string().min(1).max(200),
        role: z.string(),
        parts: z.array(z.looseObject({ type: z.string() })),
      }),
    )
    .min(1)
    .max(500),
});

/** The text of the customer's last message, and its id. */
export function lastMessage({
  messages,
}: z.infer<typeof UiChatInput>): { id: string; text: string } | undefined {
  const last = messages.findLast(({ role }) => role === 'user');
  if (!last) return undefined;
  const text = last.parts
    .flatMap((part) => (part.type === 'text' && typeof part.text === 'string' ? [part.text] : []))
    .join('\n');
  return { id: last.id, text };
}

/** Milliseconds after which the client is told to look again. */
const MAX_WAIT_MS = 120_000;

/**
 * Answers in the AI SDK's UI message stream (https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol, version 1): the text of the reply, then its
 * blocks as one `data-reply` part. Only whole replies that have passed the verifier are sent.
 */
export async function streamUiMessage(
  req: Request,
  res: Response,
  deps: { conversations: ConversationService; view: (reply: Reply) => ReplyView },
  conversation: Conversation,
  post: () => Promise<{ sequence: number }>,
): Promise<void> {
  const after = conversation.lastReply;
  let deliver: ((reply: Reply | undefined) => void) | undefined;
  const first = new Promise<Reply | undefined>((resolve) => {
    deliver = resolve;
  });
  const stop = deps.conversations.onReply(conversation, (reply) => {
    if (reply.sequence > after) deliver?.(reply);
  });
  const timer = setTimeout(() => deliver?.(undefined), MAX_WAIT_MS);
  timer.unref();
  res.once('close', () => deliver?.(undefined));
  try {
    await post();
    res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'x-vercel-ai-ui-message-stream': 'v1',
      'X-Accel-Buffering': 'no',
    });
    req.standBy?.();
    const put = (part: object): void => void res.write(`data: ${JSON.stringify(part)}\n\n`);
    put({ type: 'start' });
    // A retry of a message that was answered before: the reply is there already.
    const reply = await first;
    if (reply) {
      const view = deps.view(reply);
      put({ type: 'start-step' });
      put({ type: 'text-start', id: view.id });
      put({ type: 'text-delta', id: view.id, delta: view.text });
      put({ type: 'text-end', id: view.id });
      put({ type: 'data-reply', id: view.id, data: view });
      put({ type: 'finish-step' });
      put({ type: 'finish' });
    } else put({ type: 'error', errorText: 'No answer yet. Look again later.' });
    res.write('data: [DONE]\n\n');
    res.end();
  } finally {
    clearTimeout(timer);
    stop();
  }
}
