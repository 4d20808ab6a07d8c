import type { Fact, Facts } from '../fact.ts';
import type { Compiled } from '../lexicons/lexicon.ts';
import { listedAfter, type SpokenClause, spokenClauses, spokenOf } from '../verify/binding.ts';
import { FACT_MARK } from '../verify/plain-form.ts';
import type { Part } from '../verify/sentences.ts';
import { within } from '../verify/sentences.ts';
import type { Vocabulary } from '../verify/vocabulary.ts';
import type { Mark, Marked } from './marks.ts';
import { columnsOf } from './table.ts';
import type { Told } from './told.ts';
import type { OutsidePatterns } from './words.ts';

/** The rules of one language, and what was told. */
export interface Rules {
  told: Told;
  lexicon: Compiled;
  words: OutsidePatterns;
  vocabulary: Vocabulary;
  locales: readonly string[];
  /** BCP 47, in which replacements are written. */
  locale: string;
}

/** A mark, and what stands around it. */
export interface Context {
  mark: Mark;
  spoken: SpokenClause;
  /** Products that it is said of; undefined where none is named and there are several. */
  products: ReadonlySet<string> | undefined;
  clause: string;
  /** The clause in plain form, with its numbers. */
  passage: string;
  /** Of the clause before and after the mark. */
  before: string;
  after: string;
  sentence: string;
  /** Of a table: what stands at the head of the column. */
  heading?: string;
  /** Marks of the same sentence. */
  beside: readonly Mark[];
}

/** Facts for finding out what is spoken of: products, and for numbers the first fact that they may be. */
function provisional(marked: Marked, told: Told): Facts {
  const facts = new Map<string, Fact>();
  marked.marks.forEach((mark, index) => {
    const product = mark.said.find((said) => said.type === 'product');
    if (product) facts.set(String(index), productFact(product.product.id, String(index)));
    const money = mark.number && told.sums.get(mark.number.numeral)?.find(({ kind }) => kind === 'price');
    if (money) facts.set(String(index), money);
  });
  return facts;
}

export const productFact = (productId: string, id: string): Fact => ({
  id,
  kind: 'product',
  field: 'product',
  subject: { productId },
  value: { type: 'text', text: '' },
  callId: '',
  observedAt: 0,
});

export interface Surroundings {
  contexts: readonly Context[];
  clauses: readonly SpokenClause[];
}

/** Words of the language that are words of a name too must not bind anything: only names that were told do. */
function namesOf({ products }: Told, vocabulary: Vocabulary): Vocabulary {
  return {
    productsNamed: (word) => {
      const named = [...(vocabulary.productsNamed(word) ?? [])].filter((id) => products.has(id));
      return named.length === 0 ? undefined : new Set(named);
    },
    isBrand: (words) => vocabulary.isBrand(words),
    knows: (word) => vocabulary.knows(word),
    isAttributeWord: (word) => vocabulary.isAttributeWord(word),
  };
}

const rangeOf = ({ start, end }: Part): [number, number] => [start, end];

/** What each mark is said of. */
export function contextsOf(marked: Marked, rules: Rules): Surroundings {
  const { told, lexicon } = rules;
  const vocabulary = namesOf(told, rules.vocabulary);
  const columns = columnsOf(marked);
  const { paragraph, marks } = marked;
  const facts = provisional(marked, told);
  const { clauses } = spokenClauses(paragraph, facts, lexicon, vocabulary, undefined);
  const only = told.only === undefined ? undefined : new Set([told.only]);
  const contexts: Context[] = [];
  const listedIn = new Map<Part, ReadonlyMap<number, ReadonlySet<string>>>();
  for (const spoken of clauses) {
    const { clause, sentence, inSentence } = spoken;
    if (!listedIn.has(sentence)) {
      // "A and B cost 5 and 6" says each of its own, also where that is wrong.
      const listed = listedAfter(paragraph, facts, sentence, inSentence) ?? [];
      listedIn.set(sentence, new Map(listed.map(({ at }, index) => [at, inSentence[index]!.products])));
    }
    const said = paragraph.text.slice(sentence.start, sentence.end);
    const beside = within(marks, sentence);
    for (const mark of within(marks, clause)) {
      const column = columns.get(mark);
      contexts.push({
        mark,
        spoken,
        ...(column && { heading: column.heading }),
        products:
          column?.products ?? listedIn.get(sentence)!.get(mark.at) ?? spokenOf(mark.at, spoken) ?? only,
        clause: paragraph.text.slice(clause.start, clause.end),
        passage: marked.reading.text.slice(...rangeOf(marked.inReading(clause))),
        before: paragraph.text.slice(clause.start, mark.at),
        after: paragraph.text.slice(mark.at + FACT_MARK.length, clause.end),
        sentence: said,
        beside,
      });
    }
  }
  return { contexts, clauses };
}
