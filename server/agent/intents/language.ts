import { folded } from '../../platform/folded.ts';
import { buttonIntent } from './button-words.ts';

/** Small words that say which language a message is in. A word that two languages have in common is left out. */
const TELLING: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    'the is are you do does have what how much i my it this that to for and with can please where which want need show any your in stock cart hello thanks'.split(
      ' ',
    ),
  ),
  es: new Set(
    'el los las un una es son que cuanto cuesta quiero tienes tienen hola gracias mi por favor donde esta para con y del al carrito cual anade quita busco necesito hay dame cuesta'.split(
      ' ',
    ),
  ),
  pt: new Set(
    'o os as um uma sao quanto custa quero tem voce ola obrigado obrigada meu minha por favor onde para com e do da ao carrinho qual adicione remova procuro preciso nao voces'.split(
      ' ',
    ),
  ),
  de: new Set(
    'der die das ein eine ist sind was wie viel kostet ich mochte haben sie hallo danke mein meine bitte wo fur mit und den dem zum warenkorb welche suche brauche gibt es nicht bestellung auf lager'.split(
      ' ',
    ),
  ),
  fr: new Set(
    'le les un une est sont combien coute je veux voudrais avez vous bonjour merci mon ma s il plait ou pour avec et du au panier quel quelle cherche besoin y a pas commande des'.split(
      ' ',
    ),
  ),
};

/** Addresses are in no language: "me@example.com". */
const ADDRESS = /\S+@\S+|https?:\/\/\S+/gu;

/** The language that a message is surely in; undefined when its words do not tell. */
export function languageSpoken(text: string): string | undefined {
  if (buttonIntent(text)) return undefined;
  const words = folded(text.replace(ADDRESS, ' ')).split(' ');
  const scores = Object.entries(TELLING)
    .map(([language, telling]) => ({
      language,
      hits: words.filter((word) => telling.has(word) && (word.length > 2 || words.length > 3)).length,
    }))
    .sort((a, b) => b.hits - a.hits);
  const [first, second] = scores;
  const sure =
    first!.hits >= 2
      ? first!.hits > second!.hits
      : first!.hits === 1 && second!.hits === 0 && words.length <= 3;
  return sure ? first!.language : undefined;
}
