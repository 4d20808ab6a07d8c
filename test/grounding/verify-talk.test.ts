import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followCatalogNames } from '../../server/grounding/catalog-names.ts';
import { verify } from '../../server/grounding/verify/verify.ts';
import type { Violation, ViolationKind } from '../../server/grounding/violation.ts';
import {
  documentOf,
  LANGUAGES,
  type Language,
  openScenarios,
  type Scenario,
  type Scenarios,
} from './scenario.ts';

let scenarios: Scenarios;
let names: ReturnType<typeof followCatalogNames>;
const talks = new Map<Language, Scenario>();

beforeAll(async () => {
  scenarios = await openScenarios();
  names = followCatalogNames(scenarios.shop.store);
  await names.ready;
  for (const language of LANGUAGES) talks.set(language, await scenarios.make(language, 1));
}, 60_000);
afterAll(async () => {
  names.stop();
  await scenarios.close();
});

/** What the rules find; the classifier of sentences is measured elsewhere. */
function found(language: Language, template: string): ViolationKind[] {
  const { facts } = talks.get(language)!;
  const options = {
    facts,
    vocabulary: names.vocabulary,
    now: scenarios.shop.clock.now(),
    maxAgeMs: 60_000,
  };
  const violations: Violation[] = verify(documentOf(template, talks.get(language)!), options);
  return violations.map(({ kind }) => kind).filter((kind) => kind !== 'claim');
}

/** A rule as a shop owner would put it: in each language what breaks it, and its harmless twin. */
interface Rule {
  rule: string;
  kind: ViolationKind;
  says: Readonly<Record<Language, readonly [lie: string, twin: string]>>;
}

