import { expect, it } from 'vitest';
import { judgeMessages } from './messages.ts';

type Given = Parameters<typeof judgeMessages>[0];
type Fact = Given['whatsapp'][number];

/** Each text is its message's id too. */
const wrote = (text: string, person = 'ada'): Fact => ({
  ...({ kind: 'written', person, text } as const),
  ...{ messageId: text, at: 1000 },
});
const took = (...messages: string[]): Fact => ({ kind: 'acknowledged', messages, statuses: [], when: 5 });

/** @param stored texts in their order, each as `conversation text` */
const found = (whatsapp: Fact[], stored: string[]): string[] => {
  const inbound = stored.map((line, index) => {
    const [conversationId = '', text = ''] = line.split(' ');
    return [`msg_${index}`, { _id: `msg_${index}`, conversationId, text, sequence: index + 1 }];
  });
  const conversations = ['a', 'b'].map((_id) => ({ _id, channel: 'whatsapp' }));
  const given = { whatsapp, inbound: new Map(inbound as never), conversations };
  return [...judgeMessages(given as unknown as Given)].map(({ invariant }) => invariant);
};

it('is content when all that was written is stored, whatever came first', () => {
  expect(found([wrote('1'), wrote('2'), took('2'), took('1', '2')], ['a 2', 'a 1'])).toEqual([]);
});

it('does not mind what is said on the web', () => {
  expect(found([], ['web hello'])).toEqual([]);
});

it.each<[string, Fact[], string[]]>([
  ['no acknowledged message is lost', [wrote('1'), took('1')], []],
  ['every delivery is taken', [wrote('1')], ['a 1']],
  ['a message is stored once', [wrote('1'), took('1')], ['a 1', 'a 1']],
  ['a message was written by a customer', [], ['a 1']],
  ['a customer has one conversation', [wrote('1'), wrote('2'), took('1', '2')], ['a 1', 'b 2']],
  ['a conversation has one customer', [wrote('1'), wrote('2', 'bob'), took('1', '2')], ['a 1', 'a 2']],
  ['messages stand in their order', [wrote('1'), took('1'), wrote('2'), took('2')], ['a 2', 'a 1']],
])('sees where not: %s', (invariant, whatsapp, stored) => {
  expect(found(whatsapp, stored)).toEqual([invariant]);
});
