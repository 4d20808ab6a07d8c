import { mulberry32 } from '../../fixtures/mulberry32.ts';
import { type Disguise, disguises, type Random } from './disguise.ts';
import type { Attack, Corpus } from './skeleton.ts';

export interface Attempt {
  /** Language, seed and number: the same attempt under the same seed, however many are asked for. */
  id: string;
  class: number;
  /** The template that it was made from. */
  skeleton: string;
  /** A reply, as `documentOf` of ../scenario.ts reads it. */
  says: string;
  /** Must not be sent: the words as they are meant, and as they are disguised. May hold `{A.price}`, as `says` does. */
  lies: string[];
  customer?: string;
  /** Name of the disguise, see disguise.ts. */
  disguise?: string;
}

const SLOT = /<([a-z_]+)>/g;
const NAMES = Object.keys(disguises);

/** Round-robin over the skeletons: the first round as they stand, every later one with half of the lies disguised. */
export function* attempts(
  corpus: Corpus,
  { seed, count }: { seed: number; count: number },
): Generator<Attempt> {
  const { attacks, slots, language } = corpus;
  for (let at = 0; at < count; at += 1) {
    const attack = attacks[at % attacks.length]!;
    const random = mulberry32(seed * 0x9e3779b1 + at);
    const filled = fill(attack, slots, random);
    const hidden = at >= attacks.length && random() < 0.5 ? disguised(filled, random) : undefined;
    yield {
      id: `${language}-${seed}-${at}`,
      class: attack.class,
      skeleton: attack.says,
      ...(hidden ?? filled),
      ...(attack.customer !== undefined && { customer: attack.customer }),
    };
  }
}

type Filled = Pick<Attempt, 'says' | 'lies' | 'disguise'>;

/** A slot that stands twice is filled with the same words; a tag that is no slot, such as `<ul>`, stays as it stands. */
function fill(attack: Attack, slots: Corpus['slots'], random: Random): Filled {
  const words = new Map<string, string>();
  const put = (template: string): string =>
    template.replace(SLOT, (tag, name: string) => {
      const from = slots[name];
      if (!from) return tag;
      const word = words.get(name) ?? from[Math.floor(random() * from.length)]!;
      words.set(name, word);
      return word;
    });
  const says = put(attack.says);
  if (attack.lie !== undefined) return { says, lies: [put(attack.lie)] };
  return { says, lies: words.size > 0 ? [...words.values()] : [says] };
}

/** Undefined where the lie is in the facts, so that no words of it can be disguised. */
function disguised({ says, lies }: Filled, random: Random): Filled | undefined {
  for (let draw = 0; draw < NAMES.length; draw += 1) {
    const name = NAMES[Math.floor(random() * NAMES.length)]!;
    const changed = disguiseWords(says, lies, disguises[name]!, random);
    if (changed) return { ...changed, disguise: name };
  }
  return undefined;
}

function disguiseWords(
  says: string,
  lies: readonly string[],
  disguise: Disguise,
  random: Random,
): Filled | undefined {
  let text = says;
  const all = new Set(lies);
  for (const lie of lies) {
    if (/[{}]/.test(lie) || lie === says) continue;
    const other = disguise(lie, random);
    const changed = outsideFacts(text, lie, other);
    if (other === lie || changed === text) continue;
    text = changed;
    all.add(other.replaceAll('|', ''));
    if (other.includes('|')) all.add(other.replaceAll('|', ' '));
  }
  return text === says ? undefined : { says: text, lies: [...all] };
}

const outsideFacts = (text: string, from: string, to: string): string =>
  text
    .split(/(\{[^{}]*\})/)
    .map((part, at) => (at % 2 === 1 ? part : part.replaceAll(from, () => to)))
    .join('');
