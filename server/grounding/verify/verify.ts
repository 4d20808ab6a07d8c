import { defineGuard, type Guard } from '../../platform/guard.ts';
import { factIdsOf } from '../blocks.ts';
import { claimModelOf } from '../claims/claim-model.ts';
import { unbackedSentences } from '../claims/unbacked.ts';
import type { Facts } from '../fact.ts';
import { lexiconOf } from '../lexicons/lexicons.ts';
import { talkOf } from '../lexicons/talk.ts';
import type { Block, ReplyDocument, Segment } from '../reply.ts';
import { type Violation, ViolationKind } from '../violation.ts';
import { misboundIn } from './binding.ts';
import { type Claim, claimsIn, codeShapes } from './claims.ts';
import { brokenWords, puttingTogether, reversedWords, signsIn, spelledByLines } from './disguise.ts';
import { type Paragraph, paragraphOf } from './paragraph.ts';
import { FACT_MARK, plainForm } from './plain-form.ts';
import { misplacedIn } from './roles.ts';
import { strangeNames } from './strange-names.ts';
import { checkStructure } from './structure.ts';
import { talkIn } from './talk.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Name of these rules, as certificates carry it. Another name whenever what may be sent changes. */
export const VERIFIER_VERSION = 'shopwright-verifier-4';

export interface VerifyOptions {
  facts: Facts;
  vocabulary: Vocabulary;
  /** Milliseconds, UTC. */
  now: number;
  /** A volatile fact that is older may not be said. */
  maxAgeMs: number;
}

/**
 * What a reply document says that no fact backs; empty: it may be sent. Free text is searched for everything that states something
 * (numbers in any shape, money, discounts, stock, dates, superlatives, policies, features, names), and refused where no fact in the same
 * sentence licenses it. It is not parsed: what cannot be told apart from a claim is one. Never throws.
 */
export function verify(document: ReplyDocument, options: VerifyOptions): Violation[] {
  const { facts, vocabulary } = options;
  const violations: Violation[] = checkStructure(document, facts, options).map((found) => ({
    start: 0,
    end: 0,
    ...found,
  }));
  const used = [...factIdsOf(document)].flatMap((id) => facts.get(id) ?? []);
  const products = new Set(used.flatMap(({ subject }) => subject.productId ?? []));
  const only = products.size === 1 ? [...products][0] : undefined;
  const texts = used.flatMap(({ kind, value }) =>
    value.type === 'text' && ['product', 'brand', 'variant'].includes(kind) ? [value.text] : [],
  );
  const ends = (id: string): boolean => {
    const { value } = facts.get(id) ?? {};
    return value?.type === 'text' && /[.!?]\s*$/.test(value.text);
  };
  const lexicon = lexiconOf(document.language);
  const talk = talkOf(document.language);
  const harmless = claimModelOf(document.language)?.known;
  const strangers = (paragraph: Paragraph): Claim[] =>
    lexicon && talk && harmless
      ? strangeNames(paragraph, { vocabulary, harmless, texts, lexicon, talk }, document.language).map(
          (part) => ({
            kind: 'product',
            ...part,
          }),
        )
      : [];
  let last: ReadonlySet<string> | undefined;
  const spelled = lexicon && spelledByLines(linesOf(document), lexicon);
  if (spelled)
    violations.push({
      kind: spelled.kind,
      start: 0,
      end: 0,
      text: spelled.word,
      message: MESSAGES.hidden_text,
    });
  document.blocks.forEach((block, blockIndex) => {
    for (const { segments, startsAt } of paragraphsOf(block)) {
      const spoken = segments.some((segment) => segment.type === 'text' && segment.text.trim() !== '');
      const put = (
        kind: ViolationKind,
        place: { segment: number; start: number; end: number; text: string },
        message: string,
      ) => violations.push({ kind, ...place, segment: place.segment + startsAt, block: blockIndex, message });
      if (!lexicon) {
        if (spoken)
          put('language', { segment: 0, start: 0, end: 0, text: document.language }, MESSAGES.language);
        continue;
      }
      const paragraph = paragraphOf(segments, ends);
      for (const place of paragraph.hidden)
        put('hidden_text', place, 'Signs that cannot be seen may not be sent.');
      if (spoken) {
        const stated = (read: Paragraph): Claim[] => [
          ...claimsIn(read, facts, lexicon, vocabulary, { products, texts }, talk),
          ...(talk ? talkIn(read, facts, lexicon, talk) : []),
        ];
        let read = paragraph;
        let claims = [
          ...stated(paragraph),
          ...signsIn(paragraph.text),
          ...brokenWords(paragraph.text, lexicon),
          ...reversedWords(paragraph.text, lexicon),
          ...strangers(paragraph),
        ];
        for (const keep of [1, 2] as const) {
          if (claims.length > 0) break;
          const other = puttingTogether(paragraph, keep);
          if (!other) break;
          read = other;
          claims = stated(other);
        }
        for (const { kind, start, end } of claims) put(kind, read.place(start, end), MESSAGES[kind]);
        segments.forEach((segment, index) => {
          if (segment.type !== 'text') return;
          for (const match of segment.text.matchAll(/\p{N}/gu)) {
            const end = match.index + match[0].length;
            put('number', { segment: index, start: match.index, end, text: match[0] }, MESSAGES.number);
          }
          for (const { kind, start, end } of codeShapes(segment.text, allowedCapitals(texts)))
            put(kind, { segment: index, start, end, text: segment.text.slice(start, end) }, MESSAGES[kind]);
        });
      }
      if (spoken && block.type !== 'quick_replies')
        for (const { start, end } of unbackedSentences(paragraph, facts, document.language))
          put('claim', paragraph.place(start, end), MESSAGES.claim);
      const bound = misboundIn(paragraph, facts, lexicon, vocabulary, last, only);
      last = bound.last;
      const misplaced = talk ? misplacedIn(bound.clauses, { paragraph, facts, lexicon, talk }) : [];
      for (const { mention, message } of [...bound.wrong, ...misplaced])
        put('binding', { segment: mention.segment, start: 0, end: 0, text: mention.fact }, message);
    }
  });
  return violations.flatMap((one) => GUARDS[one.kind](one) ?? []);
}

