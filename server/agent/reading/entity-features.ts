import { featureOf } from '../../text-model/sparse-model.ts';
import type { Message } from './message.ts';

/** Features of one token for the tagger. @param intents the intent of the clause of each token */
export function tokenFeatures(message: Message, at: number, intents: readonly string[]): Int32Array {
  const { tokens, kinds, general, things, asked, text, numbers } = message;
  const found = new Set<number>();
  const put = (feature: string): void => {
    found.add(featureOf(30, feature));
  };
  const word = (place: number): string => tokens[place]?.text ?? (place < 0 ? '^' : '$');
  const plain = (place: number): string => general[place] ?? (place < 0 ? '^' : '$');
  const kind = (place: number): string => kinds[place] ?? '';
  const own = word(at);
  const intent = intents[at] ?? '';
  const raw = text.slice(tokens[at]!.start, tokens[at]!.end);
  const shape = /^\p{Lu}+$/u.test(raw) && raw.length > 1 ? 'AA' : /^\p{Lu}/u.test(raw) ? 'Aa' : 'aa';

  put('bias');
  for (let offset = -2; offset <= 2; offset += 1) {
    put(`w${offset} ${word(at + offset)}`);
    put(`g${offset} ${plain(at + offset)}`);
    put(`k${offset} ${kind(at + offset)} ${things[at + offset] ?? ''}`);
  }
  put(`w-1w0 ${word(at - 1)} ${own}`);
  put(`w0w1 ${own} ${word(at + 1)}`);
  put(`g-1g0 ${plain(at - 1)} ${plain(at)}`);
  put(`g0g1 ${plain(at)} ${plain(at + 1)}`);
  put(`g-2g-1 ${plain(at - 2)} ${plain(at - 1)}`);
  put(`g-2g-1g0 ${plain(at - 2)} ${plain(at - 1)} ${plain(at)}`);
  put(`g-1g0g1 ${plain(at - 1)} ${plain(at)} ${plain(at + 1)}`);
  put(`g0g1g2 ${plain(at)} ${plain(at + 1)} ${plain(at + 2)}`);
  put(`g1g2 ${plain(at + 1)} ${plain(at + 2)}`);
  put(`g-3 ${plain(at - 3)} ${plain(at - 2)} ${plain(at - 1)}`);
  for (let size = 2; size <= 4; size += 1) {
    if (own.length > size) put(`end ${own.slice(-size)}`);
    if (own.length > size) put(`start ${own.slice(0, size)}`);
  }
  const role = `${kind(at)}${things[at] ? '+' : ''}${plain(at) === '~' ? '~' : ''}`;
  put(`shape ${shape} ${role}`);
  put(`shape ${shape} ${at === 0} ${intent}`);
  put(`i ${intent} ${role}`);
  put(`i ${intent} w ${own}`);
  put(`i ${intent} g-1 ${plain(at - 1)} ${role}`);
  put(`i ${intent} g-1 ${plain(at - 1)} g ${plain(at)}`);
  put(`i ${intent} g1 ${plain(at + 1)} ${role}`);
  put(`i ${intent} a ${asked} ${role}`);
  put(`i ${intent} g ${plain(at)} g1 ${plain(at + 1)}`);
  put(`a ${asked} ${role}`);
  put(`a ${asked} w ${own}`);
  put(`a ${asked} n ${Math.min(6, tokens.length)} ${role}`);
  const first = at === 0 || intents[at - 1] !== intent;
  put(`i ${intent} first ${first} ${role}`);
  put(`i ${intent} last ${at === tokens.length - 1} ${role}`);
  const number = numbers.find((span) => span.from <= at && at < span.to);
  if (number) {
    const size =
      number.value < 10 ? 'small' : number.value < 100 ? 'tens' : number.value < 1000 ? 'hundreds' : 'more';
    put(`number ${size} ${intent}`);
    put(`number ${size} ${asked}`);
    put(`number ${number.from === at} ${number.to - number.from} ${plain(at - 1)}`);
    put(`number ${plain(number.to)} ${plain(number.from - 1)}`);
    put(`number ${intent} ${plain(number.to)} ${plain(number.from - 1)}`);
    if (kind(number.to) === 'CUR' || kind(number.from - 1) === 'CUR') put(`money ${intent}`);
  }
  return Int32Array.from(found);
}
