import type { Fact, Facts } from '../fact.ts';
import type { Compiled } from '../lexicons/lexicon.ts';
import type { CompiledTalk, Talk } from '../lexicons/talk.ts';
import { matchesOf } from '../lexicons/whole-words.ts';
import type { ViolationKind } from '../violation.ts';
import { type Claim, struck } from './claims.ts';
import type { Paragraph } from './paragraph.ts';
import { FACT_MARK } from './plain-form.ts';
import { mentionsIn, type Part, sentencesOf } from './sentences.ts';
import { isAsking, isQuestion, isUnable, statementsOf } from './speech.ts';

/** What each list is refused as. */
const LISTS: readonly (readonly [keyof Talk, ViolationKind])[] = [
  ['bargain', 'discount'],
  ['terms', 'policy'],
  ['supply', 'stock'],
  ['delivery', 'date'],
  ['ranking', 'superlative'],
  ['customer', 'customer'],
  ['guess', 'guess'],
  ['unit', 'binding'],
  ['contact', 'contact'],
];

/** Addresses of the web and of mail, also over the point that ends a sentence. */
const LINK =
  /https?:\/\/|(?<![\p{L}\p{N}])www\.|(?<![\p{L}\p{N}._-])[\p{L}\p{N}-]{1,40}\.(?:com|net|org|shop|store|example|io|biz|info|de|at|ch|fr|be|es|mx|pt|br|uk)(?![\p{L}\p{N}])|[^\s@]{1,40}@[\p{L}\p{N}-]{2,40}\./gu;

const COUNTS = new Set<Fact['kind']>([
  ...([
    'price',
    'compare_at',
    'stock',
    'quantity',
    'line_total',
    'total',
    'delivery',
    'result_count',
  ] as const),
]);

/**
 * What no assistant of a shop says whatever the facts are: bargains, conditions, promises, rankings, what it knows of people, guesses,
 * confirmations of what was not looked up. A question for what the customer wants, and what the speaker says it cannot do, state nothing.
 */
export function talkIn(paragraph: Paragraph, facts: Facts, lexicon: Compiled, talk: CompiledTalk): Claim[] {
  const text = struck(paragraph.text, lexicon.harmless);
  const claims: Claim[] = [];
  const add = (kind: ViolationKind, part: Part): void => {
    claims.push({ kind, ...part });
  };
  for (const match of matchesOf(text, LINK))
    add('contact', { start: match.index, end: match.index + match[0].length });
  for (const match of matchesOf(text, talk.backwards))
    add('hidden_text', { start: match.index, end: match.index + match[0].length });
  const sentences = sentencesOf(text);
  sentences.forEach((sentence, index) => {
    const near = mentionsIn(paragraph, sentence).flatMap(({ fact }) => facts.get(fact) ?? []);
    const asking = isAsking(paragraph.text, sentence, talk);
    const says = text.slice(sentence.start, sentence.end);
    let parts: readonly Part[] | undefined;
    const unable = (at: number): boolean => {
      parts ??= statementsOf(text, sentence, talk).filter((part) => isUnable(paragraph.text, part, talk));
      return parts.some((part) => at >= part.start && at < part.end);
    };
    if (!asking)
      for (const [list, kind] of LISTS) {
        if (isBacked(list, near)) continue;
        for (const match of matchesOf(says, talk[list])) {
          const start = sentence.start + match.index;
          if (unable(start) || (list === 'contact' && denied(text, sentence, start, lexicon, talk))) continue;
          add(kind, { start, end: start + match[0].length });
        }
      }
    for (const part of blurred(text, sentence, paragraph, facts, talk)) add('binding', part);
    const confirmed = confirmation(paragraph.text, sentence, sentences[index + 1], talk);
    if (confirmed) add('confirmation', confirmed);
  });
  return claims;
}

