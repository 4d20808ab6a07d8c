/** Numbers in words, without accents: from 0 on by spaces; tens from 20 on; then hundred and thousand. */
const WORDS: Readonly<Record<string, { small: string; tens: string; hundred: string; thousand: string }>> = {
  en: {
    small:
      'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    tens: 'twenty thirty forty fifty sixty seventy eighty ninety',
    hundred: 'hundred',
    thousand: 'thousand',
  },
  de: {
    small:
      'null ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
    tens: 'zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig',
    hundred: 'hundert',
    thousand: 'tausend',
  },
  es: {
    small:
      'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve',
    tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    hundred: 'cien',
    thousand: 'mil',
  },
  pt: {
    small:
      'zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove',
    tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
    hundred: 'cem',
    thousand: 'mil',
  },
  fr: {
    small:
      'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf',
    tens: 'vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix',
    hundred: 'cent',
    thousand: 'mille',
  },
};

/** Other words for numbers, by language. */
const MORE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  en: {
    a: 1,
    an: 1,
    single: 1,
    another: 1,
    couple: 2,
    pair: 2,
    both: 2,
    twice: 2,
    dozen: 12,
    fourty: 40,
    '1k': 1000,
    tenner: 10,
    fiver: 5,
  },
  de: {
    eins: 1,
    eine: 1,
    einen: 1,
    einer: 1,
    einem: 1,
    nen: 1,
    ne: 1,
    zwo: 2,
    paar: 2,
    beide: 2,
    doppelt: 2,
    dutzend: 12,
    zehner: 10,
    zwanziger: 20,
    funfziger: 50,
    fuffi: 50,
    hunderter: 100,
    hunni: 100,
  },
  es: {
    un: 1,
    una: 1,
    par: 2,
    ambos: 2,
    ambas: 2,
    docena: 12,
    veintiuno: 21,
    veintiun: 21,
    veintidos: 22,
    veintitres: 23,
    veinticuatro: 24,
    veinticinco: 25,
    doscientos: 200,
    doscientas: 200,
    trescientos: 300,
    trescientas: 300,
    cuatrocientos: 400,
    quinientos: 500,
    quinientas: 500,
    seiscientos: 600,
    setecientos: 700,
    ochocientos: 800,
    novecientos: 900,
    ciento: 100,
  },
  pt: {
    uma: 1,
    duas: 2,
    par: 2,
    ambos: 2,
    ambas: 2,
    meia: 6,
    duzia: 12,
    quatorze: 14,
    dezasseis: 16,
    dezassete: 17,
    dezanove: 19,
    cinqenta: 50,
    cento: 100,
    duzentos: 200,
    duzentas: 200,
    trezentos: 300,
    trezentas: 300,
    quatrocentos: 400,
    quinhentos: 500,
    quinhentas: 500,
    seiscentos: 600,
    setecentos: 700,
    oitocentos: 800,
    novecentos: 900,
  },
  fr: {
    une: 1,
    paire: 2,
    douzaine: 12,
    dizaine: 10,
    vingtaine: 20,
    trentaine: 30,
    cinquantaine: 50,
    centaine: 100,
    cents: 100,
    septante: 70,
    huitante: 80,
    nonante: 90,
  },
};
const HALF = /^(?:half|halbes|media|meia|demi|demi-douzaine)$/;
const JOIN = /^(?:and|und|y|e|et|a)$/;

const tables = new Map<string, ReadonlyMap<string, number>>();

function tableOf(language: string): ReadonlyMap<string, number> {
  const known = tables.get(language);
  if (known) return known;
  const { small, tens, hundred, thousand } = WORDS[language] ?? WORDS.en!;
  const table = new Map<string, number>();
  const ones = small.split(' ');
  ones.forEach((word, value) => {
    table.set(word, value);
    if (value > 1 || language !== 'de') table.set(`${word}${hundred}`, value * 100);
  });
  tens.split(' ').forEach((word, at) => {
    table.set(word, (at + 2) * 10);
    for (let one = 1; one < 10; one += 1) {
      if (language === 'de') table.set(`${ones[one]}und${word}`, (at + 2) * 10 + one);
      else table.set(`${word}-${ones[one]}`, (at + 2) * 10 + one);
    }
  });
  table.set(hundred, 100);
  table.set(thousand, 1000);
  if (language === 'de')
    for (let one = 1; one < 10; one += 1) {
      table.set(`${ones[one]}hundert`, one * 100);
      table.set(`${ones[one]}tausend`, one * 1000);
    }
  for (const [word, value] of Object.entries(MORE[language] ?? {})) table.set(word, value);
  tables.set(language, table);
  return table;
}

/** The number that a folded word names, or undefined. Articles that mean one are numbers too. */
export const numberWord = (word: string, language: string): number | undefined => tableOf(language).get(word);

/** `1.299,50`, `1,299.50`, `1299.5`, `3x` and `1k` as numbers; undefined for anything else. */
export function numberInDigits(word: string): number | undefined {
  const plain = /^x?(\d[\d.,]*)(x|k|er|th|st|nd|rd)?$/.exec(word);
  if (!plain) return undefined;
  const digits = plain[1]!.replace(/[.,]$/, '');
  const decimals = /[.,](\d{1,2})$/.exec(digits);
  const whole = (decimals ? digits.slice(0, decimals.index) : digits).replace(/[.,]/g, '');
  const value = Number(decimals ? `${whole}.${decimals[1]}` : whole);
  if (!Number.isFinite(value)) return undefined;
  return plain[2] === 'k' ? value * 1000 : value;
}

export interface NumberSpan {
  /** First token, and the one after the last. */
  from: number;
  to: number;
  value: number;
}

/** Numbers in digits and in words, the longest first at each place: `half a dozen`, `two hundred and fifty`. */
export function numberSpans(words: readonly string[], language: string): NumberSpan[] {
  const spans: NumberSpan[] = [];
  for (let at = 0; at < words.length; ) {
    const digits = numberInDigits(words[at]!);
    if (digits !== undefined) {
      spans.push({ from: at, to: at + 1, value: digits });
      at += 1;
      continue;
    }
    const span = inWords(words, at, language);
    if (span) spans.push(span);
    at = span ? span.to : at + 1;
  }
  return spans;
}

function inWords(words: readonly string[], from: number, language: string): NumberSpan | undefined {
  const table = tableOf(language);
  let [at, half] = [from, false];
  if (HALF.test(words[at]!)) {
    half = true;
    at += 1;
  }
  let value = table.get(words[at] ?? '');
  if (value === undefined) return undefined;
  at += 1;
  // `a dozen`, `a hundred`, `two hundred and fifty`, `forty two`.
  while (at < words.length) {
    const joined = JOIN.test(words[at]!) ? 1 : 0;
    const next = table.get(words[at + joined] ?? '');
    if (next === undefined || numberInDigits(words[at + joined]!) !== undefined) break;
    if (value < next && next >= 12 && joined === 0) value *= next;
    else if (value >= 20 && next < 10 && value % 10 === 0 && next > 0) value += next;
    else if (value >= 100 && next < 100 && value % 100 === 0) value += next;
    else break;
    at += joined + 1;
  }
  return { from, to: at, value: half ? value / 2 : value };
}
