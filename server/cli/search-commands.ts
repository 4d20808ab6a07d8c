import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from './context.ts';

/** Adds a command with the options that all have. */
export type AddCommand = (name: string, description: string, options?: { parent?: Command }) => Command;

const whole = (text: string): number => {
  if (!/^\d{1,12}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, such as 100.');
  return Number(text);
};
const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
const LOCALE = '--locale <language>';
const LOCALE_MEANING = 'only for customers who speak this language, such as es';

/** `search` and `search-settings`. */
export function addSearchCommands(program: Command, command: AddCommand, context: CliContext): void {
  command('search', 'Search the catalogue as a shopper does; say why the answer is what it is')
    .argument('[query]', 'what a shopper would write; leave it out to browse', '')
    .option('-e, --explain', 'what was understood, and where the score of each product comes from')
    .option('-m, --market <id>', 'market whose prices count (default: that of the shop)')
    .option(LOCALE, 'language of the shopper')
    .option('-n, --limit <count>', 'how many products, at most 50', whole, 10)
    .addOption(
      new Option('--sort <order>', 'in which order')
        .choices(['relevance', 'price_asc', 'price_desc', 'newest'])
        .default('relevance'),
    )
    .option('--brand <name>', 'only this brand; repeat for more', collect)
    .option('--category <id>', 'only this category and those below; repeat for more', collect)
    .option('--type <name>', 'only this product type; repeat for more', collect)
    .option('--attribute <name=value>', 'only with this attribute or option; repeat for more', collect)
    .option('--price-min <units>', 'minor units: 4999 is 49.99', whole)
    .option('--price-max <units>', 'minor units: 4999 is 49.99', whole)
    .option('--in-stock', 'only what can be sold now')
    .option('--group <group>', 'with the prices of this customer group; repeat for more', collect)
    .option('--literal', 'read no price, colour, size, brand or order out of the query')
    .addHelpText(
      'after',
      `
It asks the running server, or reads the catalogue itself where none runs.

Examples:
  shopwright search "laptop under 500"
  shopwright search "hiking boots" --explain --limit 3
  shopwright search lamp --market eu --in-stock --price-max 4999 --sort price_asc
  shopwright search shirt --attribute color=blue --json`,
    )
    .action(async (query, options) => (await import('./search.ts')).searchCommand(context, query, options));

  const settings = program
    .command('search-settings')
    .description('Show and change synonyms, stop words, pins and buries')
    .addHelpText(
      'after',
      `
Changes hold from the next search on, also in a running server. Words compare without case, accents and plural.

Examples:
  shopwright search-settings show
  shopwright search-settings add-synonym sneaker trainer "tennis shoe"
  shopwright search-settings add-synonym daypack backpack --one-way
  shopwright search-settings add-stop-word barato --locale es
  shopwright search-settings pin "gift ideas" prod_candle prod_mug
  shopwright search-settings bury prod_old-lamp --query lamp
  shopwright search-settings show --json > settings.json && shopwright search-settings set settings.json`,
    );
  const change = (name: string, description: string): Command =>
    command(name, description, { parent: settings });
  const run = async () => import('./search-settings.ts');
  change('show', 'Show all settings').action(async (options) => (await run()).showSettings(context, options));
  change('set', 'Replace all settings by those of a file')
    .argument(
      '<file>',
      'JSON as show --json prints it, or - for stdin; its version must still be the stored one',
    )
    .action(async (file, options) => (await run()).setSettings(context, file, options));
  change('add-synonym', 'Let words stand for each other')
    .argument('<words...>', 'two or more; several words in one with quotes')
    .option('--one-way', 'who looks for the first finds the others too, not the other way round')
    .option(LOCALE, LOCALE_MEANING)
    .action(async (words, options) => (await run()).addSynonym(context, words, options));
  change('remove-synonym', 'Take words out of all synonyms')
    .argument('<words...>')
    .option(LOCALE, LOCALE_MEANING)
    .action(async (words, options) => (await run()).removeSynonym(context, words, options));
  change('add-stop-word', 'Leave words out of queries, unless there is nothing else')
    .argument('<words...>')
    .option(LOCALE, LOCALE_MEANING)
    .action(async (words, options) => (await run()).addStopWord(context, words, options));
  change('remove-stop-word', 'Let words count again')
    .argument('<words...>')
    .option(LOCALE, LOCALE_MEANING)
    .action(async (words, options) => (await run()).removeStopWord(context, words, options));
  change('pin', 'Put products first for a query, in this order, in place of those pinned before')
    .argument('<query>')
    .argument('<products...>', 'product ids')
    .option(LOCALE, LOCALE_MEANING)
    .action(async (query, ids, options) => (await run()).pinProducts(context, query, ids, options));
  change('unpin', 'Pin nothing for a query')
    .argument('<query>')
    .option(LOCALE, LOCALE_MEANING)
    .action(async (query, options) => (await run()).pinProducts(context, query, [], options));
  change('bury', 'Put products last')
    .argument('<products...>', 'product ids')
    .option('-q, --query <query>', 'only for this query')
    .option(LOCALE, LOCALE_MEANING)
    .action(async (ids, options) => (await run()).buryProducts(context, ids, options));
  change('unbury', 'Let products stand where they belong again')
    .argument('<products...>', 'product ids')
    .option('-q, --query <query>', 'buried for this query')
    .option(LOCALE, LOCALE_MEANING)
    .action(async (ids, options) => (await run()).unburyProducts(context, ids, options));
}
