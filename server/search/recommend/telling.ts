import { filterKey } from '../analysis/fold.ts';

/** Attributes by which nobody chooses: how it is packed, tested, shipped and numbered. */
const DULL =
  /package|packag|pallet|carton|operating|storage temp|storage relative|altitude|dimension|weight|width|height|depth|origin|certif|harmonized|customs|gtin|ean|upc|oem|segment|codename|stepping|quantity|compliance|sustainab|ecolog|code|model|part number|frequency|humidity|temperature|bundled|threads|socket/;
const LONGEST = 40;

/** Whether a customer may choose by such an attribute and value. */
export const isTelling = (name: string, value: string | number | boolean): boolean =>
  !DULL.test(filterKey(name)) && String(value).length <= LONGEST;
