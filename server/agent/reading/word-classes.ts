import { isColor } from '../../search/understanding/colors.ts';
import { isNameWord } from '../../search/understanding/concepts.ts';
import { foldWord } from './tokens.ts';

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Colours beyond those that search knows, folded, in all languages. */
const COLOURS = set(
  `teal mint petrol sand plum navy khaki olive coral charcoal anthracite anthrazit ivory elfenbein mustard senf senfgelb rust rost
  lilac lavender lavendel indigo cyan magenta burgundy maroon bordeaux weinrot aubergine pflaume forest sage salbei salbeigrun terracotta
  copper kupfer bronze rosegold hellblau dunkelblau hellgrun dunkelgrun dunkelrot hellgrau dunkelgrau mintgrun marine himmelblau graphit
  graphite schiefer slate stone bunt natur taupe camel cognac nude fuchsia pinkfarben turkis antracita mostaza ciruela arena menta burdeos
  caqui granate celeste azulon terracota salvia cobre antracite mostarda ameixa areia vinho caqui salmao grafite menthe moutarde prune
  sable kaki bordeaux corail anthracite ardoise saumon sauge rouille cuivre ecru lila turquesa creme cream cremeweiss schwarze schwarzen
  schwarzes schwarzer weisse weissen weisses rote roten rotes roter blaue blauen blaues blauer grune grunen grunes gruner graue grauen`,
);
const MATERIALS = set(
  `leather wood wooden cotton wool merino linen silk polyester steel stainless aluminium aluminum plastic glass ceramic bamboo oak pine
  walnut marble velvet denim suede down synthetic rubber silicone cashmere fleece canvas nylon titanium iron porcelain carbon
  leder holz baumwolle wolle leinen seide stahl edelstahl alu kunststoff plastik glas keramik bambus eiche kiefer nussbaum marmor samt
  wildleder daunen daunenfutter synthetik gummi silikon kaschmir titan gusseisen porzellan massivholz kork
  cuero piel madera algodon lana lino seda acero inoxidable aluminio plastico vidrio cristal ceramica bambu roble pino nogal marmol
  terciopelo ante plumon goma silicona cachemira hierro porcelana
  couro madeira algodao la linho seda aco inox aluminio vidro ceramica bambu carvalho pinho marmore veludo camurca borracha silicone ferro
  cuir bois coton laine lin soie acier inox aluminium plastique verre ceramique bambou chene pin noyer marbre velours daim duvet
  caoutchouc cachemire fonte porcelaine`,
);
const SIZES = set(
  `xxs xs s m l xl xxl xxxl 2xl 3xl 4xl 5xl small medium large extra-large x-large klein mittel gross grosse kleine pequeno pequena mediano
  mediana grande medio media petit petite moyen moyenne mittelgross unica queen king twin single`,
);
const SIZE_WORDS = set('size sizes sz grosse gr talla tallas tamano tamanho numero taille pointure');
const UNITS = set(
  `cm mm m meter metre inch inches zoll in ft feet gb tb mb ml l liter litre liters litros litre litres kg g gr gramm gram gramos gramas
  grammes oz lb lbs w watt watts volt v mah hz persons personen personas pessoas personnes pulgadas polegadas pouces`,
);
const CURRENCIES = set(
  `€ $ £ eur euro euros usd dollar dollars dolar dolares bucks gbp pound pounds quid libras libra pfund livres chf franken francs francos
  brl real reais r$ mxn peso pesos ars clp cop yen jpy kroner kr tacken piepen pavos balles conto contos`,
);
const DAYS = set(
  `today tomorrow tonight yesterday heute morgen ubermorgen gestern hoy manana ayer hoje amanha ontem aujourdhui demain hier weekend
  wochenende week woche semana semaine christmas xmas weihnachten navidad natal noel easter ostern pascua pascoa paques`,
);
const ORDINALS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      [1, 'first 1st primer primero primera primeiro primeira erste ersten erster erstes premier premiere'],
      [
        2,
        'second 2nd segundo segunda segundos segundas zweite zweiten zweiter zweites deuxieme second seconde 2eme',
      ],
      [3, 'third 3rd tercer tercero tercera terceiro terceira dritte dritten dritter drittes troisieme 3eme'],
      [4, 'fourth 4th cuarto cuarta quarto quarta vierte vierten vierter viertes quatrieme'],
      [5, 'fifth 5th quinto quinta funfte funften funfter funftes cinquieme'],
      [6, 'sixth 6th sexto sexta sechste sechsten sechstes sixieme'],
      [-1, 'last ultimo ultima letzte letzten letzter letztes dernier derniere bottom unterste untersten'],
    ] as const
  ).flatMap(([value, words]) => words.split(' ').map((word) => [word, value])),
);
const MIDDLE = set('middle mittlere mittleren mittlerer medio do_meio milieu central');

