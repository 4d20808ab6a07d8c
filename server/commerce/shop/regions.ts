/**
 * Countries whose tax or delivery goes by region, with the codes that exist (ISO 3166-2 without the country). A region that
 * is not among them would silently pass for one without tax. Elsewhere a region is free text.
 */
const REGIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  US: codes(
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI',
  ),
  CA: codes('AB BC MB NB NL NT NS NU ON PE QC SK YT'),
  AU: codes('ACT NSW NT QLD SA TAS VIC WA'),
  BR: codes('AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO'),
};

function codes(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** What is wrong with a region of a country, or undefined. */
export function regionFault(country: string, region: string | undefined): string | undefined {
  const known = REGIONS[country];
  if (!known || !region || known.has(region.toUpperCase())) return undefined;
  return `"${region}" is not a region of ${country}; use its code, such as ${[...known].slice(4, 7).join(', ')}`;
}

/** For a schema of an object with country and region. */
export function checkRegion(context: {
  value: { country: string; region?: string | undefined };
  issues: { code: 'custom'; path: string[]; message: string; input: unknown }[] | unknown[];
}): void {
  const message = regionFault(context.value.country, context.value.region);
  if (message)
    context.issues.push({ code: 'custom', path: ['region'], message, input: context.value.region } as never);
}
