/**
 * Words of somebody who has had enough, in plain form (lower case, no accents, letters only), as whole words or stems (`*`). They
 * are few and blunt on purpose: a word too many would take customers away from an answer.
 */
const WORDS: Readonly<Record<string, string>> = {
  en: 'idiot*|stupid|moron*|dumb|useless|worthless|fuck*|wtf|shit|shitty|bullshit|crap|crappy|bastard*|asshole*|ridiculous|pathetic|unacceptable|outrageous|scam|scammers|ripoff|rip off|waste of time|wasting my time|sick of|fed up|had enough|are you kidding|are you deaf|makes no sense|not helping|not helpful|doesn t help|does not help|you don t understand|you do not understand|i m angry|i am angry|furious|terrible service|worst service|worst shop',
  es: 'idiota*|estupid*|imbecil*|gilipollas|inutil*|tonto|tonta|mierda|joder|cono|pendej*|cabron*|puta|ridiculo|vergonzoso|verguenza|inaceptable|indignante|estafa*|timo|perdida de tiempo|perder el tiempo|estoy harto|estoy harta|hasta las narices|me tomas el pelo|no me entiendes|no entiendes|no ayudas|no me ayuda|no sirve de nada|no sirves|furios*|pesimo servicio|peor servicio',
  pt: 'idiota*|estupid*|imbecil*|inutil|inuteis|burro|burra|merda|porra|caralho|foda*|ridiculo|vergonha|inaceitavel|absurdo|golpe|burla|fraude|perda de tempo|perder tempo|estou farto|estou farta|cansado disto|cansada disto|de saco cheio|nao me entende|nao entendes|nao entende|nao ajuda|nao ajudas|nao serve para nada|furios*|pessimo atendimento|pior atendimento',
  de: 'idiot*|blod*|dumm|dumme|dummer|trottel|depp|schwachsinn*|unsinn|nutzlos*|unbrauchbar*|scheiss*|verdammt*|mist|arsch*|lacherlich*|frechheit|unverschamt*|inakzeptabel|betrug|betruger|abzocke|zeitverschwendung|ich habe genug|hab genug|reicht mir|es reicht|die nase voll|wollen sie mich verarschen|verarsch*|sie verstehen nicht|du verstehst nicht|du verstehst mich nicht|hilft mir nicht|hilft nicht|bringt nichts|wutend|stinksauer|sauer|schlechtester service|miserabel*',
  fr: 'idiot*|stupide*|imbecile*|debile*|abruti*|nul|nulle|inutile*|merde|putain|connard*|conne|con|bordel|ridicule*|honteux|honte|inacceptable*|scandaleux|arnaque*|escroc*|perte de temps|perdre mon temps|j en ai marre|ras le bol|marre de|vous vous moquez|tu te moques|vous ne comprenez|tu ne comprends|ne comprend rien|n aidez pas|n aide pas|ne sert a rien|furieux|furieuse|service deplorable|pire service',
};

const patternOf = (words: string): RegExp =>
  new RegExp(
    `(?<= )(?:${words
      .split('|')
      .map((word) => (word.endsWith('*') ? `${word.slice(0, -1)}\\p{L}*` : word))
      .join('|')})(?= )`,
    'gu',
  );
const PATTERNS = new Map(Object.entries(WORDS).map(([language, words]) => [language, patternOf(words)]));

const LETTERS = /\p{L}/gu;
const MIN_SHOUTED = 12;

const plain = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim()} `;

/** Signs of anger in one text: each word of the list, and one more for shouting or a row of marks where there is such a word. */
function signsIn(text: string, language: string): number {
  const pattern = PATTERNS.get(language) ?? PATTERNS.get('en')!;
  const words = plain(text).match(pattern)?.length ?? 0;
  if (words === 0) return 0;
  const letters = text.match(LETTERS)?.join('') ?? '';
  // Product codes and brands are written in capitals too, so loud letters alone say nothing.
  const shouts = letters.length >= MIN_SHOUTED && letters === letters.toUpperCase();
  return words + (shouts || /[!?]{3,}/.test(text) ? 1 : 0);
}

/**
 * How many signs of anger the last messages hold; 0 when the newest ones hold none, whatever was said before.
 * @param now what is to be answered
 * @param before the customer's last messages before that; read only when it matters
 */
export async function frustrationIn(
  now: readonly string[],
  before: () => Promise<readonly string[]>,
  language: string,
): Promise<number> {
  const count = (texts: readonly string[]): number =>
    texts.reduce((sum, text) => sum + signsIn(text, language), 0);
  const fresh = count(now);
  return fresh === 0 ? 0 : fresh + count(await before());
}