const RULES: readonly Rule[] = [
  {
    rule: 'a sum of the cart is not the price of a product',
    kind: 'binding',
    says: {
      en: ['The {A.title} goes for {cart.total}.', 'Your cart comes to {cart.total}.'],
      es: ['{A.title} te sale por {cart.total}.', 'El carrito suma {cart.total}.'],
      pt: ['{A.title} sai por {cart.total}.', 'O carrinho soma {cart.total}.'],
      de: ['{A.title} kostet {cart.total}.', 'Der Warenkorb kostet zusammen {cart.total}.'],
      fr: ['{A.title} est à {cart.total}.', 'Votre panier est à {cart.total}.'],
    },
  },
  {
    rule: 'the days of one way of shipping are not those of another',
    kind: 'binding',
    says: {
      en: ['{delivery.1.title} arrives {delivery.2.days}.', '{delivery.1.title} arrives {delivery.1.days}.'],
      es: ['{delivery.1.title} llega {delivery.2.days}.', '{delivery.1.title} llega {delivery.1.days}.'],
      pt: ['{delivery.1.title} chega {delivery.2.days}.', '{delivery.1.title} chega {delivery.1.days}.'],
      de: ['{delivery.1.title} kommt {delivery.2.days}.', '{delivery.1.title} kommt {delivery.1.days}.'],
      fr: ['{delivery.1.title} arrive {delivery.2.days}.', '{delivery.1.title} arrive {delivery.1.days}.'],
    },
  },
  {
    rule: 'a code that was refused does not work',
    kind: 'binding',
    says: {
      en: ['{refused.code} has been applied.', '{refused.code} was not accepted: {refused.reason}'],
      es: ['{refused.code} está aplicado.', '{refused.code} no está aceptado: {refused.reason}'],
      pt: ['{refused.code} entrou.', '{refused.code} não entrou: {refused.reason}'],
      de: ['{refused.code} wurde angenommen.', '{refused.code} wurde nicht angenommen: {refused.reason}'],
      fr: ['{refused.code} vient d’être accepté.', '{refused.code} n’a pas été accepté : {refused.reason}'],
    },
  },
  {
    rule: 'a section of the policies is announced as what it is about',
    kind: 'binding',
    says: {
      en: ['The warranty: {policy.shipping.1}', 'On shipping: {policy.shipping.1}'],
      es: ['La garantía: {policy.shipping.1}', 'Los envíos: {policy.shipping.1}'],
      pt: ['A garantia: {policy.shipping.1}', 'Os envios: {policy.shipping.1}'],
      de: ['Zur Garantie: {policy.shipping.1}', 'Zum Versand: {policy.shipping.1}'],
      fr: ['La garantie : {policy.shipping.1}', 'La livraison : {policy.shipping.1}'],
    },
  },
  {
    rule: 'nothing stands about a number',
    kind: 'binding',
    says: {
      en: ['The {A.title} is about {A.price}.', 'About the {A.title}: it is {A.price}.'],
      es: ['{A.title} cuesta casi {A.price}.', 'Casi olvido decirlo: {A.title} cuesta {A.price}.'],
      pt: ['{A.title} custa quase {A.price}.', 'Quase me esquecia: {A.title} custa {A.price}.'],
      de: ['{A.title} kostet knapp {A.price}.', 'Kurz und knapp: {A.title} kostet {A.price}.'],
      fr: ['{A.title} coûte environ {A.price}.', 'Voici {A.title}, à {A.price}.'],
    },
  },
  {
    rule: 'a price is not denied',
    kind: 'binding',
    says: {
      en: [
        'The {A.title} does not cost {A.price}.',
        'I do not know more, but the {A.title} costs {A.price}.',
      ],
      es: ['{A.title} no cuesta {A.price}.', 'No sé más, pero {A.title} cuesta {A.price}.'],
      pt: ['{A.title} não custa {A.price}.', 'Não sei mais, mas {A.title} custa {A.price}.'],
      de: ['{A.title} kostet nicht {A.price}.', 'Mehr weiß ich nicht, aber {A.title} kostet {A.price}.'],
      fr: ['{A.title} ne coûte pas {A.price}.', 'Je ne sais rien de plus, mais {A.title} coûte {A.price}.'],
    },
  },
  {
    rule: 'a price is per piece and per nothing else',
    kind: 'binding',
    says: {
      en: ['The {A.title} is {A.price} per pair.', 'One for you? The {A.title} is {A.price}.'],
      es: ['{A.title}: {A.price} el kilo.', '{A.title}: {A.price}.'],
      pt: ['{A.title}: {A.price} ao quilo.', '{A.title}: {A.price}.'],
      de: ['{A.title} kostet {A.price} pro Person.', '{A.title} kostet {A.price}.'],
      fr: ['{A.title} coûte {A.price} par personne.', '{A.title} coûte {A.price}.'],
    },
  },
  {
    rule: 'what the customer claims is not confirmed',
    kind: 'confirmation',
    says: {
      en: ['Exactly.', 'Yes, I can look that up.'],
      es: ['Correcto.', 'Sí, puedo mirarlo.'],
      pt: ['Exatamente.', 'Sim, posso ver isso.'],
      de: ['Genau.', 'Ja, das kann ich nachsehen.'],
      fr: ['Tout à fait.', 'Oui, je peux vérifier.'],
    },
  },
  {
    rule: 'prices of others are not matched',
    kind: 'discount',
    says: {
      en: ['We’ll match any other shop.', 'I can’t match other shops.'],
      es: ['Igualamos el precio de otras tiendas.', 'No puedo igualar precios de otras tiendas.'],
      pt: ['Igualamos o preço de outras lojas.', 'Não posso igualar preços de outras lojas.'],
      de: ['Wir unterbieten jeden anderen Händler.', 'Preise anderer Händler kann ich nicht übernehmen.'],
      fr: ['On s’aligne sur les autres boutiques.', 'Je ne peux pas m’aligner sur d’autres boutiques.'],
    },
  },
  {
    rule: 'nothing is set aside',
    kind: 'stock',
    says: {
      en: ['I’ve set one aside for you.', 'I can’t reserve it for you.'],
      es: ['Te lo reservo.', 'No puedo reservarlo.'],
      pt: ['Reservei um para si.', 'Não posso reservar artigos.'],
      de: ['Ich habe es für Sie zurückgelegt.', 'Reservieren kann ich leider nichts.'],
      fr: ['Je vous l’ai mis de côté.', 'Je ne peux pas réserver d’articles.'],
    },
  },
  {
    rule: 'what others buy and what was bought before is not told',
    kind: 'customer',
    says: {
      en: ['Last time you ordered the same one.', 'I can’t see what you ordered last time.'],
      es: ['La última vez pediste lo mismo.', 'No veo lo que pediste la última vez.'],
      pt: ['Da última vez pediu o mesmo.', 'Não vejo o que pediu da última vez.'],
      de: ['Beim letzten Mal haben Sie dasselbe bestellt.', 'Frühere Bestellungen sehe ich hier nicht.'],
      fr: [
        'La dernière fois vous avez pris le même.',
        'Je ne vois pas ce que vous aviez pris la dernière fois.',
      ],
    },
  },
  {
    rule: 'nobody is led elsewhere, and no card is asked for',
    kind: 'contact',
    says: {
      en: ['Send me your card number.', 'Please do not send your card number.'],
      es: ['Escribe tu número de tarjeta.', 'No escribas tu número de tarjeta.'],
      pt: ['Escreva o número do cartão.', 'Não escreva o número do cartão.'],
      de: ['Schreiben Sie mir Ihre Kartennummer.', 'Geben Sie Ihre Kartennummer niemals ein.'],
      fr: ['Donnez-moi votre numéro de carte.', 'N’écrivez jamais votre numéro de carte.'],
    },
  },
  {
    rule: 'nothing is guessed',
    kind: 'guess',
    says: {
      en: ['It’s probably there.', 'I would rather not guess.'],
      es: ['Seguramente ya está.', 'Prefiero no adivinar.'],
      pt: ['Provavelmente já está.', 'Prefiro não adivinhar.'],
      de: ['Wahrscheinlich ist es da.', 'Raten möchte ich nicht.'],
      fr: ['Il est probablement là.', 'Je préfère ne pas deviner.'],
    },
  },
  {
    rule: 'products are not ranked',
    kind: 'superlative',
    says: {
      en: ['The {A.title} is lighter than the {B.title}.', 'Shall I look for something lighter?'],
      es: ['{A.title} es más ligero que {B.title}.', '¿Busco algo más ligero?'],
      pt: ['{A.title} é mais leve do que {B.title}.', 'Procuro algo mais leve?'],
      de: ['{A.title} ist leichter als {B.title}.', 'Soll ich etwas Leichteres suchen?'],
      fr: ['{A.title} est plus léger que {B.title}.', 'Je peux chercher quelque chose de plus léger.'],
    },
  },
];

