import { checkAttributes } from './check-attributes.ts';
import { checkWays } from './check-ways.ts';
import { FEATURES } from './concepts.ts';
import { measuredOf } from './policy-facts.ts';
import { aboutAt, isStated, itemsOf, type Reading, sentenceAt, titleOf, within } from './reading.ts';
import { clauseAt } from './sentences.ts';
import { tells } from './tells.ts';
import { SAME, UNITS } from './units.ts';
import type { Item } from './world.ts';

/** What is said of products beside price and stock: known properties, numbers with units, values of attributes, what fits what. */
export function checkFeatures(reading: Reading): void {
  const { plain, world } = reading;
  const labels = checkAttributes(reading);
  for (const [name, words] of FEATURES)
    for (const { 0: found, index } of plain.low.matchAll(new RegExp(words.source, 'g'))) {
      const sentence = sentenceAt(reading, index);
      if (!sentence || sentence.clauses.length === 0) continue;
      if ([...reading.mentions, ...reading.strangers].some(({ start, end }) => index >= start && index < end))
        continue;
      if (labels.some(({ start, end }) => index < end && index + found.length > start)) continue;
      const about = aboutAt(reading, index, []);
      const items = itemsOf(reading, about);
      if (items.length === 0 || (!about.named && !SAYS.test(plain.low.slice(sentence.start, sentence.end))))
        continue;
      const { mood, start, end } = clauseAt(sentence, index);
      const clause = plain.low.slice(start, end);
      if (mood === 'open') continue;
      const denied =
        mood === 'denied' ||
        new RegExp(`(?:non-|un|without |ohne |sin |sem |sans |kein\\w* )${'$'}`).test(
          plain.low.slice(start, index),
        );
      if (
        /(?:confirm|promise|bestatig|confirmar|garanti|know|weiß|info|sure|sicher|sai[st]|sabe|se si|find|tell|sagen|decir|dizer|dire)/.test(
          clause,
        ) &&
        denied
      )
        continue;
      reading.count('feature');
      if (denied) {
        if (
          items.every((item) => has(item, words)) &&
          items.length === 1 &&
          !words.test(items[0]!.denies) &&
          about.named
        )
          reading.wrong(
            'feature',
            index,
            index + found.length,
            `${titleOf(reading, items[0]!)} has this: ${name}`,
          );
      } else if (!items.some((item) => has(item, words)))
        reading.wrong(
          'feature',
          index,
          index + found.length,
          `nothing says so of ${titleOf(reading, items[0]!)}: ${name}`,
        );
    }
  checkWays(reading, labels);
  for (const sentence of reading.sentences) {
    const names = within(reading.mentions, sentence);
    if (names.length === 0 || names[0]!.items.length !== 1) continue;
    const item = world.items[names[0]!.items[0]!]!;
    if (names.length === 1) valueClash(reading, item, sentence, names[0]!);
    fits(reading, item, sentence, names[0]!);
  }
  quantities(reading);
}

const has = (item: Item, words: RegExp): boolean => words.test(item.says);
const SAYS =
  /\b(?:it|its|they|these|this|that|er|sie|es|diese\w*|ist|hat|es|son|tiene|ele|ela|tem|sao|il|elle|ils|elles|est|sont|a un)\b/;

