const NOTHING = '(?!)';

/**
 * A regular expression of alternatives that are matched as whole words of a text in plain form; `~` at the end of an alternative
 * lets the word go on.
 */
export function wholeWords(alternatives: string): RegExp {
  const list = alternatives
    .split('|')
    .map((word) => (word.endsWith('~') ? `${word.slice(0, -1)}[\\p{L}'-]*` : word));
  const source = list.length === 0 ? NOTHING : `(?<![\\p{L}\\p{N}])(?:${list.join('|')})(?![\\p{L}\\p{N}])`;
  return new RegExp(source, 'gu');
}
