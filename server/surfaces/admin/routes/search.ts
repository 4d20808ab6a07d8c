import { z } from 'zod';
import type { VersionedSettings } from '../../../search/settings/service.ts';
import { SearchSettingsInput, settingsToInput } from '../../../search/settings/settings-input.ts';
import { route } from '../route.ts';
import { ExplainInput, ExplainOutput, explainOutput, explainRequest } from './search-explain.ts';

const version = z.int().nonnegative().describe('Counts the changes; 0 before the first');
const SettingsOutput = z.strictObject({ version, ...SearchSettingsInput.shape });
const settingsOutput = (settings: VersionedSettings): z.input<typeof SettingsOutput> => ({
  version: settings.version,
  ...settingsToInput(settings),
});

const shared = { scope: 'admin:products', tag: 'Search' } as const;

export const searchRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/search-settings',
    summary: 'Show the settings of search',
    description: 'Synonyms, stop words, pins and buries. The answer, changed, is what PUT takes.',
    output: SettingsOutput,
    versioned: true,
    handler: async ({ services }) => settingsOutput(await services.searchSettings.get()),
  }),
  route({
    ...shared,
    method: 'put',
    path: '/search-settings',
    summary: 'Replace the settings of search',
    description:
      'All of them at once; they hold from the next search on. Entries with a locale hold only for customers who speak it. Words compare without case, accents and plural.',
    input: z.strictObject({
      version: version
        .optional()
        .describe(
          'Of the settings that were changed: refused when others were stored meanwhile. As If-Match',
        ),
      ...SearchSettingsInput.shape,
    }),
    output: SettingsOutput,
    versioned: true,
    problems: [409],
    handler: async ({ services }, { input: { version: before, ...settings }, ifVersion }) =>
      settingsOutput(await services.searchSettings.put(settings, ifVersion ?? before)),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/search/explain',
    summary: 'Search, and say why',
    description: 'What shoppers find, what was understood, and of each product where its score comes from.',
    input: ExplainInput,
    output: ExplainOutput,
    readOnly: true,
    handler: async ({ services }, { input }) =>
      explainOutput(await services.explainedSearch.search(explainRequest(input))),
  }),
];
