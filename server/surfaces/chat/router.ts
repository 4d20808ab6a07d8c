import { type Request, Router } from 'express';
import type { WebIdentities } from '../../commerce/customers/web-identity.ts';
import { CommerceError } from '../../commerce/errors.ts';
import type { Principal } from '../../commerce/principals/model.ts';
import type { SessionService } from '../../commerce/sessions/service.ts';
import { answerTo } from '../../conversation/answer-to.ts';
import type { MediaService } from '../../conversation/media.ts';
import type { MediaKind } from '../../conversation/media-type.ts';
import type { Attachment, Conversation, Reply } from '../../conversation/model.ts';
import { inboundMessages, replies } from '../../conversation/model.ts';
import type { ConversationService } from '../../conversation/service.ts';
import { jsonBody } from '../../platform/http/body.ts';
import { allowOnly } from '../../platform/http/methods.ts';
import { principalOf } from '../../platform/http/request.ts';
import type { Query, Store } from '../../platform/store/port.ts';
import { numbersOf } from '../query-numbers.ts';
import { streamReplies } from './event-stream.ts';
import { parse } from './parse.ts';
import {
  IdentityInput,
  MessageInput,
  messageView,
  OpenInput,
  PageQuery,
  type ReplyViewDeps,
  referralOf,
  replyView,
} from './shapes.ts';
import { lastMessage, streamUiMessage, UiChatInput } from './ui-message-stream.ts';
import { MAX_CHAT_BYTES, readUpload, uploadGate } from './uploads.ts';

export interface ChatRouterDeps extends ReplyViewDeps {
  store: Store;
  conversations: ConversationService;
  media: MediaService;
  /** What of pictures and voice notes is understood. */
  accepts: readonly MediaKind[];
  /** Aborted when the process begins to stop: streams end. */
  stopping?: AbortSignal | undefined;
  /** Of a body without pictures. */
  bodyLimitBytes: number;
  sessions: SessionService;
  identities: WebIdentities;
  /** Who opens a conversation, perhaps on the page of a publisher. */
  visitor: (req: Request, publisherKey: string | undefined) => Promise<Principal>;
  /** Origins that may show the checkout in a frame. */
  frameAncestors: readonly string[];
}

/** Messages, and replies, in one answer. */
const PAGE = 100;
const lastBefore = ({ _id: conversationId }: Conversation, number = Number.MAX_SAFE_INTEGER): Query => ({
  where: { conversationId, sequence: { lt: number } },
  sort: { field: 'sequence', direction: 'desc' },
  limit: PAGE,
});

type Id = Request<{ id: string }>;

/**
 * `/v1/conversations`: open one, write to it, read or follow its replies. Whoever holds the id, and the credential that opened it, may
 * write and read.
 */
export function createChatRouter(deps: ChatRouterDeps): Router {
  const { conversations, store, media, accepts, stopping } = deps;
  const router = Router();
  const gate = uploadGate(deps.bodyLimitBytes);
  router.post(['/', '/:id/messages', '/:id/identity'], jsonBody(deps.bodyLimitBytes));
  router.post('/:id/chat', gate, jsonBody(MAX_CHAT_BYTES));
  const view = (reply: Reply) => replyView(deps, reply);
  const mayFrame = (req: Request): boolean => deps.frameAncestors.includes(req.get('Origin') ?? '');
  const found = (req: Id): Promise<Conversation> =>
    conversations.find(req.params.id, principalOf<Principal>(req));

  router.post('/', async (req, res) => {
    const input = parse(OpenInput, req.body ?? {});
    const { id, conversation } = await conversations.open({
      principal: await deps.visitor(req, input.publisher_key),
      channel: 'web',
      market: input.market,
      locale: input.locale ?? req.get('Accept-Language'),
      referral: referralOf(input),
    });
    const { market, locale } = conversation;
    res.status(201).json({ conversation_id: id, market, locale, accepts, checkout_in_frame: mayFrame(req) });
  });
  router.all('/', allowOnly('POST'));

  router.post('/:id/messages', async (req: Id, res) => {
    const input = parse(MessageInput, req.body);
    const conversation = await found(req);
    const sent = input.attachments.map(({ media_id: id }) => id);
    const { message, isNew } = await conversations.post(conversation, {
      providerMessageId: input.message_id,
      text: input.text,
      ...(sent.length > 0 && { attachments: () => media.attachments(conversation, sent) }),
      ...(input.locale !== undefined && { locale: input.locale }),
    });
    const { heldBy } = conversation;
    res.status(202).json({ message: messageView(message), is_new: isNew, held_by: heldBy });
  });
  router.get('/:id/messages', async (req: Id, res) => {
    const conversation = await found(req);
    const { after, before, before_message } = parse(PageQuery, numbersOf(PageQuery, req.query));
    const [said, asked] = await Promise.all([
      after === undefined
        ? store.find(replies, lastBefore(conversation, before)).then((found) => found.reverse())
        : conversations.replies(conversation, after, PAGE),
      store.find(inboundMessages, lastBefore(conversation, before_message)),
    ]);
    res.json({
      messages: asked.reverse().map(messageView),
      replies: said.map(view),
      held_by: conversation.heldBy,
      waiting: conversation.waiting,
      accepts,
      checkout_in_frame: mayFrame(req),
    });
  });
  router.all('/:id/messages', allowOnly('GET', 'POST'));

  router.post('/:id/identity', async (req: Id, res) => {
    const { user_id: userId, hash, phone } = parse(IdentityInput, req.body);
    await found(req);
    const resolved = await deps.sessions.resolve(req.params.id, principalOf<Principal>(req));
    if (!resolved.ok) throw new CommerceError('session_unknown', resolved.message);
    await deps.identities.verify(resolved.session, { userId, hash, phone });
    res.status(204).end();
  });
  router.all('/:id/identity', allowOnly('POST'));

  router.post('/:id/media', gate, async (req: Id, res) => {
    const conversation = await found(req);
    const { _id, kind, mediaType, bytes } = await media.put(conversation, await readUpload(req));
    res.status(201).json({ media_id: _id, kind, media_type: mediaType, bytes });
  });
  router.all('/:id/media', allowOnly('POST'));

  router.get('/:id/events', async (req: Id, res) => {
    await streamReplies(req, res, { conversations, view, stopping }, await found(req));
  });
  router.all('/:id/events', allowOnly('GET'));

  router.post('/:id/chat', async (req: Id, res) => {
    const conversation = await found(req);
    const last = lastMessage(parse(UiChatInput, req.body));
    if (!last)
      throw new CommerceError('invalid_input', 'There is no message of the user’s.', { field: 'messages' });
    const answer = (messageId: string) => answerTo(store, messageId);
    await streamUiMessage(
      req,
      res,
      { conversations, answerTo: answer, view, stopping },
      conversation,
      async () => {
        const { message } = await conversations.post(conversation, {
          providerMessageId: last.id,
          text: last.text,
          attachments: async () => {
            const kept: Attachment[] = [];
            for (const file of last.files) {
              const { _id: mediaId, kind, mediaType } = await media.put(conversation, file);
              kept.push({ mediaId, kind, mediaType });
            }
            return kept;
          },
        });
        return message;
      },
    );
  });
  router.all('/:id/chat', allowOnly('POST'));
  return router;
}