/** Names of countries, languages, months and days in the language, folded, from what Node knows. */
const names = new Map<string, { countries: Set<string>; dates: Set<string>; languages: Set<string> }>();
function namesIn(language: string): { countries: Set<string>; dates: Set<string>; languages: Set<string> } {
  const known = names.get(language);
  if (known) return known;
  const [countries, dates, languages] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const add = (into: Set<string>, name: string): void => {
    const words = name.split(/[\s-]+/).map((word) => foldWord(word, language));
    const longest = words.filter((word) => word.length >= 4);
    if (words.length <= 2) for (const word of longest) into.add(word);
  };
  const regions = new Intl.DisplayNames([language], { type: 'region' });
  const tongues = new Intl.DisplayNames([language], { type: 'language' });
  for (const code of COUNTRY_CODES) add(countries, regions.of(code) ?? '');
  for (const code of LANGUAGE_CODES) add(languages, tongues.of(code) ?? '');
  for (let month = 0; month < 12; month += 1)
    add(
      dates,
      new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month, 5)),
    );
  for (let day = 1; day <= 7; day += 1)
    add(
      dates,
      new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day)),
    );
  const made = { countries, dates, languages };
  names.set(language, made);
  return made;
}
const COUNTRY_CODES =
  `AD AE AR AT AU BE BG BO BR CA CH CL CN CO CR CU CY CZ DE DK DO EC EE EG ES FI FR GB GR GT HK HN HR HU ID IE IL IN IS IT JP KE KR LI LT
  LU LV MA MC MT MX MY NG NI NL NO NZ PA PE PH PL PT PY RO RS RU SE SG SI SK SV TH TN TR TW UA US UY VE VN ZA`.split(
    /\s+/,
  );
const LANGUAGE_CODES = 'en es pt de fr it nl pl tr ru ar zh ja ko sv da no fi el cs hu ro uk'.split(' ');
const MORE_COUNTRIES = set(
  'uk usa us england scotland holland eeuu eua inglaterra inglaterra angleterre schottland',
);

/** What kind of word a token is, beside its letters; features of the models. */
export interface WordClass {
  /** The most telling kind, which stands for the word in generalised features; '' for plain words. */
  kind: string;
  /** Names of things that search knows. */
  thing: boolean;
}

const CODE = /^(?=.*\d)(?=.*[a-z])[a-z\d-]{3,}$/;

/** @param text folded */
export function classOf(text: string, original: string, language: string): WordClass {
  return { kind: kindOf(text, original, language), thing: text.length > 2 && isThing(text) };
}

const things = new Map<string, boolean>();
function isThing(text: string): boolean {
  let known = things.get(text);
  if (known === undefined) {
    known = isNameWord(text);
    if (things.size < 20_000) things.set(text, known);
  }
  return known;
}

function kindOf(text: string, original: string, language: string): string {
  if (text.includes('@')) return 'EMAIL';
  if (ORDINALS[text] !== undefined || MIDDLE.has(text)) return 'ORD';
  if (CURRENCIES.has(text)) return 'CUR';
  if (/^\d+$/.test(text)) return text.length === 1 ? 'N1' : text.length < 5 ? `N${text.length}` : 'N5';
  if (/^\d+[.,]\d{1,2}$/.test(text)) return 'NDEC';
  if (/^\d[\d.,:]*$/.test(text)) return 'NMANY';
  if (SIZES.has(text)) return 'SIZE';
  if (SIZE_WORDS.has(text)) return 'SIZEWORD';
  if (/^\d+x$|^x\d+$/.test(text)) return 'TIMES';
  if (/^\d+(?:[.,]\d+)?(?:cm|mm|m|gb|tb|ml|l|kg|g|w|v|mah|in|oz|hz|k)$/.test(text)) return 'MEASURE';
  if (/^\d+x\d+/.test(text)) return 'MEASURE';
  if (CODE.test(text)) return /^[^a-z]*[A-Z]/.test(original) ? 'CODE' : 'code';
  if (COLOURS.has(text) || isColor(text)) return 'COLOUR';
  if (MATERIALS.has(text)) return 'MATERIAL';
  const { countries, dates, languages } = namesIn(language);
  if (DAYS.has(text) || dates.has(text)) return 'DAY';
  if (languages.has(text)) return 'LANGUAGE';
  if (countries.has(text) || MORE_COUNTRIES.has(text)) return 'COUNTRY';
  if (UNITS.has(text)) return 'UNIT';
  if (/^\p{Extended_Pictographic}$/u.test(text)) return 'EMOJI';
  if (/^[^\p{L}\p{N}]+$/u.test(text)) return 'MARK';
  return '';
}

/** 1 for "first", -1 for "last"; "the middle one" is the second, as lists of three are shown. */
export const ordinalOf = (text: string): number | undefined => (MIDDLE.has(text) ? 2 : ORDINALS[text]);
export const isCurrency = (text: string): boolean => CURRENCIES.has(text);
