import type { CompiledTalk } from '../lexicons/talk.ts';
import { matchesOf } from '../lexicons/whole-words.ts';
import type { Part } from './sentences.ts';

const OPENING = /^[\s"'“«,-]*/u;

export const isQuestion = (text: string, { end }: Part): boolean => text[end] === '?';

/** Whether a sentence asks what the customer wants or means. "Did you know …?" states something. */
export function isAsking(text: string, { start, end }: Part, talk: CompiledTalk): boolean {
  if (!isQuestion(text, { start, end })) return false;
  const says = text.slice(start, end);
  for (const part of says.split(/[,:]/)) {
    const lead = OPENING.exec(part)![0].length;
    const [match] = matchesOf(part.slice(lead, lead + 40), talk.asks);
    if (match?.index === 0) return true;
  }
  return false;
}

/** Whether the speaker says that it cannot do this or does not know it. */
export const isUnable = (text: string, { start, end }: Part, talk: CompiledTalk): boolean =>
  text.slice(start, end).search(talk.unable) >= 0;

/** A sentence cut at commas, colons and words like "but": what is said of one of them is not said of the next. */
export function statementsOf(text: string, sentence: Part, talk: CompiledTalk): Part[] {
  const says = text.slice(sentence.start, sentence.end);
  const cuts = [...says.matchAll(/[,:()]|\s-+\s/gu), ...matchesOf(says, talk.but)]
    .map(({ index, 0: found }) => ({ start: index, end: index + (/\p{L}/u.test(found) ? 0 : found.length) }))
    .sort((a, b) => a.start - b.start);
  const parts: Part[] = [];
  let from = 0;
  for (const cut of cuts) {
    if (cut.start > from) parts.push({ start: sentence.start + from, end: sentence.start + cut.start });
    from = Math.max(from, cut.end);
  }
  if (from < says.length) parts.push({ start: sentence.start + from, end: sentence.end });
  return parts;
}
