import { isTargetWord } from '../analysis/target-words.ts';
import {
  ALL_LANGUAGES,
  type Concept,
  type ConceptMatch,
  conceptOf,
  headOf,
  type LanguageSet,
  matchConcepts,
} from './concepts.ts';
import { kindOfLine } from './product-lines.ts';

/** What the words of a query name. */
export interface QueryKind {
  /** What is looked for; several where a word means several things; none when the query names nothing. */
  readonly heads: readonly Concept[];
  /** Where the query names nothing: what its product line is or its system runs on. `windows 10` asks for computers. */
  readonly implied: readonly Concept[];
  /** Whether the word at `i` names what is looked for, and not what it goes with. */
  isHead(i: number): boolean;
  /** What the word at `i` means, alone or with its neighbours. */
  at(i: number): readonly Concept[];
}

const COMPUTERS = ['computer'];
const MOBILES = ['smartphone', 'tablet'];
/** Operating systems. Of `windows` only versions are one. */
const SYSTEMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['macos', COMPUTERS],
  ['linux', COMPUTERS],
  ['ubuntu', COMPUTERS],
  ['chromeos', COMPUTERS],
  ['android', MOBILES],
  ['ios', MOBILES],
]);
const VERSION = /^(?:\d{1,2}|xp|vista|home|pro|professional)$/;

function impliedBy(words: readonly string[]): Concept[] {
  const kinds = words.flatMap((word, i) =>
    word === 'windows' && VERSION.test(words[i + 1] ?? '')
      ? COMPUTERS
      : (SYSTEMS.get(word) ?? kindOfLine(word) ?? []),
  );
  return kinds.flatMap((id) => conceptOf(id) ?? []);
}

/**
 * @param words folded, stop words among them
 * @param spoken languages of the customer, which tell which of two names is the head
 */
export function queryKind(words: readonly string[], spoken: LanguageSet = ALL_LANGUAGES): QueryKind {
  const inSpoken = matchConcepts(words, spoken);
  const matches = inSpoken.length > 0 ? inSpoken : matchConcepts(words);
  const target = words.findIndex((word, i) => isTargetWord(word) && matches.some((match) => match.end <= i));
  const own = target < 0 ? matches : matches.filter((match) => match.end <= target);
  const head = headOf(own, spoken);
  const languages = sharedLanguages(matches);
  const conceptsOf = (match: ConceptMatch): Concept[] => {
    const senses = match.senses.filter((sense) => (sense.languages & languages) !== 0);
    return (senses.length > 0 ? senses : match.senses).map((sense) => sense.concept);
  };
  return {
    heads: head ? conceptsOf(head) : [],
    implied: head ? [] : impliedBy(words),
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
