/** What the specifications of a product say about its kind, where its title says nothing. */
interface Rule {
  readonly kind: string;
  /** All must occur among the names of the attributes. */
  readonly names?: readonly RegExp[];
  /** Must occur in the title. */
  readonly title?: RegExp;
  /** None may occur among the names. */
  readonly without?: RegExp;
  /** Bounds of the display in inches. */
  readonly inches?: readonly [from: number, below: number];
}

/** What only computers have. */
export const PROCESSOR = /processor (?:family|model)/;
const PHONE = /\b(?:dual|single|hybrid) (?:dual )?sim\b|\b[345]g\b/;
/** The first that fits counts. */
const RULES: readonly Rule[] = [
  {
    kind: 'paper_notebook',
    title: /\bnotebook\b/,
    names: [/cover type|\bruling|\bpaper|\bpages\b|page count/],
    without: PROCESSOR,
  },
  { kind: 'ink', names: [/\bink type/, /printing colours?/] },
  {
    kind: 'toner',
    names: [/printing colours?/, /page yield|compatibility/],
    title: /\boriginal\b|\bcompatible\b/,
  },
  { kind: 'smartphone', title: PHONE, inches: [3, 7.3], without: /processor socket/ },
  {
    kind: 'tablet',
    names: [/display/],
    title: /\b(?:android|ios|ipados|wi-?fi)\b/,
    inches: [6.5, 14.5],
    without: /processor socket|optical drive|keyboard|native aspect|tuner|analog/,
  },
  { kind: 'multifunction', names: [/\bprint/, /\b(?:copy|copier)/, /\bscan/], title: /\bdpi\b|\bppm\b/ },
  {
    kind: 'printer',
    names: [/print technology|print speed|page description/],
    title: /\bdpi\b|\bppm\b|\bcps\b/,
  },
  { kind: 'camera', names: [/\bsensor type|megapixels?/, /\bimage|\bfocal|\biso\b|camera/], title: /\bmp\b/ },
  {
    kind: 'laptop',
    names: [/^processor |\|processor /, /display resolution/, /pointing device|battery|notebook/],
  },
  {
    kind: 'desktop',
    names: [/\|?processor family|\|?processor model/, /internal memory|storage/],
    without: /display (?:resolution|diagonal)|socket type|stepping|rack|\bplatform\b|\bgame/,
    title: /\bgb\b/,
  },
  {
    kind: 'tv',
    names: [/analog signal|digital signal|tuner|tv format|teletext/, /display|screen/],
    without: /processor (?:family|model)|native aspect|projection|optical disc/,
  },
  {
    kind: 'monitor',
    names: [/display resolution/, /native aspect ratio|response time|viewing angle|contrast ratio/],
    without: /processor|tuner|analog signal|projection|keyboard/,
  },
  { kind: 'headphones', names: [/wearing style/, /headphone frequency|connectivity technology|impedance/] },
  { kind: 'lens', names: [/lens structure|lens mount/], title: /\bmm\b|\bf\s?\//, without: /sensor/ },
  { kind: 'video_game', names: [/game genre|esrb rating|pegi rating/] },
  { kind: 'ssd', names: [/\bssd (?:form factor|capacity)/], without: PROCESSOR },
  {
    kind: 'memory',
    names: [/internal memory type/, /memory (?:form factor|layout)/],
    without: /processor|display|player|ink|print/,
  },
  {
    kind: 'motherboard',
    names: [/processor socket/, /chassis fan connectors|motherboard (?:form factor|chipset)/],
    without: /processor (?:model|family)|rack|power supply/,
  },
  {
    kind: 'mount',
    names: [/vesa mount/, /suitable for|tilt angle|mounting/],
    without: /display (?:resolution|technology)/,
  },
  { kind: 'cable', title: /(?<![a-z])\d+(?:[.,]\d+)? ?(?:m|cm|ft)\b/, names: [/connector 1/, /connector 2/] },
  { kind: 'doll', names: [/\bdoll type/] },
  { kind: 'projector_lamp', title: /\blamp\b/, names: [/compatibility/] },
  {
    kind: 'computer_case',
    names: [/drive bays/, /power supply type|motherboard form factors/],
    without: PROCESSOR,
  },
];

const INCHES = /(\d+(?:[.,]\d+)?)\s*(?:"|''|inch\b|-inch\b|in\b|zoll\b|pulgadas\b|polegadas\b|pouces\b)/;
const CENTIMETRES = /(\d+(?:[.,]\d+)?)\s*cm\b/;

function inchesOf(title: string): number | undefined {
  const inches = INCHES.exec(title)?.[1];
  if (inches !== undefined) return Number(inches.replace(',', '.'));
  const centimetres = CENTIMETRES.exec(title)?.[1];
  return centimetres === undefined ? undefined : Number(centimetres.replace(',', '.')) / 2.54;
}

/** Things that have a type of their own among the attributes, in the first place: `radio type`. */
const TYPED = /^(radio|switch|camera|printer|scanner|speaker|headphone|flash card|shoe|bag) type(?:\||$)/;

/** The thing that the first attribute is called after. @param names folded, joined by `|` */
export const typedByName = (names: string): string | undefined => TYPED.exec(names)?.[1];

/**
 * The id of the concept that the specifications speak for.
 * @param title folded
 * @param names folded names of the attributes, joined by `|`
 */
export function kindBySpecifications(title: string, names: string): string | undefined {
  const inches = inchesOf(title);
  const fits = (rule: Rule): boolean =>
    (rule.title?.test(title) ?? true) &&
    (rule.names?.every((name) => name.test(names)) ?? true) &&
    !(rule.without?.test(names) ?? false) &&
    (!rule.inches || (inches !== undefined && inches >= rule.inches[0] && inches < rule.inches[1]));
  return RULES.find(fits)?.kind;
}
