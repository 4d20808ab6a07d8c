import { ENTITY_NAMES, isNumeric } from '../entity-tags.ts';
import type { IntentName } from '../intent-names.ts';
import type { EntityName, Turn } from '../model.ts';
import { numberSpans } from '../number-words.ts';
import { tokensOf } from '../tokens.ts';
import { ordinalOf } from '../word-classes.ts';

/** Turns of one kind: what customers say for an intent, with places and choices. */
export interface Pattern {
  /** Empty where it is no matter for a shop. */
  intents: readonly string[];
  /** '' where nothing special was asked. */
  asked: readonly string[];
  text: string;
}

export interface PatternFile {
  patterns: readonly Pattern[];
  /** Words for places, and shared choices. */
  lists: ReadonlyMap<string, readonly string[]>;
}

/**
 * A file of patterns: `$name = a | b` names a list; `# intent intent @asked @asked` heads the patterns below it (`@-`: nothing was asked;
 * `# out`: no matter for a shop). In a pattern `(a|b|)` is a choice, `$name` one of a list, `{entity}` or `{entity:list}` a place that is
 * an entity. Lines with `//` are left out.
 * @throws Error with the line that cannot be read
 */
export function readPatterns(text: string): PatternFile {
  const patterns: Pattern[] = [];
  const lists = new Map<string, readonly string[]>();
  let head: Omit<Pattern, 'text'> | undefined;
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('//')) continue;
    const list = /^\$(\w+)\s*=\s*(.*)$/.exec(line);
    if (list)
      lists.set(list[1]!, [...(lists.get(list[1]!) ?? []), ...list[2]!.split('|').map((one) => one.trim())]);
    else if (line.startsWith('# ')) {
      const words = line.slice(2).trim().split(/\s+/);
      const asked = words.flatMap((word) =>
        word.startsWith('@') ? [word === '@-' ? '' : word.slice(1)] : [],
      );
      const intents = words.filter((word) => !word.startsWith('@') && word !== 'out');
      head = { intents, asked: asked.length === 0 ? [''] : asked };
    } else if (head) patterns.push({ ...head, text: line });
    else throw new Error(`a pattern before its intent: ${line}`);
  }
  return { patterns, lists };
}

/** One turn of a pattern, by the numbers in [0, 1). */
export function turnOf(
  { intents, asked, text }: Pattern,
  lists: PatternFile['lists'],
  language: string,
  random: () => number,
): Turn {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const listOf = (name: string): readonly string[] => {
    const found = lists.get(name);
    if (!found) throw new Error(`no list ${name} for: ${text}`);
    return found;
  };
  const entities: Record<string, unknown[]> = {};
  const resolve = (part: string): string => {
    let out = part;
    for (let before = ''; before !== out; ) {
      before = out;
      out = out.replace(/\(([^()]*)\)/g, (_, choices: string) => pick(choices.split('|')));
      out = out.replace(/\$(\w+)/g, (_, name: string) => pick(listOf(name)));
    }
    return out;
  };
  const filled = resolve(text).replace(
    /\{(\w+)(?::(\w+))?\}/g,
    (_, name: string, list: string | undefined) => {
      if (!(ENTITY_NAMES as readonly string[]).includes(name))
        throw new Error(`no entity ${name} in: ${text}`);
      const words = resolve(pick(listOf(list ?? name))).trim();
      const value = labelOf(name as EntityName, words, language);
      if (value !== undefined) entities[name] = [...(entities[name] ?? []), value];
      return words;
    },
  );
  const asking = pick(asked);
  return {
    text: filled
      .replace(/\s+/g, ' ')
      .replace(/ ([,.?!])/g, '$1')
      .trim()
      // Half of those who ask leave the mark out.
      .replace(/(?<=.)\?$/, random() < 0.5 ? '' : '?'),
    lang: language,
    asked: asking === '' ? null : (asking as Turn['asked']),
    intents: intents as IntentName[],
    entities,
    scope: intents.length === 0 ? 'out' : 'in',
  };
}

function labelOf(name: EntityName, words: string, language: string): string | number | undefined {
  if (!isNumeric(name)) return words;
  const tokens = tokensOf(words, language).map((token) => token.text);
  if (name === 'ordinal') return ordinalOf(tokens[0]!) ?? numberSpans(tokens, language)[0]?.value;
  return numberSpans(tokens, language)[0]?.value;
}
