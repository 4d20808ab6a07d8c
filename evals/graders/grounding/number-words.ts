import type { Language } from '../../contract.ts';

/** How each language writes whole numbers: up to 99 by table, hundreds and thousands by rule. Folded: no accents, no hyphens. */
const EN = {
  small:
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  tens: '_ _ twenty thirty forty fifty sixty seventy eighty ninety',
};
const ES = {
  small:
    'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve',
  tens: '_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  hundreds:
    '_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos',
};
const PT = {
  small:
    'zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove',
  tens: '_ _ vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
  hundreds: '_ cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos',
};
const DE = {
  small:
    'null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
  tens: '_ _ zwanzig dreißig vierzig funfzig sechzig siebzig achtzig neunzig',
};
const FR = {
  small:
    'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix_sept dix_huit dix_neuf',
  tens: '_ _ vingt trente quarante cinquante soixante',
};

const list = (words: string): string[] => words.split(' ').map((word) => word.replaceAll('_', ' '));

function below100(language: Language): string[] {
  const { small, tens } = { en: EN, es: ES, pt: PT, de: DE, fr: FR }[language];
  const units = list(small);
  const ten = list(tens);
  return Array.from({ length: 100 }, (_, n) => {
    if (n < units.length) return units[n]!;
    const [t, u] = [Math.floor(n / 10), n % 10];
    if (language === 'fr' && n >= 70) {
      if (n < 80) return n === 71 ? 'soixante et onze' : `soixante ${units[n - 60]}`;
      return n === 80 ? 'quatre vingts' : `quatre vingt ${units[n - 80]}`;
    }
    if (u === 0) return ten[t]!;
    if (language === 'de') return `${u === 1 ? 'ein' : units[u]}und${ten[t]}`;
    if (language === 'es') return `${ten[t]} y ${units[u]}`;
    if (language === 'pt') return `${ten[t]} e ${units[u]}`;
    if (language === 'fr' && u === 1) return `${ten[t]} et un`;
    return `${ten[t]} ${units[u]}`;
  });
}

function spelled(language: Language): Map<string, number> {
  const found = new Map<string, number>();
  const low = below100(language);
  const under1000 = (n: number): string[] => {
    if (n < 100) return [low[n]!];
    const [h, rest] = [Math.floor(n / 100), n % 100];
    const tail = rest === 0 ? '' : low[rest]!;
    const joined = (head: string, ...glue: string[]): string[] =>
      tail === '' ? [head] : glue.map((one) => `${head}${one}${tail}`);
    switch (language) {
      case 'en':
        return [
          ...joined(`${low[h]} hundred`, ' ', ' and '),
          ...(h === 1 ? joined('a hundred', ' ', ' and ') : []),
        ];
      case 'de':
        return [
          ...joined(`${h === 1 ? 'ein' : low[h]}hundert`, '', 'und'),
          ...(h === 1 ? joined('hundert', '', 'und') : []),
        ];
      case 'fr':
        return [
          ...joined(h === 1 ? 'cent' : `${low[h]} cent`, ' '),
          ...(tail === '' && h > 1 ? [`${low[h]} cents`] : []),
        ];
      case 'es':
        return n === 100 ? ['cien'] : joined(list(ES.hundreds)[h]!, ' ');
      case 'pt':
        return n === 100 ? ['cem'] : joined(list(PT.hundreds)[h]!, ' e ');
    }
  };
  const thousand = { en: 'thousand', es: 'mil', pt: 'mil', de: 'tausend', fr: 'mille' }[language];
  for (let n = 0; n < 1000; n++) for (const way of under1000(n)) found.set(way, n);
  for (let k = 1; k < 10; k++)
    for (let n = 0; n < 1000; n++) {
      const heads =
        language === 'en'
          ? [`${low[k]} thousand`, ...(k === 1 ? ['a thousand'] : [])]
          : language === 'de'
            ? [`${k === 1 ? 'ein' : low[k]}${thousand}`, ...(k === 1 ? [thousand] : [])]
            : [k === 1 ? thousand : `${low[k]} ${thousand}`];
      const glue =
        language === 'de'
          ? ['']
          : language === 'pt'
            ? [' ', ' e ']
            : language === 'en'
              ? [' ', ' and ']
              : [' '];
      for (const head of heads)
        for (const way of n === 0 ? [''] : under1000(n))
          for (const one of n === 0 ? [''] : glue) found.set(head + one + way, k * 1000 + n);
    }
  // “one” before a noun: einundzwanzig is so already, “hunderteins” becomes “hundertein”, “ochenta y uno” “ochenta y un”.
  for (const [word, n] of [...found])
    if (n > 1 && n % 10 === 1) {
      if (language === 'de' && word.endsWith('eins')) found.set(word.slice(0, -1), n);
      if (language === 'es' && word.endsWith('uno')) {
        found.set(word.slice(0, -1), n);
        found.set(`${word.slice(0, -1)}a`, n);
      }
      if (language === 'pt' && word.endsWith('um')) found.set(`${word.slice(0, -1)}ma`, n);
      if (language === 'fr' && word.endsWith('un')) found.set(`${word}e`, n);
    }
  for (const [word, n] of EXTRA[language]) found.set(word, n);
  return found;
}

const EXTRA: Readonly<Record<Language, readonly (readonly [string, number])[]>> = {
  en: [
    ['dozen', 12],
    ['a dozen', 12],
  ],
  es: [
    ['un', 1],
    ['una', 1],
    ['veintiun', 21],
    ['doscientas', 200],
  ],
  pt: [
    ['uma', 1],
    ['duas', 2],
    ['quatorze', 14],
    ['dezesseis', 16],
    ['dezessete', 17],
    ['dezenove', 19],
  ],
  de: [
    ['ein', 1],
    ['eine', 1],
    ['einen', 1],
    ['einem', 1],
    ['zwo', 2],
    ['dreissig', 30],
  ],
  fr: [
    ['une', 1],
    ['septante', 70],
    ['nonante', 90],
    ['quatre vingt', 80],
  ],
};

const tables = new Map<Language, Map<string, number>>();
/** Every whole number below 10,000 as it is written out. */
export function numberWords(language: Language): ReadonlyMap<string, number> {
  const known = tables.get(language);
  if (known) return known;
  const made = spelled(language);
  tables.set(language, made);
  return made;
}

/** So many words at most make a number. */
export const LONGEST = 9;
/** How the decimal mark is spoken. */
export const SPOKEN_POINT = /^(?:point|dot|coma|punto|virgula|ponto|virgule|komma|punkt)$/;
