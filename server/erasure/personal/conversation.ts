import { media } from '../../conversation/media.ts';
import { conversations, inboundMessages, replies, turns } from '../../conversation/model.ts';
import { websiteVisits } from '../../conversation/visits.ts';
import { certificates, erasedCertificate } from '../../grounding/certificate.ts';
import { blackenAll, personal } from '../personal.ts';

/** The conversation goes right after its session: a turn that is under way then finds that it has lost it. */
export const conversationData = [
  personal({
    collection: conversations,
    holds: 'what the conversation is about, an open question',
    erased: 'deleted',
    of: { field: '_id', ids: 'threads' },
    fate: () => 'delete',
    mentions: blackenAll,
  }),
  personal({
    collection: media,
    holds: 'pictures and voice notes that no turn has read yet',
    erased: 'deleted, with their files',
    of: { field: 'conversationId', ids: 'threads' },
    fate: () => 'delete',
  }),
  personal({
    collection: websiteVisits,
    holds: 'what was looked at on the merchant’s website',
    erased: 'deleted',
    of: { field: '_id', ids: 'threads' },
    fate: () => 'delete',
    mentions: blackenAll,
  }),
  personal({
    collection: inboundMessages,
    holds: 'what was written or spoken',
    erased: 'kept as a keyed hash of the channel’s message id, so that none is answered twice',
    of: { field: 'conversationId', ids: 'threads' },
    fate: (message) => {
      const { locale: _locale, ...rest } = message;
      if (message.text === '' && message.attachments.length === 0) return 'keep';
      return { replace: { ...rest, text: '', attachments: [] } };
    },
    mentions: blackenAll,
  }),
  personal({
    collection: turns,
    holds: 'tool calls with their arguments and what they returned',
    erased: 'deleted',
    of: { field: 'conversationId', ids: 'threads' },
    fate: () => 'delete',
    mentions: blackenAll,
  }),
  personal({
    collection: replies,
    holds: 'what was answered',
    erased: 'deleted',
    of: { field: 'conversationId', ids: 'threads' },
    fate: () => 'delete',
    mentions: blackenAll,
  }),
  personal({
    collection: certificates,
    holds: 'what was answered, for the proof',
    erased: 'kept as commitments without salts and contents: the chain verifies as erased',
    of: { field: 'conversationId', ids: 'threads' },
    fate: (certificate) =>
      certificate.leaves.some(({ salt, content }) => salt !== undefined || content !== undefined)
        ? { replace: erasedCertificate(certificate) }
        : 'keep',
    // A text with a black bar in it would not be the one that was signed.
    mentions: (certificate, contacts) =>
      contacts.blackenAll(certificate.leaves, certificate.createdAt) && erasedCertificate(certificate),
  }),
];
