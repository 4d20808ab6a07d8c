import { type Grader, LANGUAGES, type Language, type ShopData } from '../contract.ts';
import { graded, skipped } from './pass.ts';
import { repliesOf } from './text.ts';

const NAME = 'language';

/** Whether every reply is in the language of the customer. Short replies that could be in any are passed over. */
export const languageGrader: Grader = {
  name: NAME,
  group: 'behaviour',
  about: 'language of every reply: English, Spanish, Portuguese, German or French',
  grade: (observation, { case: theCase, shop }) => {
    const wanted = theCase.expect.language ?? theCase.language;
    if (wanted === 'any') return skipped(NAME, 'any language will do');
    const names = namesOf(shop);
    const told = repliesOf(observation).map((reply) => ({ ...reply, is: languageOf(reply.text, names) }));
    if (told.every(({ is }) => is === undefined)) return skipped(NAME, 'the replies are too short to tell');
    return graded(
      NAME,
      told
        .filter(({ is }) => is !== undefined && is !== wanted)
        .map(({ text, turn, at, is }) => ({
          kind: 'language',
          start: 0,
          end: text.length,
          text: text.slice(0, 80),
          message: `this is ${NAMES[is!]}, and the customer speaks ${NAMES[wanted]}`,
          turn,
          at,
        })),
    );
  },
};

const NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  es: 'Spanish',
  pt: 'Portuguese',
  de: 'German',
  fr: 'French',
};

/** Words that hold sentences together. One that two languages share stands in both and decides nothing. */
const WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: set(
    'the and is are was you your we our it its this that these those with for from have has do does can could would will not but what which how when where there here of to in on at by or if so my me be been they their please thank thanks sorry yes more any some other all about',
  ),
  es: set(
    'el la los las un una unos unas y es son era está están que de del al en con por para se lo le les su sus tu tus mi nos no sí pero más muy como cómo cuál cuándo dónde hay este esta estos estas eso puede puedo tiene tenemos gracias hola si o ha han ser también ya sobre entre hasta desde usted ustedes te',
  ),
  pt: set(
    'o a os as um uma uns umas e é são era está estão que de do da dos das ao à em no na nos nas com por para se lhe seu sua seus suas teu tua meu minha não sim mas mais muito como qual quando onde há este esta estes estas isso pode posso tem temos obrigado obrigada olá ou foi ser também já sobre entre até desde você vocês',
  ),
  de: set(
    'der die das den dem des ein eine einen einem einer und ist sind war waren sie ihr ihre wir uns es im in auf mit für von zu zum zur bei nicht kein keine aber auch wie was welche wann wo hier dieser diese dieses kann können haben hat bitte danke oder wenn mehr noch nur als an aus nach über um so ich mein sich wird werden',
  ),
  fr: set(
    'le la les un une des et est sont était vous votre vos nous notre nos il elle ils ce cet cette ces que qui de du au aux en dans avec pour par sur ne pas mais plus très comme quel quelle quand où voici peut pouvez avez avons a merci bonjour oui non ou si on se son sa ses été être aussi entre je mon ma y',
  ),
};

/** Words of any of the languages that stand in every sentence, as they are written. */
export const isCommon = (word: string): boolean =>
  Object.values(WORDS).some((one) => one.has(word.toLowerCase()));

const MARKS: readonly (readonly [Language, RegExp])[] = [
  ['de', /[äöüß]/gu],
  ['es', /[ñ¿¡]/gu],
  ['pt', /[ãõ]/gu],
  ['fr', /[èêëîïûùœ]|\b[cdjlmnqst]['’](?=\p{L})/gu],
];

/** The language that a text is surely in, names of the shop left out. Undefined when it does not tell. */
export function languageOf(
  text: string,
  names: ReadonlySet<string> = new Set(),
  /** What it most likely is: another language must have two words more than this one. */
  expected?: Language,
): Language | undefined {
  const plain = text
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/https?:\S+/gu, ' ');
  const words = (plain.match(/\p{L}+/gu) ?? []).filter((word) => !names.has(word));
  if (words.length < 3) return undefined;
  const scores = LANGUAGES.map((language) => {
    const own = words.filter((word) => WORDS[language].has(word)).length;
    const marks = MARKS.find(([of]) => of === language)?.[1];
    const marked = marks ? (words.join(' ').match(marks) ?? []).length : 0;
    return { language, score: own + Math.min(marked, 3) + (language === expected ? 1.5 : 0) };
  }).sort((a, b) => b.score - a.score);
  const [first, second] = scores as [{ language: Language; score: number }, { score: number }];
  return first.score >= 2 && first.score > second.score ? first.language : undefined;
}

/** Words of titles and brands, which are the same in every language. */
function namesOf({ products }: ShopData): ReadonlySet<string> {
  const found = NAME_CACHE.get(products);
  if (found) return found;
  const texts = products.flatMap(({ title, brand }) => [
    ...(typeof title === 'string' ? [title] : Object.values(title)),
    ...(brand === undefined ? [] : [brand]),
  ]);
  const all = Object.values(WORDS);
  const names = new Set(
    texts
      .flatMap(
        (text) =>
          text
            .toLowerCase()
            .normalize('NFC')
            .match(/\p{L}+/gu) ?? [],
      )
      .filter((word) => !all.some((one) => one.has(word))),
  );
  NAME_CACHE.set(products, names);
  return names;
}
const NAME_CACHE = new WeakMap<object, ReadonlySet<string>>();

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
