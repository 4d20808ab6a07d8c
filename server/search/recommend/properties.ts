import { fold } from '../analysis/fold.ts';
import { PROPERTIES } from '../understanding/lexicon/properties.ts';

/** Names of one property in five languages, folded; the first is English. */
const GROUPS: readonly (readonly string[])[] = PROPERTIES.trim()
  .split('\n')
  .map((line) => line.split(',').map((name) => fold(name.trim())));
/** A thing has them or not: whoever names one will not have a thing without it. Others are a matter of opinion. */
const HARD = new Set(
  'wireless,wired,waterproof,foldable,rechargeable,wifi,bluetooth,external,laser,inkjet,leather,cotton,wool,linen,silk'.split(
    ',',
  ),
);
/** Shorter names are also the beginnings of other words. */
const IN_COMPOUNDS = 5;

const byName = new Map(GROUPS.flatMap((group) => group.map((name) => [name, group] as const)));

/** All names of a property; the phrase itself where it is none. */
export const namesOfProperty = (phrase: string): readonly string[] =>
  byName.get(fold(phrase).trim()) ?? [phrase];

/** The English names of the properties that a text demands. @param text folded */
export function demandedProperties(text: string): string[] {
  return GROUPS.filter(
    ([first, ...others]) =>
      HARD.has(first!) &&
      [first!, ...others].some((name) => {
        const end = name.length >= IN_COMPOUNDS ? '' : '(?![\\p{L}\\p{N}])';
        return new RegExp(`(?<![\\p{L}\\p{N}])${name}${end}`, 'u').test(text);
      }),
  ).map(([first]) => first!);
}