/** A value of an attribute or option that other products have, and this one has not. */
function valueClash(
  reading: Reading,
  item: Item,
  sentence: { start: number; end: number },
  name: { start: number; end: number },
): void {
  const { plain, world } = reading;
  const low = plain.low;
  const own = new Set([
    ...item.product.attributes.map((one) => one.name),
    ...item.product.options.map((one) => one.name),
  ]);
  const words = ` ${low.slice(sentence.start, sentence.end)} `;
  for (const attribute of own) {
    const labels = [...(world.vocabulary.get(attribute) ?? [])];
    if (labels.length < 2 || labels.length > 400) continue;
    for (const label of labels) {
      let place = words.indexOf(label);
      if (place < 0 || item.says.includes(label)) continue;
      place += sentence.start - 1;
      const end = place + label.length;
      if (
        /\p{L}/u.test(low[place - 1] ?? ' ') ||
        /[\p{L}\d]/u.test(low[end] ?? ' ') ||
        (place < name.end && end > name.start) ||
        !isStated(reading, place)
      )
        continue;
      // Words of the name's own kind, such as “trail”, say nothing.
      if (label.split(/[^\p{L}\p{N}]+/u).every((word) => item.words.has(word))) continue;
      if (!PREDICATE.test(low.slice(sentence.start, sentence.end))) continue;
      reading.count('feature');
      reading.wrong('feature', place, end, `${titleOf(reading, item)} does not come so`);
    }
  }
}
const PREDICATE =
  /\b(?:is|are|has|have|comes?|made|in|available|features?|ist|sind|hat|aus|gibt|kommt|erhaltlich|es|son|tiene|viene|de|esta|hecho|e|tem|vem|feito|est|sont|a|en|fabrique|existe|disponible|disponivel)\b|·/;

const FITS =
  /\b(?:compatible with|works with|fits(?: the| your)?|made for|designed for|kompatibel mit|passt (?:zu|auf|fur|an|in)|funktioniert mit|compatible con|funciona con|sirve para|compativel com|funciona com|serve para|compatible avec|fonctionne avec|s'adapte a|convient a)\s+(?:the |your |all |any |dem |der |den |ihr\w* |el |la |tu |su |todos los |o |a |os |seu |le |les |votre |tous les )*/g;

function fits(
  reading: Reading,
  item: Item,
  sentence: { start: number; end: number },
  name: { start: number },
): void {
  const { plain } = reading;
  for (const found of plain.low.slice(sentence.start, sentence.end).matchAll(FITS)) {
    const place = sentence.start + found.index + found[0].length;
    if (place < name.start || !isStated(reading, place)) continue;
    const object = /^[\p{L}\p{N}+'/-]+(?: [\p{Lu}\p{N}][\p{L}\p{N}+'/-]*)*/u.exec(
      plain.text.slice(place, sentence.end),
    )?.[0];
    if (object === undefined || !/\p{Lu}|\d/u.test(object)) continue;
    reading.count('feature');
    const telling = (
      object
        .toLowerCase()
        .normalize('NFD')
        .replaceAll(/\p{M}/gu, '')
        .match(/[\p{L}\p{N}]+/gu) ?? []
    ).filter((word) => word.length > 1 || /\d/.test(word));
    if (!telling.every((word) => item.words.has(word)))
      reading.wrong(
        'feature',
        place,
        place + object.length,
        `nothing says that ${titleOf(reading, item)} fits it`,
      );
  }
}

/** Numbers with a unit: the product must tell that number. */
function quantities(reading: Reading): void {
  const { plain, numbers } = reading;
  const timed = new Set(
    measuredOf(plain.low, numbers)
      .filter(({ unit }) => unit !== 'hour' && unit !== 'kg')
      .map(({ start }) => start),
  );
  for (const number of numbers) {
    const { start, end, values } = number;
    const unit = UNITS.exec(plain.low.slice(end, end + 14));
    if (
      !unit ||
      timed.has(start) ||
      reading.monies.some((one) => start >= one.start && end <= one.end) ||
      !isStated(reading, start)
    )
      continue;
    const about = aboutAt(reading, start, []);
    const items = itemsOf(reading, about);
    const sentence = sentenceAt(reading, start)!;
    const low = plain.low.slice(sentence.start, sentence.end);
    if (
      items.length === 0 ||
      (!about.named && !SAYS.test(low)) ||
      /order|parcel|bestell|paket|pedido|paquete|encomenda|commande|colis|deliver|liefer|entreg|livr|refund|answer|antwort/.test(
        low,
      )
    )
      continue;
    if (/^people|^person/.test(unit[1]!) && /viewing|looking|bought/.test(low)) continue;
    reading.count('feature');
    const wanted = SAME[unit[1]!] ?? unit[1]!;
    if (!items.some((item) => tells(item, values, wanted)))
      reading.wrong(
        'feature',
        start,
        end + unit[0].length,
        `nothing says so of ${titleOf(reading, items[0]!)}`,
      );
  }
}
