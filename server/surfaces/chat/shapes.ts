import { z } from 'zod';
import type { Referral } from '../../commerce/sessions/model.ts';
import { MAX_ATTACHMENTS } from '../../conversation/media.ts';
import type { InboundMessage, Reply } from '../../conversation/model.ts';
import { plainText } from '../../grounding/plain-text.ts';
import type { ShareTokens } from '../../grounding/share-token.ts';

export const OpenInput = z.strictObject({
  market: z.string().max(64).optional().describe('Market id; the shop’s default when absent'),
  locale: z.string().max(200).optional().describe('Language tag, or the value of an Accept-Language header'),
  publisher_key: z
    .string()
    .max(200)
    .optional()
    .describe(
      'Browser key of the publisher on whose page the chat stands: good from its origins only. What is bought is credited to it; later calls need no key',
    ),
  came_from: z
    .strictObject({
      url: z.string().max(500).optional().describe('Of the page, without query'),
      click_id: z.string().max(500).optional().describe('Of the advertisement that was clicked'),
      utm: z
        .partialRecord(z.enum(['source', 'medium', 'campaign', 'term', 'content']), z.string().max(200))
        .optional(),
    })
    .optional()
    .describe('The advertisement or link that led here; an order keeps it'),
});

/** What a session keeps of `came_from`. */
export function referralOf({
  came_from: came,
}: z.output<typeof OpenInput>): Omit<Referral, 'at'> | undefined {
  if (!came) return undefined;
  const { url, click_id: clickId, utm } = came;
  return {
    source: clickId === undefined ? 'link' : 'ad',
    ...(url !== undefined && { url }),
    ...(clickId !== undefined && { clickId }),
    ...(utm && Object.keys(utm).length > 0 && { utm }),
  };
}

export const IdentityInput = z.strictObject({
  user_id: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\n]*$/, 'has no line feed')
    .describe('As the website knows who is signed in'),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'is an E.164 number such as +16505551234')
    .optional()
    .describe('Their phone number, which the shop’s own website has verified'),
  hash: z
    .string()
    .max(100)
    .describe(
      'Hex HMAC-SHA-256 with the website’s secret, made on its server: of user_id, or of user_id, a line feed and phone',
    ),
});

export const MessageInput = z.strictObject({
  text: z
    .string()
    .max(4000)
    .default('')
    .describe('What the customer writes; may be empty with an attachment'),
  attachments: z
    .array(z.strictObject({ media_id: z.string().max(100) }))
    .max(MAX_ATTACHMENTS)
    .default([])
    .describe('What was uploaded to this conversation before'),
  message_id: z
    .string()
    .min(1)
    .max(200)
    .describe('Of the client’s choice; a message that is sent again under the same id is answered once'),
  locale: z.string().max(35).optional().describe('Language that the client’s user interface is in'),
});

const Sequence = z.int().min(0).max(1e9);

export const PageQuery = z.object({
  after: Sequence.optional().describe('Only replies after this number, from the oldest on'),
  before: Sequence.optional().describe('Without `after`: the last replies before this number'),
  before_message: Sequence.optional().describe('The last messages before this number'),
});

/** A proof link is good for so long. */
const SHARE_MS = 7 * 86_400_000;

export interface ReplyViewDeps {
  shares: ShareTokens;
  publicUrl: string;
}

/** A reply as clients get it: blocks to lay out, and the same as one text. */
export function replyView({ shares, publicUrl }: ReplyViewDeps, reply: Reply) {
  const { _id, sequence, by, author, rendered, createdAt } = reply;
  return {
    id: _id,
    sequence,
    by,
    ...(author !== undefined && { author }),
    ...(reply.turnId !== undefined && { turn_id: reply.turnId }),
    language: rendered.language,
    text: plainText(rendered).text,
    blocks: rendered.blocks,
    at: new Date(createdAt).toISOString(),
    ...(reply.certificateId !== undefined && {
      proof_url: `${publicUrl}/proof/${_id}?share=${shares.issue(_id, SHARE_MS)}`,
    }),
  };
}
export type ReplyView = ReturnType<typeof replyView>;

export const messageView = ({ _id, sequence, text, attachments, createdAt, turnId }: InboundMessage) => ({
  id: _id,
  sequence,
  text,
  at: new Date(createdAt).toISOString(),
  answered: turnId !== undefined,
  ...(attachments.length > 0 && {
    attachments: attachments.map(({ kind, mediaType }) => ({ kind, media_type: mediaType })),
  }),
  ...(turnId !== undefined && { turn_id: turnId }),
});
