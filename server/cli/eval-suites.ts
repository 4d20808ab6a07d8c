import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { attacks } from '../../evals/attacks/index.ts';
import { type LoadedSuite, loadSuites } from '../../evals/cases/load.ts';
import { parseYaml } from '../../evals/cases/parse.ts';
import { LANGUAGES, type Language, type Suite } from '../../evals/contract.ts';
import { SuiteError } from '../../evals/error.ts';
import type { Shops } from '../../evals/shop/load.ts';
import { attackSuite } from '../../evals/suites/attack-suite.ts';
import { TargetConfig } from '../../evals/targets/config.ts';

/** Suites that come with the program. */
const BUILT_IN = resolve(import.meta.dirname, '../../evals/suites');
const DEFAULT_FOLDER = 'evals';

export interface SuiteOptions {
  languages: string;
  count: number;
  seed: number;
  shop: string;
}

/** @throws SuiteError with every problem of every file */
export async function chosenSuites(
  names: readonly string[],
  options: SuiteOptions,
  shops: Shops,
): Promise<(Suite & Pick<LoadedSuite, 'target'>)[]> {
  const asked = names.length > 0 ? names : [existsSync(DEFAULT_FOLDER) ? DEFAULT_FOLDER : 'sample'];
  const own = asked.filter((name) => existsSync(name) || !/^(sample|attacks(:.*)?)$/.test(name));
  const suites: (Suite & Pick<LoadedSuite, 'target'>)[] = await loadSuites(own, '.');
  if (asked.includes('sample') && !own.includes('sample'))
    suites.push(...(await loadSuites([BUILT_IN], '/')));
  const attackNames = asked.filter((name) => !own.includes(name) && name.startsWith('attacks'));
  if (attackNames.length > 0) suites.push(await attackSuiteOf(attackNames, options, shops));
  return suites;
}

async function attackSuiteOf(names: readonly string[], options: SuiteOptions, shops: Shops): Promise<Suite> {
  const ids = names.flatMap((name) => name.split(':')[1]?.split(',') ?? []);
  const source = options.shop === 'sample' ? 'sample' : { path: resolve(options.shop) };
  const shop = await shops.get(source);
  const suite = attackSuite(attacks, ids, {
    shop,
    market: shop.shop.defaultMarket,
    languages: languagesOf(options.languages),
    count: options.count,
    seed: options.seed,
  });
  return { ...suite, cases: suite.cases.map((one) => ({ ...one, shop: source })) };
}

function languagesOf(list: string): Language[] {
  const asked = list.split(',').map((one) => one.trim());
  const unknown = asked.filter((one) => !(LANGUAGES as readonly string[]).includes(one));
  if (unknown.length > 0)
    throw new SuiteError(`--languages ${list}: ${unknown.join(', ')} is none of ${LANGUAGES.join(', ')}.`);
  return asked as Language[];
}

/**
 * Who is asked, and the folder that its paths are relative to.
 * @throws SuiteError when suites name different targets and the command none, or the file is wrong
 */
export function targetOf(
  given: string | undefined,
  suites: readonly (Suite & Pick<LoadedSuite, 'target'>)[],
): { config: TargetConfig; folder: string } {
  if (given === undefined) return targetOfSuites(suites);
  if (given === 'shop') return { config: 'shop', folder: '.' };
  if (/^https?:\/\//.test(given)) return { config: { shopwright: { url: given } }, folder: '.' };
  if (/\.jsonl$/.test(given)) return { config: { transcripts: { file: given } }, folder: '.' };
  if (!existsSync(given))
    throw new SuiteError(
      `--target ${given}: no such file. Name "shop", the address of a Shopwright server, a target in YAML, or transcripts in .jsonl.`,
    );
  return { config: parseYaml(TargetConfig, readFileSync(given, 'utf8'), given), folder: dirname(given) };
}

function targetOfSuites(suites: readonly (Suite & Pick<LoadedSuite, 'target'>)[]) {
  const found = new Map(
    suites.map(({ target = 'shop' as const, file = '.' }) => [
      JSON.stringify(target),
      { config: target as TargetConfig, folder: dirname(file) },
    ]),
  );
  if (found.size > 1)
    throw new SuiteError(
      'The suites name different targets: choose one with --target, or run them one after another.',
    );
  return [...found.values()][0] ?? { config: 'shop' as const, folder: '.' };
}
