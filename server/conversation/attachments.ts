import { withoutCardNumbers } from '../commerce/card-numbers.ts';
import type { Block, ReplyDocument } from '../grounding/reply.ts';
import type { Store } from '../platform/store/port.ts';
import type { TurnInput } from './answerer.ts';
import { MAX_TEXT } from './mailbox.ts';
import { type Attachment, type InboundMessage, inboundMessages, type Turn } from './model.ts';

/** A picture as a model may see it. */
export interface Picture {
  mediaType: string;
  bytes: Uint8Array;
}

/** What words a voice note has; empty when there are none. Rejects when it cannot be told. */
export type Transcribe = (audio: Picture, signal: AbortSignal) => Promise<string>;

/** How pictures and voice notes are read. */
export interface Senses {
  read: (attachment: Attachment) => Promise<Uint8Array | undefined>;
  /** Absent where no endpoint is set. */
  transcribe?: Transcribe | undefined;
  /** Whether the model looks at pictures. */
  vision: boolean;
}

const MAX_PICTURES = 6;

/**
 * Voice notes as words: what is heard becomes part of the message's text, and is stored, so that a turn that runs again does not
 * ask again. What cannot be heard stays without words.
 */
export async function withWords(
  { store, senses, onFault }: { store: Store; senses: Senses | undefined; onFault: (error: unknown) => void },
  messages: readonly InboundMessage[],
  signal: AbortSignal,
): Promise<InboundMessage[]> {
  const transcribe = senses?.transcribe;
  const heard: InboundMessage[] = [];
  for (const message of messages) {
    const words = new Map<string, string>();
    for (const attachment of transcribe ? message.attachments : []) {
      if (attachment.kind !== 'voice' || attachment.text !== undefined) continue;
      try {
        const bytes = await senses!.read(attachment);
        const text = bytes && (await transcribe!({ mediaType: attachment.mediaType, bytes }, signal)).trim();
        if (text) words.set(attachment.mediaId, withoutCardNumbers(text).slice(0, MAX_TEXT));
      } catch (error) {
        onFault(error);
      }
    }
    heard.push(words.size === 0 ? message : await store.transaction((tx) => storeWords(tx, message, words)));
  }
  return heard;
}

async function storeWords(
  tx: Parameters<Parameters<Store['transaction']>[0]>[0],
  message: InboundMessage,
  words: ReadonlyMap<string, string>,
): Promise<InboundMessage> {
  const stored = (await tx.get(inboundMessages, message._id)) ?? message;
  // A worker that lost its lease may have been here first.
  const isNew = ({ mediaId, text }: Attachment): boolean => text === undefined && words.has(mediaId);
  const said = stored.attachments.filter(isNew).map(({ mediaId }) => words.get(mediaId)!);
  return tx.replace(inboundMessages, {
    ...stored,
    text: [stored.text, ...said]
      .filter((text) => text.trim() !== '')
      .join('\n')
      .slice(0, MAX_TEXT),
    attachments: stored.attachments.map((attachment) =>
      isNew(attachment) ? { ...attachment, text: words.get(attachment.mediaId)! } : attachment,
    ),
  });
}

/** The pictures that a model is to see. Those that are gone are left out. */
export async function picturesIn(
  senses: Senses | undefined,
  messages: readonly InboundMessage[],
): Promise<Picture[]> {
  if (!senses?.vision) return [];
  const found = await Promise.all(
    imagesOf(messages)
      .slice(-MAX_PICTURES)
      .map(async (attachment) => {
        const bytes = await senses.read(attachment);
        return bytes ? [{ mediaType: attachment.mediaType, bytes }] : [];
      }),
  );
  return found.flat();
}

const imagesOf = (messages: readonly InboundMessage[]): Attachment[] =>
  messages.flatMap(({ attachments }) => attachments.filter(({ kind }) => kind === 'image'));

/** Whether there are words to answer; if not, there is nothing that rules could understand. */
export const hasWords = (messages: readonly Pick<InboundMessage, 'text'>[]): boolean =>
  messages.some(({ text }) => text.trim() !== '');

/** A reply says what of the customer's could not be looked at or heard, and what to do instead. */
export function withUnread(
  document: ReplyDocument,
  { messages, pictures }: Pick<TurnInput, 'messages' | 'pictures'>,
  how: { by: Turn['by']; senses: Senses | undefined },
): ReplyDocument {
  const keys: string[] = [];
  const images = imagesOf(messages).length;
  if (images > 0 && (how.by !== 'model' || pictures.length < Math.min(images, MAX_PICTURES)))
    keys.push(how.senses?.vision ? 'picture_not_seen' : 'pictures_not_taken');
  const unheard = messages.some(({ attachments }) =>
    attachments.some(({ kind, text }) => kind === 'voice' && text === undefined),
  );
  if (unheard) keys.push(how.senses?.transcribe ? 'voice_not_heard' : 'voice_not_taken');
  if (keys.length === 0) return document;
  const said = keys.map((key): Block => ({ type: 'text', segments: [{ type: 'phrase', key }] }));
  return { ...document, blocks: [...said, ...document.blocks] };
}
