import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ShopwrightServer, startShopwright } from '../../../test/fixtures/shopwright-server.ts';
import type { ReplyView } from './shapes.ts';

type ShopMessage = UIMessage<unknown, { reply: ReplyView }>;

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright();
  await server.put({ id: 'cup', title: 'Blue Cup', price: 1999 });
});
afterAll(() => server.close());

const open = async (): Promise<string> =>
  (await server.ask('/v1/conversations', { method: 'POST', body: {} })).json!.conversation_id as string;
const asked = (id: string, text: string): ShopMessage => ({
  id,
  role: 'user',
  parts: [{ type: 'text', text }],
});

/** As `useChat` sends, and as it puts the answer together. */
async function chat(conversation: string, messages: ShopMessage[]): Promise<ShopMessage> {
  const transport = new DefaultChatTransport<ShopMessage>({
    api: `${server.url}/v1/conversations/${conversation}/chat`,
  });
  const stream = await transport.sendMessages({
    chatId: 'chat',
    messages,
    trigger: 'submit-message',
    messageId: undefined,
    abortSignal: undefined,
  });
  let last: ShopMessage | undefined;
  for await (const message of readUIMessageStream<ShopMessage>({ stream, terminateOnError: true }))
    last = message;
  return last!;
}
const textOf = ({ parts }: ShopMessage): string =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
const replyOf = ({ parts }: ShopMessage): ReplyView | undefined =>
  parts.find((part) => part.type === 'data-reply')?.data;

it('answers the AI SDK’s own client, with the blocks beside the text', async () => {
  const answer = await chat(await open(), [asked('m1', 'how much is the blue cup?')]);
  expect(textOf(answer)).toContain('Blue Cup costs $19.99.');
  expect(replyOf(answer)?.blocks.map(({ type }) => type)).toEqual(['text', 'products']);
  expect(replyOf(answer)?.proof_url).toContain('/proof/');
  expect(answer.id).toBe(replyOf(answer)?.id);
});

it('gives a message that is sent again the reply that it got, at once, whatever was said since', async () => {
  const id = await open();
  const first = asked('m1', 'how much is the blue cup?');
  const answer = await chat(id, [first]);
  await chat(id, [first, answer, asked('m2', 'show my cart')]);
  const again = await chat(id, [first]);
  expect(replyOf(again)?.id).toBe(replyOf(answer)?.id);
  expect(textOf(again)).toBe(textOf(answer));
});

it('gives each of two messages written at once the reply that answers it', async () => {
  const id = await open();
  const [one, two] = await Promise.all([
    chat(id, [asked('m1', 'how much is the blue cup?')]),
    chat(id, [asked('m2', 'show my cart')]),
  ]);
  const { json } = await server.ask(`/v1/conversations/${id}/messages`);
  const { messages, replies } = json as unknown as {
    messages: { text: string; turn_id: string }[];
    replies: { id: string; turn_id: string }[];
  };
  for (const [answer, text] of [
    [one, 'how much is the blue cup?'],
    [two, 'show my cart'],
  ] as const) {
    const turn = messages.find((message) => message.text === text)?.turn_id;
    expect(replyOf(answer)?.id).toBe(replies.find(({ turn_id }) => turn_id === turn)?.id);
  }
});