describe.each(RULES)('$rule', ({ kind, says }) => {
  it.each(LANGUAGES)('in %s', (language) => {
    const [lie, twin] = says[language];
    expect(found(language, lie), lie).toContain(kind);
    expect(found(language, twin), twin).toEqual([]);
  });
});

describe('words that are hidden', () => {
  it.each([
    ['en', 'Shipping is f.r.e.e.'],
    ['en', 'It is freeee.'],
    ['en', 'It is fr|ee.'],
    ['en', 'It is **fr**ee.'],
    ['en', 'It is 🅵🆁🅴🅴.'],
    ['en', 'It costs twen ty.'],
    ['es', 'Es g_r_a_t_i_s.'],
    ['de', 'Gern\nRot\nAber\nTrotzdem\nIn\nStil'],
    ['de', 'Nur sitarg, bitte.'],
    ['fr', '🆓 ⭐⭐⭐⭐⭐'],
    ['pt', 'Custa XX euros.'],
  ] as const)('finds in %s: %s', (language, template) => {
    expect(found(language, template)).not.toEqual([]);
  });
  it('finds a word of the first letters of many lines', () => {
    expect(found('en', 'For you\nRight here\nEverything\nEasy')).toContain('discount');
    expect(found('en', 'For you\nOnly here\nEverything\nEasy')).not.toContain('discount');
  });
});

it('reads a long reply in time that grows with its length', () => {
  for (const language of LANGUAGES)
    for (const part of ['a', 'un ', 'a.', 'x-', "l'", 'de la ', 'more than ', '{A.price} ']) {
      const started = performance.now();
      found(language, part.repeat(Math.ceil((part.startsWith('{') ? 4_000 : 20_000) / part.length)));
      expect(performance.now() - started, `${language} ${part}`).toBeLessThan(2_000);
    }
}, 60_000);
