import type { ToolAnswer, TurnInput } from '../../conversation/answerer.ts';
import { folded } from '../../platform/folded.ts';
import { isOption } from './mention.ts';

interface Variant {
  variant_id: string;
  options: Record<string, string>;
  available: number;
}
interface Choice {
  name: string;
  values: { value: string; label: string }[];
}

const product = (found: Extract<ToolAnswer, { ok: true }>): { options: Choice[]; variants: Variant[] } => ({
  options: found.output.options as Choice[],
  variants: found.output.variants as Variant[],
});

/**
 * The variant that has what was said, and else what the other has. Undefined where there is none.
 * @param from the variant that is spoken of, or any of its product
 */
export async function variantOf(
  { toolbox }: Pick<TurnInput, 'toolbox'>,
  from: string,
  said: readonly string[],
): Promise<string | undefined> {
  const found = await toolbox.read('get_product', { product_id: from });
  if (!found.ok) return undefined;
  const { options, variants } = product(found);
  // What its name says already is no choice: "Blue Cup". Of what comes in one way only, there is nothing to choose.
  const title = String(found.output.title);
  const inTitle = new Set(folded(title).split(' '));
  const open = said.filter(
    (one) =>
      !isOption(one, title) &&
      !folded(one)
        .split(' ')
        .every((word) => inTitle.has(word)),
  );
  if (open.length === 0 || options.length === 0)
    return variants.find(({ variant_id }) => variant_id === from)?.variant_id ?? variants[0]?.variant_id;
  const wanted = new Map<string, string>();
  for (const one of open)
    for (const word of partsOf(one, options)) {
      const fits = options.flatMap(({ name, values }) =>
        values
          .filter(({ value, label }) => isOption(word, label) || isOption(word, value))
          .map(({ value }) => ({ name, value })),
      );
      const exact = fits.find(({ value }) => value.toLowerCase() === word.toLowerCase()) ?? fits[0];
      if (!exact) return undefined;
      wanted.set(exact.name, exact.value);
    }
  const having = variants.filter((one) => [...wanted].every(([name, value]) => one.options[name] === value));
  const current = variants.find(({ variant_id }) => variant_id === from);
  const alike = (one: Variant): number =>
    Object.entries(one.options).filter(([name, value]) => current?.options[name] === value).length;
  const [best] = having.toSorted(
    (a, b) => alike(b) - alike(a) || Number(b.available > 0) - Number(a.available > 0),
  );
  return best?.variant_id;
}

/** "M black" is two things, "navy blue" is one. */
function partsOf(said: string, options: readonly Choice[]): string[] {
  const known = options.some(({ values }) =>
    values.some(({ value, label }) => isOption(said, label) || isOption(said, value)),
  );
  return known || !said.includes(' ') ? [said] : said.split(/\s+/);
}