const ABBREVIATIONS = ['FAQ', 'USB', 'HDMI', 'WLAN', 'WIFI', 'ASAP', 'OKAY'];
const allowedCapitals = (texts: readonly string[]): ReadonlySet<string> =>
  new Set([...ABBREVIATIONS, ...texts.flatMap((text) => text.split(/[^\p{L}\p{N}_-]+/u))]);

const lines = (segments: readonly Segment[]): string[] =>
  segments
    .map((part) => (part.type === 'text' ? part.text : FACT_MARK))
    .join('')
    .split('\n')
    .map((line) => plainForm(line).text);

const linesOf = ({ blocks }: ReplyDocument): string[] =>
  blocks.flatMap((block) => (block.type === 'text' ? lines(block.segments) : []));

/** The parts of a block that are read as one text. */
function paragraphsOf(block: Block): { segments: readonly Segment[]; startsAt: number }[] {
  switch (block.type) {
    case 'text':
      return [{ segments: block.segments, startsAt: 0 }];
    case 'products':
    case 'comparison':
      return block.cards.flatMap(({ title, reason }) =>
        reason ? [{ segments: [{ type: 'fact', fact: title } as Segment, ...reason], startsAt: -1 }] : [],
      );
    case 'link':
      return [{ segments: [block.label], startsAt: 0 }];
    case 'quick_replies':
      return block.options.map(({ label }) => ({ segments: [label], startsAt: 0 }));
    default:
      return [];
  }
}

const MESSAGES: Record<ViolationKind, string> = {
  number: 'Numbers are written by code: put the fact in.',
  number_word: 'Numbers are written by code, also in words: put the fact in.',
  currency: 'Money is written by code: put the fact in.',
  discount: 'A discount may be spoken of only beside a fact that says so.',
  coupon: 'A code is written by code: put the fact in.',
  stock: 'Stock may be spoken of only beside a fact that says so, and never to press.',
  date: 'Days and times are written by code: put the fact in.',
  superlative: 'What is the first in something only a tool can say.',
  product: 'No fact of this reply names this product or brand.',
  feature: 'No fact in this sentence says so of this product.',
  claim:
    'This reads as if it stated something that no fact says. Say it with a fact, ask it as a question, or leave it out.',
  policy: 'Conditions are said by facts of get_policy only.',
  binding: 'A number stands alone: nothing may be added to it, taken from it or said to be counted by it.',
  confirmation: 'Do not confirm what the customer said: say the fact.',
  customer: 'Say nothing of the customer or of other people.',
  contact: 'Lead nobody elsewhere, and ask for nothing that belongs on the payment page.',
  guess: 'Do not guess: say what was looked up, or that it is not known.',
  hidden_text: 'No text may be hidden in another.',
  unknown_fact: 'No tool of this conversation returned such a fact.',
  stale_fact: 'The fact is too old: read it again.',
  language: 'There are no rules for this language: use phrases and facts only.',
};

const GUARDS = Object.fromEntries(
  ViolationKind.options.map((kind) => [kind, defineGuard(`verify:${kind}`, MESSAGES[kind])]),
) as Record<ViolationKind, Guard>;
