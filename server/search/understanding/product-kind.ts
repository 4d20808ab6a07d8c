import { fold } from '../analysis/fold.ts';
import { TARGET_SPLIT } from '../analysis/target-words.ts';
import { tokenize } from '../analysis/tokens.ts';
import type { LocalizedText, SearchDocument } from '../search-types.ts';
import { type Concept, conceptOf, isKindOf, isWide, matchConcepts } from './concepts.ts';
import { kindOfLine } from './product-lines.ts';
import { kindBySpecifications, PROCESSOR, typedByName } from './specifications.ts';
import { conceptsOf, languagesOf, namedIn, readTitle, type TitleReading } from './title-kind.ts';

/** What a product is, and what else its title speaks of. */
export interface ProductKind {
  readonly head: Concept | undefined;
  /** 0 to 1. */
  readonly certainty: number;
  /** Head and modifiers of the title: a laptop bag mentions laptops. */
  readonly mentions: ReadonlySet<Concept>;
}

const FEATURE = /(?:^|[|;\n])\s*([^:|;\n]{2,40}):\s*([^|;\n]*)/g;
/** Attributes that name the kind of the product. */
const KIND_NAMES = new Set(
  'product type,type,kind,item type,tipo,tipo de producto,tipo de produto,produktart,produkttyp,type de produit'.split(
    ',',
  ),
);
/** Attributes that name what the product goes with. */
const TARGET_NAMES =
  /\b(?:device type|suitable|compatib|best uses|purpose|designed for|proper use|intended for)/;
/** Parts that titles of computers name too: 8 GB of memory, an SSD. */
const COMPONENTS = new Set([
  'processor',
  'memory',
  'hard_drive',
  'ssd',
  'graphics_card',
  'optical_drive',
  'software',
]);
const HOSTS = ['computer', 'server', 'nas', 'tablet', 'smartphone'];
/** What its specifications tell apart from another thing of the same name. */
const HOMONYMS: ReadonlyMap<string, string> = new Map([['paper_notebook', 'laptop']]);
/** What is sold to hold a thing, under the type of the thing. */
const SHELLS = new Set(['computer_case', 'rack']);
/** A `device type` that lists devices says what the product goes with, a single one what it is. */
const SEVERAL = /[/,+]/;
/** How sure each way of telling is. */
const STATED = 1;
const CONFIRMED = 1;
const TITLE = 0.99;
const SPECIFIED = 0.9;
const CATEGORY = 0.8;
const LINE = 0.6;
/** Stated, while the title leaves it out: `HP 530 39.1 cm` beside `HP 530 notebook`. */
const UNNAMED = 0.9;
/** The word after the name could be the real noun: `projector cage`. */
const DOUBTFUL = 0.4;

interface Specifications {
  /** Folded, joined by `|`. */
  readonly names: string;
  /** What attributes such as `product type` say. */
  readonly kinds: readonly LocalizedText[];
  /** What the product goes with, folded. */
  readonly targets: string;
}

function specificationsOf(doc: SearchDocument): Specifications {
  const names: string[] = [];
  const kinds: LocalizedText[] = [];
  const targets: string[] = [];
  const options = new Set<string>();
  const add = (name: string, value: string): void => {
    const key = fold(name).replaceAll('_', ' ').trim();
    names.push(key);
    if (KIND_NAMES.has(key) || (key === 'device type' && !SEVERAL.test(value))) kinds.push({ en: value });
    else if (TARGET_NAMES.test(key)) targets.push(value);
  };
  for (const { name, value } of doc.attributes) add(name, String(value));
  for (const variant of doc.variants)
    for (const name of Object.keys(variant.options)) options.add(fold(name));
  for (const [, name, value] of doc.features?.matchAll(FEATURE) ?? []) add(name!, value!);
  return { names: [...names, ...options].join('|'), kinds, targets: fold(targets.join(' ')) };
}

const related = (a: Concept | undefined, b: Concept): boolean =>
  a !== undefined && (isKindOf(a, b) || isKindOf(b, a));

const isHost = (concept: Concept): boolean => HOSTS.some((id) => isKindOf(concept, conceptOf(id)!));