/** "Never send your card number": said not to be done, in the same statement. */
const denied = (text: string, sentence: Part, at: number, { not }: Compiled, talk: CompiledTalk): boolean =>
  statementsOf(text, sentence, talk).some(
    (part) => at >= part.start && at < part.end && text.slice(part.start, part.end).search(not) >= 0,
  );

/** Words that a fact of the same sentence may be introduced by. */
function isBacked(list: keyof Talk, near: readonly Fact[]): boolean {
  const has = (...kinds: Fact['kind'][]): boolean => near.some(({ kind }) => kinds.includes(kind));
  if (list === 'bargain') return has('compare_at');
  if (list === 'terms') return has('policy', 'notice');
  if (list === 'delivery') return has('order_status', 'tracking');
  if (list === 'ranking') return has('superlative');
  return false;
}

/** "about", "from" and "does not cost", directly before a number that code writes, or directly behind it. */
function blurred(
  text: string,
  sentence: Part,
  paragraph: Paragraph,
  facts: Facts,
  talk: CompiledTalk,
): Part[] {
  const found: Part[] = [];
  const mentions = mentionsIn(paragraph, sentence);
  const unable = (at: number): boolean =>
    statementsOf(text, sentence, talk).some(
      (part) => at >= part.start && at < part.end && isUnable(text, part, talk),
    );
  mentions.forEach(({ fact, at }, index) => {
    const { kind } = facts.get(fact) ?? {};
    if (kind === undefined || !COUNTS.has(kind)) return;
    const from = (mentions[index - 1]?.at ?? sentence.start - 1) + 1;
    const to = mentions[index + 1]?.at ?? sentence.end;
    const before = text.slice(from, at);
    const after = text.slice(at + FACT_MARK.length, to);
    for (const [list, words] of [
      ['about', talk.about],
      ['denied', talk.denied],
    ] as const) {
      if (list === 'denied' && kind === 'compare_at') continue;
      if (list === 'about' && unable(at)) continue;
      for (const match of matchesOf(before, words))
        if (/^\s*(?:\p{L}{1,3}\s+)?["'«“]*$/u.test(before.slice(match.index + match[0].length)))
          found.push({ start: from + match.index, end: from + match.index + match[0].length });
    }
    const tail = at + FACT_MARK.length;
    for (const match of matchesOf(after, talk.about))
      if (/^[\s,–-]*(?:\p{L}{1,3}\s+)?$/u.test(after.slice(0, match.index)))
        found.push({ start: tail + match.index, end: tail + match.index + match[0].length });
  });
  return found;
}

/** "Yes." and "That's right, …": says that what the customer claimed is so. What follows has to be a fact, an offer or a question. */
function confirmation(
  text: string,
  sentence: Part,
  next: Part | undefined,
  talk: CompiledTalk,
): Part | undefined {
  const says = text.slice(sentence.start, sentence.end);
  const lead =
    /^[\s"'“«-]*(?:(?:oh|ah|eh|hm+|well|pues|bueno|na|nun|ben|ach|ora|olha|mira|ok|okay)[,\s]+)?/u.exec(
      says,
    )![0].length;
  const [match] = matchesOf(says.slice(lead, lead + 60), talk.confirm);
  if (!match || match.index > 0 || isQuestion(text, sentence)) return undefined;
  const end = lead + match[0].length;
  const rest = says.slice(end);
  if (!/^\s*(?:$|[,:–-]|\p{Extended_Pictographic})/u.test(rest)) return undefined;
  const goesOn = /[\p{L}\uFFFC]/u.test(rest);
  const [then, part] = goesOn
    ? [rest.replace(/^[\s,:–-]+/u, ''), sentence]
    : [next ? text.slice(next.start, next.end).trim() : '', next];
  const opens = [...matchesOf(then.slice(0, 60), talk.own)].some(({ index }) => index < 14);
  if (then.includes(FACT_MARK) || opens || (part && isAsking(text, part, talk))) return undefined;
  return { start: sentence.start + lead, end: sentence.start + end };
}
