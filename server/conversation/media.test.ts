import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ConversationShop, openConversationShop } from '../../test/fixtures/conversation.ts';
import { OGG, PNG } from '../../test/fixtures/media.ts';
import { type Blobs, folderBlobs } from '../platform/blobs.ts';
import { randomIds } from '../platform/ids.ts';
import { withWords } from './attachments.ts';
import { forgetMedia, MediaService, media } from './media.ts';
import { type Conversation, inboundMessages } from './model.ts';

let shop: ConversationShop;
let folder: string;
let blobs: Blobs;
let service: MediaService;
let conversation: Conversation;
const faults: unknown[] = [];
const open = () =>
  new MediaService({
    ...{ store: shop.store, clock: shop.clock, ids: randomIds, blobs },
    onFault: (error) => faults.push(error),
  });
const files = () => readdirSync(folder);
const gone = () => expect.poll(files).toEqual([]);

beforeEach(async () => {
  shop = await openConversationShop();
  folder = join(mkdtempSync(join(tmpdir(), 'shopwright-')), 'media');
  blobs = folderBlobs(folder);
  service = open();
  ({ conversation } = await shop.talk());
});
afterEach(async () => {
  service.close();
  await shop.close();
  rmSync(join(folder, '..'), { recursive: true });
  expect(faults.splice(0)).toEqual([]);
});

it('keeps bytes in a file that nobody else may read, until their document goes', async () => {
  const kept = await service.put(conversation, PNG);
  expect(files()).toEqual([kept._id]);
  expect(statSync(join(folder, kept._id)).mode & 0o077).toBe(0);
  expect(Buffer.from((await service.read({ mediaId: kept._id }))!).equals(Buffer.from(PNG))).toBe(true);
  const attachments = await service.attachments(conversation, [kept._id]);
  await shop.store.transaction((tx) => forgetMedia(tx, attachments));
  await gone();
  expect(await service.read({ mediaId: kept._id })).toBeUndefined();
});

it('deletes at the start what a crash left without a document', async () => {
  const kept = await service.put(conversation, PNG);
  await blobs.put('med_orphan', OGG);
  await open().start();
  expect(files()).toEqual([kept._id]);
});

it('leaves no file behind when the conversation is gone', async () => {
  await expect(service.put({ _id: 'no such' }, PNG)).rejects.toMatchObject({ code: 'session_unknown' });
  expect(files()).toEqual([]);
  expect(await shop.store.count(media)).toBe(0);
});

it('lets no name of a file lead out of its folder', async () => {
  await expect(blobs.put('../x', PNG)).rejects.toThrow(TypeError);
  expect(() => blobs.get('../x')).toThrow(TypeError);
});

it('writes the words of a voice note down once, though two workers heard it', async () => {
  const kept = await service.put(conversation, OGG);
  await shop.lanes.stop(0);
  const { message } = await shop.conversations.post(conversation, {
    providerMessageId: 'm1',
    text: 'Hello',
    attachments: () => service.attachments(conversation, [kept._id]),
  });
  const hear = () =>
    withWords(
      {
        store: shop.store,
        senses: {
          read: (attachment) => service.read(attachment),
          transcribe: async () => 'is it in stock?',
          vision: false,
        },
        onFault: (error) => faults.push(error),
      },
      [message],
      new AbortController().signal,
    );
  await Promise.all([hear(), hear()]);
  expect((await shop.store.get(inboundMessages, message._id))!.text).toBe('Hello\nis it in stock?');
});