/** Whether a title knows better than the type that the merchant states. */
function corrects({ head, inside, after }: TitleReading, stated: Concept): boolean {
  if (!head || stated.accessory || isKindOf(head, stated)) return false;
  if (inside.some((concept) => isKindOf(concept, stated)) || SHELLS.has(head.id)) return true;
  if (COMPONENTS.has(head.id) && isHost(stated)) return false;
  // `Roller Coaster 10 W portable speaker` is no roller.
  if (head.accessory) return !after.some((concept) => isKindOf(concept, stated));
  // A type as wide as `PC` says less than a title that names something else.
  return isWide(stated);
}

/** What the first attribute is called after, if that is a thing: `radio type`. */
function typedIn({ names }: Specifications): Concept | undefined {
  const match = matchConcepts(typedByName(names)?.split(' ') ?? [])[0];
  return match?.senses.map((sense) => sense.concept).find((concept) => !concept.accessory);
}

/** What a product is by the head of its title; undefined where that is rather what it goes with. */
function byTitle(
  title: TitleReading,
  head: Concept,
  bySpecs: Concept | undefined,
  specifications: Specifications,
  isTarget: (concept: Concept) => boolean,
): Omit<ProductKind, 'mentions'> | undefined {
  if (bySpecs && (isKindOf(bySpecs, head) || HOMONYMS.get(bySpecs.id) === head.id))
    return { head: bySpecs, certainty: CONFIRMED };
  if (head.accessory) return { head, certainty: TITLE };
  const narrower = title.after.find((concept) => concept !== head && isKindOf(concept, head));
  if (narrower) return { head: narrower, certainty: TITLE };
  if (bySpecs && (bySpecs.accessory || (COMPONENTS.has(head.id) && isHost(bySpecs))))
    return { head: bySpecs, certainty: SPECIFIED };
  if (isHost(head) && PROCESSOR.test(specifications.names)) return { head, certainty: TITLE };
  const instead = title.later ?? title.platformOf;
  if (instead && !COMPONENTS.has(instead.id) && !SHELLS.has(instead.id))
    return { head: instead, certainty: DOUBTFUL };
  const typed = title.formOnly ? typedIn(specifications) : undefined;
  if (typed) return { head: typed, certainty: SPECIFIED };
  if (isTarget(head)) return undefined;
  return { head, certainty: title.doubtful || title.formOnly ? DOUBTFUL : TITLE };
}

/**
 * What a product is: its type as the merchant gives it, else the head noun of its title, else what its specifications
 * speak for, else its product line or category. A pure function of the document.
 */
export function productKind(doc: SearchDocument): ProductKind {
  const mentions = new Set<Concept>();
  const specifications = specificationsOf(doc);
  let targets: Concept[] | undefined;
  const isTarget = (concept: Concept): boolean => {
    targets ??= conceptsOf(matchConcepts(tokenize(specifications.targets).map((token) => token.text)));
    return targets.some((target) => related(target, concept));
  };
  let title: TitleReading | undefined;
  let first: string | undefined;
  for (const locale in doc.title) {
    const text = doc.title[locale]!;
    const folded = fold(text);
    if (locale === 'en' || first === undefined) first = folded;
    const reading = readTitle(text, folded, languagesOf(locale), isTarget, mentions);
    if (!title?.head) title = reading;
  }
  const bySpecs = conceptOf(kindBySpecifications(first ?? '', specifications.names) ?? '');
  const agrees = (concept: Concept): boolean => related(title?.head, concept);
  const types = [doc.productType, ...specifications.kinds].flatMap((text) => namedIn(text, mentions) ?? []);
  const stated = types.find(agrees) ?? types[0];
  if (stated && !(title && bySpecs?.id !== stated.id && corrects(title, stated))) {
    const narrower = [title?.head, bySpecs].find((concept) => concept && isKindOf(concept, stated));
    return { head: narrower ?? stated, certainty: agrees(stated) ? STATED : UNNAMED, mentions };
  }
  const named = title?.head ? byTitle(title, title.head, bySpecs, specifications, isTarget) : undefined;
  if (named) return { ...named, mentions };
  if (!title?.head) {
    const typed = typedIn(specifications);
    if (bySpecs ?? typed) return { head: bySpecs ?? typed, certainty: SPECIFIED, mentions };
    const line = tokenize(` ${first ?? ''} `.split(TARGET_SPLIT, 1)[0]!)
      .map((token) => kindOfLine(token.text))
      .find((kind) => kind !== undefined);
    if (line !== undefined) return { head: conceptOf(line), certainty: LINE, mentions };
  }
  const category = doc.categories.flatMap(({ title: text }) => namedIn(text, mentions) ?? [])[0];
  return { head: category, certainty: CATEGORY, mentions };
}
