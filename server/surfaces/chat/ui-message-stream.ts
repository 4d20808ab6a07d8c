import type { Request, Response } from 'express';
import { z } from 'zod';
import { CommerceError } from '../../commerce/errors.ts';
import { MAX_ATTACHMENTS } from '../../conversation/media.ts';
import type { Conversation, Reply } from '../../conversation/model.ts';
import type { ConversationService } from '../../conversation/service.ts';
import type { ReplyView } from './shapes.ts';
import { bytesOfDataUrl } from './uploads.ts';

/** What `useChat` of the AI SDK posts; of the messages only the last, which is the customer's, counts. */
export const UiChatInput = z.looseObject({
  messages: z
    .array(
      z.looseObject({
        id: z.string().max(200),
        role: z.string(),
        parts: z.array(z.looseObject({ type: z.string() })),
      }),
    )
    .min(1)
    .max(500),
});

/** The customer's last message: its id, its text, and what its file parts hold. */
export function lastMessage({
  messages,
}: z.infer<typeof UiChatInput>): { id: string; text: string; files: Uint8Array[] } | undefined {
  const last = messages.findLast(({ id, role }) => role === 'user' && id !== '');
  if (!last) return undefined;
  const text = last.parts
    .flatMap((part) => (part.type === 'text' && typeof part.text === 'string' ? [part.text] : []))
    .join('\n');
  const parts = last.parts.filter(({ type }) => type === 'file');
  if (parts.length > MAX_ATTACHMENTS)
    throw new CommerceError('invalid_input', `A message has at most ${MAX_ATTACHMENTS} files.`, {
      field: 'messages',
    });
  return { id: last.id, text, files: parts.map(({ url }) => bytesOfDataUrl(url)) };
}

/** Milliseconds after which the client is told to look again. */
const MAX_WAIT_MS = 120_000;

/**
 * Answers in the AI SDK's UI message stream (https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol, version 1): the text of the reply, then its
 * blocks as one `data-reply` part. Only whole replies that have passed the verifier are sent. A message that was answered before
 * gets the same reply, at once.
 */
export async function streamUiMessage(
  req: Request,
  res: Response,
  deps: {
    conversations: ConversationService;
    /** The reply that the message of this id got, once there is one. */
    answerTo: (messageId: string) => Promise<Reply | undefined>;
    view: (reply: Reply) => ReplyView;
    stopping?: AbortSignal | undefined;
  },
  conversation: Conversation,
  post: () => Promise<{ _id: string }>,
): Promise<void> {
  let ended = false;
  let news = 0;
  let wake: (() => void) | undefined;
  const tell = (): void => {
    news += 1;
    wake?.();
  };
  const end = (): void => {
    ended = true;
    tell();
  };
  const stop = deps.conversations.onReply(conversation, tell);
  const timer = setTimeout(end, MAX_WAIT_MS);
  timer.unref();
  res.once('close', end);
  // A program has its answer in a moment; a person may take longer than the server has left.
  if (conversation.heldBy === 'person') deps.stopping?.addEventListener('abort', end, { once: true });
  try {
    const { _id } = await post();
    res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'x-vercel-ai-ui-message-stream': 'v1',
      'X-Accel-Buffering': 'no',
    });
    res.flushHeaders();
    req.standBy?.();
    const put = (part: object): void => void res.write(`data: ${JSON.stringify(part)}\n\n`);
    let reply: Reply | undefined;
    for (;;) {
      const seen = news;
      reply = await deps.answerTo(_id);
      if (reply || ended) break;
      await new Promise<void>((again) => {
        wake = again;
        if (news !== seen) again();
      });
    }
    if (reply) {
      const view = deps.view(reply);
      put({ type: 'start', messageId: view.id });
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
    deps.stopping?.removeEventListener('abort', end);
    stop();
  }
}
