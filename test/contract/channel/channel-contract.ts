import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel, RawRequest, VendorMessage } from '../../../server/channels/channel.ts';
import { PHRASES, type PhraseKey } from '../../../server/grounding/phrases/phrases.ts';
import type { RenderedReply } from '../../../server/grounding/rendered-reply.ts';
import { anyReply } from './any-reply.ts';
import { expectSameFacts, type Shown } from './same-facts.ts';
import type { Answer } from './vendor.ts';

/** What a vendor would deliver. */
export interface Written {
  messageId: string;
  userId: string;
  text: string;
  at: number;
}

/** A channel on its own, with a vendor that does as it is told. */
export interface ChannelUnderTest {
  channel: Channel;
  /** A delivery of these messages, in the vendor's form. */
  delivery(written: readonly Written[]): Uint8Array;
  /** A delivery of a message of a kind that nobody has heard of. */
  strange(written: Omit<Written, 'text'>): Uint8Array;
  /** A delivery of what is told of a message that was sent. */
  fate(messageId: string, correlation: string): Uint8Array;
  /** As the vendor would send it to the shop. */
  signed(body: Uint8Array): RawRequest;
  /** What the customer sees; fails for a message that the vendor would not take. */
  seen(message: VendorMessage): Shown;
  /** What the vendor answers when something is sent. */
  vendor: {
    takes(messageId: string): void;
    answers(answer: Answer): void;
    /** Texts and correlations that arrived. */
    arrived(): { text: string; correlation: string; to: string }[];
    gone(): Promise<void>;
  };
  /** Phrases that it may use as labels. */
  phrases: readonly PhraseKey[];
  close(): Promise<void>;
}

/** What the shop relies on with every channel. */
export function describeChannel(name: string, open: () => Promise<ChannelUnderTest>): void {
  describe(`${name}, as a channel`, () => {
    let test: ChannelUnderTest;
    beforeEach(async () => {
      test = await open();
    });
    afterEach(() => test.close());

    const hello: Written = {
      messageId: 'm1',
      userId: '16505551234',
      text: 'Hello, Größe 42?',
      at: 1_749_416_383_000,
    };
    const said = (text: string): RenderedReply => ({
      language: 'en',
      locale: 'en-US',
      blocks: [{ type: 'text', runs: [{ text }] }],
    });
    const send = (text = 'Hello!', signal = AbortSignal.timeout(30_000)) =>
      test.channel.send({ userId: hello.userId }, test.channel.render(said(text))[0]!, 'dlv_1:0', signal);

    it('has a name that fits in an address, and an account', () => {
      expect(test.channel.name).toMatch(/^[a-z][a-z0-9-]{1,31}$/);
      expect(test.channel.account).not.toBe('');
    });

    it('knows its vendor by the signature over the raw bytes', () => {
      const request = test.signed(test.delivery([hello]));
      expect(test.channel.verify(request)).toMatchObject({ ok: true });
      for (let at = 0; at < request.body.length; at += 7) {
        const body = Uint8Array.from(request.body);
        body[at]! ^= 1;
        expect(test.channel.verify({ ...request, body })).toMatchObject({ ok: false });
      }
      expect(test.channel.verify({ ...request, headers: {} })).toMatchObject({ ok: false });
      expect(test.channel.verify({ ...request, headers: {}, method: 'GET' })).toMatchObject({ ok: false });
    });

    it('reads every message of a delivery, in its order, the same each time', () => {
      const second = { ...hello, messageId: 'm2', text: 'And in blue?', at: hello.at + 1000 };
      const body = test.delivery([hello, second]);
      const events = test.channel.parse(body);
      expect(events).toMatchObject(
        [hello, second].map(({ messageId, userId, text, at }) => ({
          kind: 'message',
          messageId,
          at,
          from: { userId },
          content: { type: 'text', text },
        })),
      );
      expect(test.channel.parse(body)).toEqual(events);
    });

    it('does not lose a message that it cannot read', () => {
      expect(test.channel.parse(test.strange(hello))).toMatchObject([
        {
          kind: 'message',
          messageId: 'm1',
          from: { userId: hello.userId },
          content: { type: 'unsupported' },
        },
      ]);
    });

    it('throws for what is not of its vendor', () => {
      for (const body of ['', 'null', '[]', '{}', '<xml/>', '{"object":"other"}'])
        expect(() => test.channel.parse(Buffer.from(body))).toThrow(TypeError);
    });

    it('tells the fate of what was sent with what was sent along', () => {
      expect(test.channel.parse(test.fate('v1', 'dlv_1:0'))).toMatchObject([
        { kind: 'status', messageId: 'v1', correlation: 'dlv_1:0' },
      ]);
    });

    it.each(['rich', 'text'] as const)(
      'says any reply within its limits, with the same facts: %s',
      (form) => {
        const phrases = Object.values(PHRASES).flatMap((own) => test.phrases.map((key) => own[key]));
        fc.assert(
          fc.property(anyReply, (reply) => {
            const shown = test.channel.render(reply, form).map((message) => test.seen(message));
            expectSameFacts(reply, shown, { phrases, longest: test.channel.capabilities.text });
            if (form === 'text') expect(shown.flatMap(({ labels }) => labels)).toEqual([]);
          }),
          { numRuns: 60 },
        );
      },
    );

    it('sends, and learns the vendor’s id', async () => {
      test.vendor.takes('v1');
      expect(await send()).toEqual({ ok: true, messageId: 'v1' });
      expect(test.vendor.arrived()).toEqual([{ text: 'Hello!', correlation: 'dlv_1:0', to: hello.userId }]);
    });

    it('never rejects, and tells what is worth another try from what may have arrived', async () => {
      for (const body of ['busy', { unknown: true }]) {
        test.vendor.answers({ status: 429, body });
        expect(await send()).toMatchObject({ ok: false, error: { class: 'retry' } });
        test.vendor.answers({ status: 502, body });
        expect(await send()).toMatchObject({ ok: false, error: { class: 'unknown' } });
        test.vendor.answers({ status: 200, body });
        expect(await send()).toMatchObject({ ok: false, error: { class: 'unknown' } });
      }
      test.vendor.answers('cut');
      expect(await send()).toMatchObject({ ok: false, error: { class: 'unknown' } });
      const stop = new AbortController();
      test.vendor.answers('hang');
      const hanging = send('Hello!', stop.signal);
      stop.abort();
      expect(await hanging).toMatchObject({ ok: false, error: { class: 'unknown' } });
      await test.vendor.gone();
      expect(await send()).toMatchObject({ ok: false, error: { class: 'retry' } });
    });

    it('tells nobody what was said when it failed', async () => {
      test.vendor.answers({
        status: 400,
        body: { error: { code: 999, message: 'to 16505551234: Secret words' } },
      });
      const outcome = await send('Secret words');
      expect(outcome).toMatchObject({ ok: false, error: { class: 'never' } });
      expect(JSON.stringify(outcome)).not.toContain('16505551234');
    });
  });
}
