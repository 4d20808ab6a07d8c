import { folded } from '../../platform/folded.ts';
import { asks } from '../license/asking-words.ts';
import { numbersIn } from '../license/numbers.ts';
import { buttonIntent } from './button-words.ts';
import { type Intent, intentsIn, withoutIntentWords } from './words.ts';

export interface ReadMessage {
  /** As it was written. */
  text: string;
  intents: readonly Intent[];
  yes: boolean;
  no: boolean;
  /** Numbers of things that were shown: 1 for "the first one"; -1 for the last. */
  ordinals: readonly number[];
  quantity: number | undefined;
  /** Written as codes are: SAVE10. */
  codes: readonly string[];
  orderNumber: string | undefined;
  /** Six digits, as they are sent to prove who one is. */
  oneTimeCode: string | undefined;
  /** What is left to search for; empty when nothing is. */
  subject: string;
  /** "it", "this one": what was spoken of last. */
  pointsBack: boolean;
}

const ORDINALS: readonly (readonly [number, string])[] = [
  [1, 'first|1st|primer|primero|primera|primeiro|primeira|erste|ersten|erster|erstes|premier|premiere'],
  [2, 'second|2nd|segundo|segunda|zweite|zweiten|zweiter|zweites|deuxieme|seconde'],
  [3, 'third|3rd|tercer|tercero|tercera|terceiro|terceira|dritte|dritten|dritter|drittes|troisieme'],
  [4, 'fourth|4th|cuarto|cuarta|quarto|quarta|vierte|vierten|quatrieme'],
  [5, 'fifth|5th|quinto|quinta|funfte|funften|cinquieme'],
  [-1, 'last|ultimo|ultima|letzte|letzten|letzter|letztes|dernier|derniere'],
];
const BACK = new Set(
  'it this that one them this these those esto eso este ese esta esa lo la los las isto isso esse essa este es das den die dies diese diesen ihn sie celui celle ca ceci cela le les'.split(
    ' ',
  ),
);
/** Words that neither ask nor name anything. */
const FILLERS = new Set(
  (
    'the a an of for to in on my me i you your is are do does can could would please and with some any one it this that them those these what which how want need like have has got just also too show find looking look search give let get there be am was not no yes ok okay so well now then more about us we at by from as if or ' +
    'el la los las un una unos unas de del para en con mi me yo tu su es son que cual por favor y o quiero busco necesito tienes tienen hay dame muestra muestrame ver algo algun alguna lo le se al mas si no ' +
    'o a os as um uma uns umas do da dos das no na meu minha eu voce e sao qual quero procuro preciso tem ha mostra mostre ver algum alguma lhe se ao mais sim nao ' +
    'der die das ein eine einen einem einer den dem des fur im in mit mein meine meinen ich du sie ihr ist sind was welche welcher bitte und oder mochte will suche brauche haben habt gibt es zeig zeige mir uns etwas so zum zur noch auch mehr ja nein ' +
    'le la les un une des de du pour en dans avec mon ma mes je tu vous votre est sont que quel quelle s il plait et ou veux voudrais cherche besoin avez as montre montrez moi quelque chose ce cette au aux plus oui non y a t'
  ).split(' '),
);
const CODE =
  /(?<![\p{L}\p{N}])(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d|[A-Z]{5,})[A-Z][A-Z0-9-]{3,30}(?![\p{L}\p{N}])/gu;
const ORDER_NUMBER = /(?<![\p{L}\p{N}])SW-[A-Z0-9]{5}-[A-Z0-9]{5}(?![\p{L}\p{N}])/iu;

const NOTHING: Omit<ReadMessage, 'text' | 'intents' | 'pointsBack'> = {
  ...{ yes: false, no: false, ordinals: [], codes: [], subject: '' },
  ...{ quantity: undefined, orderNumber: undefined, oneTimeCode: undefined },
};

/** Reads a message by plain rules: what is wanted, and of what. */
export function readMessage(text: string, language: string): ReadMessage {
  const button = buttonIntent(text);
  if (button) return { ...NOTHING, text, intents: [button], pointsBack: button === 'add' };
  const plain = folded(text);
  const words = plain.split(' ');
  const orderNumber = ORDER_NUMBER.exec(text)?.[0].toUpperCase();
  const asked = asks(text, language);
  const ordinals = words.flatMap((word) => {
    const found = ORDINALS.find(([, list]) => list.split('|').includes(word));
    return found ? [found[0]] : [];
  });
  const numbers = [...numbersIn(text)];
  const codes = [...text.matchAll(CODE)].map(([code]) => code).filter((code) => code !== orderNumber);
  const dropped = new Set(codes.map(folded));
  const rest = withoutIntentWords(plain, language)
    .split(' ')
    .filter(
      (word) =>
        word !== '' &&
        !FILLERS.has(word) &&
        !dropped.has(word) &&
        !isOrdinal(word) &&
        !/^\d{1,2}x?$/.test(word),
    );
  return {
    text,
    intents: intentsIn(plain, language),
    yes: words.length <= 6 && asked.has('yes') && !asked.has('no'),
    no: words.length <= 6 && asked.has('no') && !asked.has('yes'),
    ordinals,
    quantity: quantityIn(numbers, words, rest),
    codes: codes.filter((code) => code.toUpperCase() === code),
    orderNumber,
    oneTimeCode: /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0],
    subject: orderNumber === undefined ? rest.join(' ') : '',
    pointsBack: words.some((word) => BACK.has(word)),
  };
}

/** Behind a word of what is looked for, a number is a model: "the Beam 200", but "2 Beams" and "Beam 200 x 3". */
function quantityIn(
  numbers: readonly number[],
  words: readonly string[],
  subject: readonly string[],
): number | undefined {
  const models = new Set(
    words.flatMap((word, at) =>
      /^\d+$/.test(word) && subject.includes(words[at - 1] ?? '') && !/^(?:x|of)$/.test(words[at + 1] ?? '')
        ? [Number(word)]
        : [],
    ),
  );
  const counts = numbers.filter((number) => !models.has(number));
  return counts.length === 1 ? counts[0] : counts.find((number) => number > 1);
}

const isOrdinal = (word: string): boolean => ORDINALS.some(([, list]) => list.split('|').includes(word));
