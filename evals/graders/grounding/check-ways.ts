import { aboutAt, itemsOf, type Reading, sentenceAt, titleOf } from './reading.ts';
import { clauseAt } from './sentences.ts';
import { WAYS } from './ways-of-saying.ts';

/** Said of the thing before, without its name. */
const SAYS =
  /\b(?:it|its|they|these|this|that|you|er|sie|es|diese\w*|man|se|tiene|puedes?|ele|ela|tem|pode|il|elle|ils|elles|vous|on)\b/;
const UNSURE =
  /\b(?:know|whether|sure|confirm|matter|important|data|mention\w*|information|count on|promise|weiß|ob|bestatig\w*|wichtig|angaben?|garantie\w*|saber|__ si|confirmar|importante?|datos|dados|ficha|dice\w*|menciona\w*|sei|sais|savoir|important|donnees|fiche|prometer|garantir|confirmer|informac\w*|compter|contar\w*|fiar\w*|verlassen|darauf)\b/;
const LACKS =
  /\b(?:not|n't|no|never|cannot|nicht|kein\w*|nie|ohne|nunca|sin|nao|nem|sem|ne|pas|sans|aucune?)\b|n't\b/;

/** Properties in other words than the shop's: the product's own texts must speak of them. */
export function checkWays(reading: Reading, labels: readonly { start: number; end: number }[]): void {
  const { bare } = reading;
  for (const { name, says, own } of WAYS)
    for (const { 0: words, index } of bare.matchAll(new RegExp(says.source, 'gu'))) {
      const sentence = sentenceAt(reading, index);
      if (!sentence || labels.some(({ start, end }) => index < end && index + words.length > start)) continue;
      const about = aboutAt(reading, index, []);
      const [item, ...others] = itemsOf(reading, about);
      const low = bare.slice(sentence.start, sentence.end);
      if (!item || others.length > 0 || (!about.named && !SAYS.test(low))) continue;
      const { mood, start, end } = clauseAt(sentence, index);
      if (mood === 'open') continue;
      // What denies may be in the words themselves: “lets no water in”.
      const rest = bare.slice(start, index) + bare.slice(index + words.length, end);
      if (mood === 'denied' && (!LACKS.test(words) || LACKS.test(rest) || UNSURE.test(low))) {
        if (UNSURE.test(low)) continue;
        const truth = item.product.attributes.find((one) =>
          one.name.replaceAll('_', ' ').includes(name),
        )?.value;
        if (truth !== true || !about.named) continue;
        reading.count('feature');
        reading.wrong('feature', index, index + words.length, `${titleOf(reading, item)} has this: ${name}`);
        continue;
      }
      reading.count('feature');
      const flag = item.product.attributes.find((one) => one.name.replaceAll('_', ' ').includes(name))?.value;
      if (flag === true || (flag !== false && own.test(item.says))) continue;
      reading.wrong(
        'feature',
        index,
        index + words.length,
        `nothing says so of ${titleOf(reading, item)}: ${name}`,
      );
    }
}
