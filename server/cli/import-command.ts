import { type Command, InvalidArgumentError, Option } from 'commander';
import { IMPORT_FORMATS, RETIRE_LIMIT_PERCENT } from '../connectors/catalog-import/formats.ts';

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, such as 100.');
  return Number(text);
};
const percent = (text: string): number => {
  const number = Number(text.replace(/\s*%$/, ''));
  if (text.trim() === '' || !(number >= 0 && number <= 100))
    throw new InvalidArgumentError('Expected a percentage from 0 to 100, such as 20.');
  return number;
};

/** The options of `shopwright import`. */
export function describeImport(command: Command): Command {
  return command
    .argument('<file>', 'the file, or - for stdin; may be gzipped')
    .addOption(
      new Option('-f, --format <format>', 'told from the contents when left out').choices(IMPORT_FORMATS),
    )
    .option('-m, --mapping <file>', 'how columns become a product (docs/import.md); guessed when left out')
    .option(
      '--map <field=column>',
      'names one column, such as price=Preis or option.Size=Größe; repeat for more',
      collect,
    )
    .option('--save-mapping <file>', 'write the mapping to a file, to be used with --mapping')
    .option('-y, --yes', 'take a guessed mapping without asking')
    .option('-n, --dry-run', 'write nothing; tell what would be added, changed, refused and retired')
    .option(
      '--source <name>',
      "name of the feed, whose products are remembered under it (default: the file's)",
    )
    .option('--retire-missing', 'take products of the same source off sale that the file no longer holds')
    .option(
      '--retire-limit <percent>',
      'refuse to retire more than this share at once',
      percent,
      RETIRE_LIMIT_PERCENT,
    )
    .option('--force', 'retire however many are missing')
    .option('--group-by <column>', 'rows with the same value in it are variants of one product')
    .addOption(
      new Option('--price-unit <unit>', 'minor: 1999 is 19.99; major: 19.99 is 19.99').choices([
        'minor',
        'major',
      ]),
    )
    .addOption(
      new Option('--decimal <mark>', 'how prices are written: point 1,234.50, comma 1.234,50').choices([
        'point',
        'comma',
      ]),
    )
    .option('--currency <code>', 'currency of prices that name none')
    .option('--market <id>', 'market of the prices')
    .option('--stock <units>', 'units on hand where the file says nothing, or only "in stock"', whole)
    .option('--location <id>', 'where the stock is')
    .addOption(
      new Option('--unfit-sku <what>', 'with a SKU that is taken or too long').choices([
        'refuse',
        'leave_out',
      ]),
    )
    .option('--encoding <name>', 'such as windows-1252, when the file is not in UTF-8')
    .option('--show <count>', 'how many reasons to print', whole, 20)
    .option('--report <file>', 'write every refused row and every warning to a file, as JSON Lines')
    .option('--strict', 'exit with 1 when any row was refused')
    .addHelpText('after', HELP);
}

const HELP = `
Reads Shopify and WooCommerce product exports, Google Merchant feeds (TSV, XML), CSV, JSON Lines and JSON. What was understood
is shown and asked about before anything is written. A product is taken in whole or refused whole, with line and reason; a file
that is broken as a whole (cut off, not text) writes nothing.

Examples:
  shopwright import products_export.csv                     look, answer y or n
  shopwright import feed.xml.gz --dry-run                   what would happen
  shopwright import artikel.csv --map price=Preis --yes     in a script
  shopwright import feed.tsv --format google --source main --retire-missing
  shopwright import feed.csv --save-mapping map.json        then: import feed.csv --mapping map.json
  shopwright export | shopwright import - --data-dir ./copy

Exit codes: 0 done; 1 failed, everything was refused, or with --strict anything was; 2 asked for wrongly, or a guess was not
confirmed.`;
