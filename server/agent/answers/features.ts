import type { Fact } from '../../grounding/fact.ts';
import type { Block } from '../../grounding/reply.ts';
import { folded } from '../../platform/folded.ts';
import type { Asked, Outcome } from './asked.ts';
import { isPlainDescription } from './plain-description.ts';
import { say } from './say.ts';
import { offerPerson } from './talk.ts';
import { askWhich, targetOf } from './target.ts';
import { notHere } from './unfound.ts';

/**
 * Words that ask for the same feature in five languages, in plain form; the shop's names and values of attributes hold one of them too.
 */
const FEATURES: readonly RegExp[] = [
  /waterproof|water|rain|splash|swim|ip[x\d]\d|imperme|agua|lluvia|chuva|wasser|regen|etanche|eau(?!\p{L})|pluie/u,
  /weigh|heavy|lightweight|peso|pesa|ligero|leve|gewicht|wieg|schwer|leicht|poids|pese|lourd|leger/u,
  /batter|runtime|run time|how long.*last|autonom|bateri|pila|pilha|dura(?!b)|akku|laufzeit|leuchtdauer|duree/u,
  /recharg|usb|recarg|recarreg|aufladbar|aufladen|ladbar/u,
  /material|made (?:of|from)|fabric|hecho de|tela|tejido|feito|tecido|stoff|besteht aus|matiere|tissu|fait en/u,
  /bright|lumen|luminos|lumin|helligkeit|wie hell/u,
  /dimension|measure|how (?:big|large|tall|wide|long|deep)|medida|tamano|tamanho|abmessung|masse|wie (?:gross|breit|hoch)|taille|largeur|hauteur/u,
  /capacit|capacid|litre|liter|litro|volum|fassung/u,
  /colou?r(?!\p{L})|farbe|couleur|(?<!\p{L})cor(?!\p{L})/u,
  /power|watt|potenc|leistung|puissance/u,
  /noise|loud|quiet|ruid|silenc|laut|leise|bruit/u,
  /dishwasher|lavavajilla|lava louca|spulmaschine|lave vaisselle/u,
  /wash|lavar|lavavel|wasch|laver|lavage/u,
  /bluetooth/u,
  /compatib|kompatib/u,
];
const STEM = 5;
const MIN_WORD = 4;
const MOST = 3;
const MOST_SHOWN = 5;

/** Answers a question about a feature out of the attributes or the description of the product, or says that the shop does not say. */
export async function attributeAnswer(asked: Asked): Promise<Outcome | undefined> {
  const { turn, entities, message } = asked;
  // What is asked about is no part of the name.
  const product = { ...asked, entities: { ...entities, material: [] }, message: { ...message, subject: '' } };
  const target = await targetOf(product);
  if (target.kind === 'none' && !target.searched && turn.memory.shown.length > 1) return ofEach(asked);
  if (target.kind === 'choice') return askWhich(asked, target.cards);
  if (target.kind === 'none')
    return target.searched ? notHere(product) : { blocks: [say('which_product')], asksBack: true };
  const { productId, variantId } = target;
  const answer = await turn.toolbox.read('get_product', { product_id: variantId });
  if (!answer.ok) return undefined;
  const title = answer.facts.find(({ kind }) => kind === 'product');
  if (!title) return undefined;
  const memory = { focus: { productId, variantId } };
  const words = [...(entities.attribute ?? []), ...(entities.material ?? [])];
  const question = folded([...words, message.text].join(' '));
  const about = answer.facts.filter(
    (fact) => fact.kind === 'attribute' || isPlainDescription(fact, turn.language),
  );
  const found = telling(about, question, words.map(folded));
  if (found.length === 0) {
    const offer = offerPerson('shall_i_ask');
    return { ...offer, blocks: [say('not_said', { product: title.id }), ...offer.blocks], memory };
  }
  return {
    blocks: [say('details_of', { product: title.id }), ...found.map(told)],
    memory,
  };
}

/** "Which of them is waterproof?": what is said of each. */
async function ofEach({ turn, entities, message }: Asked): Promise<Outcome | undefined> {
  const question = folded([...(entities.attribute ?? []), message.text].join(' '));
  const blocks: Block[] = [];
  for (const { variantId } of turn.memory.shown.slice(0, MOST_SHOWN)) {
    const answer = await turn.toolbox.read('get_product', { product_id: variantId });
    const title = answer.ok ? answer.facts.find(({ kind }) => kind === 'product') : undefined;
    if (!answer.ok || !title) continue;
    const found = telling(
      answer.facts.filter(({ kind }) => kind === 'attribute'),
      question,
      (entities.attribute ?? []).map(folded),
    );
    blocks.push(
      say(found.length === 0 ? 'not_said' : 'details_of', { product: title.id }),
      ...found.map(told),
    );
  }
  return blocks.length === 0 ? undefined : { blocks };
}

const told = ({ id, kind }: Fact): Block => ({
  type: 'text',
  segments: [{ type: 'fact', fact: id, ...(kind === 'attribute' && { form: 'labelled' as const }) }],
});

/** Attributes that speak of what is asked; else the description, where it does. */
function telling(facts: readonly Fact[], question: string, words: readonly string[]): Fact[] {
  const classes = FEATURES.filter((feature) => feature.test(question));
  const stems = words
    .flatMap((text) => text.split(' '))
    .filter((word) => word.length >= MIN_WORD)
    .map((word) => word.slice(0, STEM));
  const fits = ({ value, label, field }: Fact): boolean => {
    const text = folded(`${field} ${label ?? ''} ${value.type === 'text' ? value.text : ''}`);
    return (
      classes.some((feature) => feature.test(text)) || stems.some((stem) => ` ${text}`.includes(` ${stem}`))
    );
  };
  const attributes = facts.filter((fact) => fact.kind === 'attribute' && fits(fact)).slice(0, MOST);
  return attributes.length > 0
    ? attributes
    : facts.filter((fact) => fact.kind === 'description' && fits(fact));
}
