import { readFile } from 'node:fs/promises';
import { text as readText } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import {
  addOneWaySynonyms,
  addStopWords,
  addSynonyms,
  bury,
  pin,
  removeStopWords,
  removeSynonyms,
  unbury,
} from '../search/settings/edits.ts';
import { SearchSettingsService } from '../search/settings/service.ts';
import { SearchSettingsInput, settingsToInput } from '../search/settings/settings-input.ts';
import { callAdminJson } from './admin-client.ts';
import { answer, type CliContext, configOf, type GlobalOptions } from './context.ts';
import { CliError } from './errors.ts';
import { withShop } from './shop-access.ts';

/** As the admin API writes them. */
type Settings = SearchSettingsInput & { version: number };
interface SpokenOptions extends GlobalOptions {
  locale?: string;
}

export async function showSettings(context: CliContext, options: GlobalOptions): Promise<void> {
  const settings = await withSettings(context, options, (store) => store.get());
  answer(context, options, settings, settingsText(settings));
}

export async function setSettings(context: CliContext, file: string, options: GlobalOptions): Promise<void> {
  const { version, ...settings } = parseSettings(
    file === '-' ? await readText(context.stdin) : await read(file),
    file,
  );
  const stored = await withSettings(context, options, (store) => store.put(settings, version));
  answer(context, options, stored, settingsText(stored));
}

export const addSynonym = (
  context: CliContext,
  words: string[],
  options: SpokenOptions & { oneWay?: boolean },
): Promise<void> => {
  const [from, ...to] = words;
  if (to.length === 0) throw new CliError('Give two words at least: add-synonym sneaker trainer.', 2);
  return change(context, options, (settings) =>
    options.oneWay ? addOneWaySynonyms(settings, from!, to, options) : addSynonyms(settings, words, options),
  );
};

export const removeSynonym = (context: CliContext, words: string[], options: SpokenOptions): Promise<void> =>
  change(context, options, (settings) => removeSynonyms(settings, words, options));

export const addStopWord = (context: CliContext, words: string[], options: SpokenOptions): Promise<void> =>
  change(context, options, (settings) => addStopWords(settings, words, options));

export const removeStopWord = (context: CliContext, words: string[], options: SpokenOptions): Promise<void> =>
  change(context, options, (settings) => removeStopWords(settings, words, options));

export const pinProducts = (
  context: CliContext,
  query: string,
  ids: string[],
  options: SpokenOptions,
): Promise<void> => change(context, options, (settings) => pin(settings, query, ids, options));

export const buryProducts = (
  context: CliContext,
  ids: string[],
  options: SpokenOptions & { query?: string },
): Promise<void> => change(context, options, (settings) => bury(settings, ids, options));

export const unburyProducts = (
  context: CliContext,
  ids: string[],
  options: SpokenOptions & { query?: string },
): Promise<void> => change(context, options, (settings) => unbury(settings, ids, options));

/** Where the settings are: in the running server, or in the data. */
interface SettingsStore {
  get(): Promise<Settings>;
  /** @param version only when these are the stored ones */
  put(settings: SearchSettingsInput, version: number | undefined): Promise<Settings>;
}

const PATH = '/search-settings';

function withSettings<R>(
  context: CliContext,
  options: GlobalOptions,
  work: (store: SettingsStore) => Promise<R>,
): Promise<R> {
  return withShop(context, configOf(context, options), {
    attached: (server) =>
      work({
        get: () => callAdminJson(server, { method: 'GET', path: PATH }),
        put: (settings, version) =>
          callAdminJson(server, {
            method: 'PUT',
            path: PATH,
            contentType: 'application/json',
            body: JSON.stringify({ ...settings, version }),
          }),
      }),
    owned: async ({ store, shop, catalog }) => {
      if (!(await shop.find()))
        throw new CliError('There is no shop here yet: start the server once, or import.');
      const service = new SearchSettingsService({ store, shop, catalog });
      const view = ({
        version,
        ...settings
      }: Awaited<ReturnType<SearchSettingsService['get']>>): Settings => ({
        version,
        ...settingsToInput(settings),
      });
      return work({
        get: async () => view(await service.get()),
        put: async (settings, version) => view(await service.put(settings, version)),
      });
    },
  });
}

async function change(
  context: CliContext,
  options: GlobalOptions,
  edit: (settings: SearchSettingsInput) => SearchSettingsInput,
): Promise<void> {
  const { before, stored } = await withSettings(context, options, async (store) => {
    const read = await store.get();
    const { version, ...settings } = read;
    const next = checked(edit(settings));
    if (isDeepStrictEqual(next, settings)) return { before: read, stored: read };
    return { before: read, stored: await store.put(next, version) };
  });
  answer(context, options, stored, changeText(before, stored));
}

/** @throws CliError naming the first thing that does not fit */
function checked(settings: object, from = 'The settings'): SearchSettingsInput {
  const parsed = SearchSettingsInput.safeParse(settings);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new CliError(`${from}: ${path.join('.') || 'all'}: ${message}`, 2);
}

function parseSettings(text: string, file: string): SearchSettingsInput & { version?: number } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CliError(`${file} is not JSON: ${error instanceof Error ? error.message : error}`, 2);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CliError(`${file} must hold one JSON object, as search-settings show --json prints it.`, 2);
  const { version, ...settings } = value as { version?: unknown };
  if (version !== undefined && !Number.isInteger(version))
    throw new CliError(`${file}: version must be a whole number, or left out.`, 2);
  return { ...checked(settings, file), ...(version !== undefined && { version: Number(version) }) };
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new CliError(
      code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${code}).`,
      2,
    );
  }
}

/** For people, with what is empty said as such. */
export function settingsText(settings: Settings): string {
  const told = sectionsOf(settings).filter(([, lines]) => lines.length > 0);
  if (told.length === 0) return `There are no search settings (version ${settings.version}).`;
  const texts = told.map(([title, lines]) => [title, ...lines.map((line) => `  ${line}`)].join('\n'));
  return [`Search settings, version ${settings.version}`, ...texts].join('\n\n');
}

/** What came and what went. */
function changeText(before: Settings, after: Settings): string {
  if (before.version === after.version)
    return `Nothing to change: it is so already (version ${after.version}).`;
  const linesOf = (settings: Settings): string[] =>
    sectionsOf(settings).flatMap(([title, lines]) => lines.map((line) => `${title.toLowerCase()}: ${line}`));
  const [old, now] = [linesOf(before), linesOf(after)];
  return [
    `Search settings, version ${after.version}`,
    ...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ].join('\n');
}

function sectionsOf(settings: Settings): [title: string, lines: string[]][] {
  const { one_way, two_way } = settings.synonyms;
  const spoken = ({ locale }: { locale?: string | undefined }) =>
    locale === undefined ? '' : `  (${locale})`;
  const buried = ({ query }: { query?: string | undefined }) =>
    query === undefined ? 'every query' : `"${query}"`;
  return [
    [
      'Synonyms',
      [
        ...two_way.map((group) => `${group.words.join(' = ')}${spoken(group)}`),
        ...one_way.map((entry) => `${entry.from} → ${entry.to.join(', ')}${spoken(entry)}`),
      ],
    ],
    ['Stop words', settings.stop_words.map((entry) => `${entry.words.join(', ')}${spoken(entry)}`)],
    [
      'Pins',
      settings.pins.map((entry) => `"${entry.query}": ${entry.product_ids.join(', ')}${spoken(entry)}`),
    ],
    [
      'Buries',
      settings.buries.map((entry) => `${buried(entry)}: ${entry.product_ids.join(', ')}${spoken(entry)}`),
    ],
  ];
}
