const NOTHING = '(?!)';
const REPEATED = /^[?*{+]/;

/**
 * A regular expression of alternatives that are matched as whole words of a text in plain form; `~` at the end of an alternative
 * lets the word go on. Alternatives are looked at by the letter that they begin with: there are hundreds of them.
 */
export function wholeWords(alternatives: string): RegExp {
  const whole = alternatives
    .split('|')
    .map((word) => (word.endsWith('~') ? `${word.slice(0, -1)}[\\p{L}'-]*` : word))
    .join('|');
  const byLetter = new Map<string, string[]>();
  for (const word of alternativesOf(whole))
    for (const letter of firstLetters(word) ?? [''])
      byLetter.set(letter, [...(byLetter.get(letter) ?? []), word]);
  const groups = [...byLetter].map(([letter, words]) =>
    letter === '' ? words.join('|') : `(?=${letter})(?:${words.join('|')})`,
  );
  const source = whole === '' ? NOTHING : `(?<![\\p{L}\\p{N}])(?:${groups.join('|')})(?![\\p{L}\\p{N}])`;
  return new RegExp(source, 'gu');
}

/** Cut at the bars that stand in no group. */
function alternativesOf(source: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < source.length; at++) {
    const sign = source[at];
    if (sign === '\\') at += 1;
    else if (sign === '(' || sign === '[') depth += 1;
    else if (sign === ')' || sign === ']') depth -= 1;
    else if (sign === '|' && depth === 0) {
      found.push(source.slice(from, at));
      from = at + 1;
    }
  }
  found.push(source.slice(from));
  return found.filter((word) => word !== '');
}

/** The letters that an alternative may begin with; undefined where that takes more than a look. */
function firstLetters(word: string): readonly string[] | undefined {
  if (/^[a-z]/.test(word)) return REPEATED.test(word.slice(1)) ? undefined : [word[0]!];
  if (!word.startsWith('(?:')) return undefined;
  const end = endOfGroup(word);
  if (REPEATED.test(word.slice(end))) return undefined;
  const letters = new Set<string>();
  for (const inner of alternativesOf(word.slice(3, end - 1))) {
    const own = firstLetters(inner);
    if (!own) return undefined;
    for (const letter of own) letters.add(letter);
  }
  return word
    .slice(3, end - 1)
    .split('|')
    .includes('')
    ? undefined
    : [...letters];
}

function endOfGroup(word: string): number {
  let depth = 0;
  for (let at = 0; at < word.length; at++) {
    if (word[at] === '\\') at += 1;
    else if (word[at] === '(') depth += 1;
    else if (word[at] === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return word.length;
}

/** All places of a global expression. `matchAll` would copy the expression each time, which costs more than to look. */
export function matchesOf(text: string, words: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  words.lastIndex = 0;
  for (let match = words.exec(text); match; match = words.exec(text)) {
    found.push(match);
    if (match[0] === '') words.lastIndex += 1;
  }
  return found;
}
