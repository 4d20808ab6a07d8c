import { featureOf } from '../../text-model/sparse-model.ts';
import type { Message } from './message.ts';

/** Kinds keep features of equal text apart. */
const ASKED_PAIR = 0;
const ONE = 1;
const PAIR = 2;
const TRIPLE = 3;
const FAR = 4;
const GENERAL = 6;
const GENERAL_TRIPLE = 7;
const ASKED = 8;
const ASKED_WORD = 9;
const PLACE = 10;
const EDGE = 11;
const THING = 12;

/** Features of the part of a message from a token up to another. */
export function clauseFeatures(message: Message, from: number, to: number): Int32Array {
  const { tokens, general, kinds, things, asked } = message;
  const found = new Set<number>();
  const put = (kind: number, text: string): void => {
    found.add(featureOf(kind, text));
  };
  const word = (at: number): string => (at < from ? '^' : at < to ? tokens[at]!.text : '$');
  for (let at = from - 1; at <= to; at += 1) {
    const [own, next, third] = [word(at), word(at + 1), word(at + 2)];
    if (at >= from && at < to) put(ONE, own);
    if (at < to) put(PAIR, `${own} ${next}`);
    if (at < to - 1) {
      put(TRIPLE, `${own} ${next} ${third}`);
      put(FAR, `${own} ${third}`);
    }
    if (at < from || at >= to) continue;
    if (asked !== '') {
      put(ASKED_WORD, `${asked} ${own}`);
      put(ASKED_PAIR, `${asked} ${general[at]} ${next}`);
    }
    if (kinds[at] === '' || kinds[at] === 'MATERIAL' || kinds[at] === 'UNIT')
      for (const part of message.parts[at]!) found.add(part);
  }
  generalised(message, from, to, put);
  const length = to - from;
  const size = length < 4 ? `${length}` : length < 6 ? '4' : length < 10 ? '6' : length < 18 ? '10' : '18';
  put(PLACE, `length ${size}`);
  put(PLACE, `asked ${asked}`);
  put(PLACE, `asked ${asked} length ${size}`);
  put(PLACE, `${from === 0 ? 'first' : 'later'}`);
  put(PLACE, `${to === tokens.length ? 'last' : 'earlier'}`);
  put(EDGE, `${from === 0 ? '' : general[from - 1]}`);
  const question = tokens[to - 1]?.text === '?';
  if (question) put(PLACE, `? ${asked}`);
  let [named, plain] = [0, 0];
  for (let at = from; at < to; at += 1) {
    if (things[at]) named += 1;
    if (general[at] === '~') plain += 1;
  }
  put(THING, `thing ${Math.min(2, named)} ${plain > 0} ${asked}`);
  put(THING, `thing ${Math.min(2, named)} ${size}`);
  put(THING, `unknown ${Math.min(3, plain)} of ${size}`);
  return Int32Array.from(found);
}

/** Words without what is particular, several unknown ones in a row as one. */
function generalised(
  { general, asked }: Message,
  from: number,
  to: number,
  put: (kind: number, text: string) => void,
): void {
  const row = ['^'];
  for (let at = from; at < to; at += 1) if (general[at] !== '~' || row.at(-1) !== '~') row.push(general[at]!);
  row.push('$');
  for (let at = 0; at < row.length - 1; at += 1) {
    put(GENERAL, `${row[at]}`);
    put(GENERAL, `${row[at]} ${row[at + 1]}`);
    if (at + 2 < row.length) {
      put(GENERAL_TRIPLE, `${row[at]} ${row[at + 1]} ${row[at + 2]}`);
      put(GENERAL_TRIPLE, `${row[at]} * ${row[at + 2]}`);
    }
    if (at + 3 < row.length) put(GENERAL_TRIPLE, row.slice(at, at + 4).join(' '));
  }
  if (row.length <= 7) {
    put(ASKED, `${asked} ${row.join(' ')}`);
    put(GENERAL_TRIPLE, row.join(' '));
  }
}

/** Features of a place between two tokens, where another intent may begin. */
export function boundaryFeatures(message: Message, at: number): Int32Array {
  const { tokens, general, asked } = message;
  const found = new Set<number>();
  const put = (text: string): void => {
    found.add(featureOf(20, text));
  };
  const word = (place: number): string => tokens[place]?.text ?? (place < 0 ? '^' : '$');
  const plain = (place: number): string => general[place] ?? (place < 0 ? '^' : '$');
  for (let offset = -3; offset <= 2; offset += 1) {
    put(`${offset} ${word(at + offset)}`);
    put(`g${offset} ${plain(at + offset)}`);
  }
  put(`lr ${word(at - 1)} ${word(at)}`);
  put(`ll ${word(at - 2)} ${word(at - 1)}`);
  put(`rr ${word(at)} ${word(at + 1)}`);
  put(`rrr ${plain(at)} ${plain(at + 1)} ${plain(at + 2)}`);
  put(`lll ${plain(at - 3)} ${plain(at - 2)} ${plain(at - 1)}`);
  put(`lrr ${plain(at - 1)} ${plain(at)} ${plain(at + 1)}`);
  put(`llr ${plain(at - 2)} ${plain(at - 1)} ${plain(at)}`);
  const [before, after] = [Math.min(4, at), Math.min(4, tokens.length - at)];
  put(`before ${before}`);
  put(`after ${after}`);
  put(`before ${before} after ${after}`);
  put(`before ${before} ${word(at - 1)} ${asked}`);
  put(`first ${word(0)} ${before}`);
  put(`asked ${asked} ${plain(at - 1)}`);
  put(`total ${Math.min(8, tokens.length >> 1)}`);
  return Int32Array.from(found);
}
