import { isTargetWord } from '../analysis/target-words.ts';
import { ALL_LANGUAGES, type Concept, type ConceptMatch, headOf, matchConcepts } from './concepts.ts';

/** What the words of a query name. */
export interface QueryKind {
  /** What is looked for; several where a word means several things; none when the query names nothing. */
  readonly heads: readonly Concept[];
  /** Whether the word at `i` names what is looked for, and not what it goes with. */
  isHead(i: number): boolean;
  /** What the word at `i` means, alone or with its neighbours. */
  at(i: number): readonly Concept[];
}

/** @param words folded, stop words among them */
export function queryKind(words: readonly string[]): QueryKind {
  const matches = matchConcepts(words);
  const target = words.findIndex((word, i) => isTargetWord(word) && matches.some((match) => match.end <= i));
  const own = target < 0 ? matches : matches.filter((match) => match.end <= target);
  const head = headOf(own);
  const languages = sharedLanguages(matches);
  const conceptsOf = (match: ConceptMatch): Concept[] => {
    const senses = match.senses.filter((sense) => (sense.languages & languages) !== 0);
    return (senses.length > 0 ? senses : match.senses).map((sense) => sense.concept);
  };
  return {
    heads: head ? conceptsOf(head) : [],
    isHead: (i) => head !== undefined && i >= head.start && i < head.end,
    at: (i) => {
      const match = matches.find(({ start, end }) => i >= start && i < end);
      return match ? conceptsOf(match) : [];
    },
  };
}

const sharedLanguages = (matches: readonly ConceptMatch[]): number => {
  const shared = matches.reduce(
    (set, match) => set & match.senses.reduce((all, sense) => all | sense.languages, 0),
    ALL_LANGUAGES,
  );
  return shared === 0 ? ALL_LANGUAGES : shared;
};
