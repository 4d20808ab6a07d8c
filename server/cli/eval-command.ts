import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from './context.ts';
import type { AddCommand } from './search-commands.ts';

const whole = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, such as 4.');
  return Number(text);
};
const usd = (text: string): number => {
  const number = Number(text.replace(/^\$/, ''));
  if (text.trim() === '' || !(number >= 0)) throw new InvalidArgumentError('Expected dollars, such as 2.50.');
  return number;
};
const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** `eval` and `eval init`. */
export function addEvalCommands(
  command: AddCommand,
  context: CliContext,
  exit: (code: number) => void,
): void {
  const evals = command('eval', 'Run eval suites against this shop or any chatbot: the gate before a release')
    .argument(
      '[suite...]',
      'files, folders of *.eval.yaml, "sample" or "attacks" (default: ./evals, else sample)',
    )
    .option(
      '-t, --target <what>',
      'who is asked: shop (this server, in memory), the address of a Shopwright server, a target in YAML, or transcripts in .jsonl (default: the suite’s, else shop)',
    )
    .option('-o, --out <folder>', 'where results and reports are written', 'eval-results')
    .option('-n, --repeat <times>', 'how often each case is tried; tells pass^k', whole, 1)
    .option('-c, --concurrency <number>', 'conversations at the same time', whole, 4)
    .option(
      '-f, --filter <pattern>',
      'part of suite/id, or class=…, language=…, tag=…; repeat for all of them',
      collect,
    )
    .option('--filter-failing [folder]', 'only what failed in an earlier run (default: that of --out)')
    .option('--resume [folder]', 'go on with a run that was interrupted (default: that of --out)')
    .option('--budget <dollars>', 'begin no further conversation when this is spent', usd)
    .option('--timeout <ms>', 'milliseconds for one reply', whole, 60_000)
    .option('--thresholds <file>', 'what a release must reach, in YAML (default: every case passes)')
    .option('--baseline <file>', 'compare with this run; names new failures and mended ones')
    .option('--update-baseline', 'write this run to the file of --baseline (default: baseline.json)')
    .option('--model <name>', 'a model that judges rubrics and plays customers; without it neither is done')
    .option('--model-url <address>', 'where it is', 'https://api.openai.com/v1')
    .option('--model-key-env <name>', 'environment variable with its key', 'OPENAI_API_KEY')
    .addOption(
      new Option('--model-input-price <usd>', 'dollars for a million tokens').argParser(usd).default(0),
    )
    .addOption(new Option('--model-output-price <usd>', 'the same for output').argParser(usd).default(0))
    .option('--with-model', 'the shop in memory uses the model of SHOPWRIGHT_MODEL_NAME')
    .option('--languages <list>', 'languages of attacks', 'en,es,pt,de,fr')
    .option('--count <number>', 'attacks of each class and language', whole, 3)
    .option('--seed <number>', 'the same seed makes the same attacks', whole, 1)
    .option('--shop <path>', 'the shop that attacks are about: sample, a folder, or any feed', 'sample')
    .option('--show <count>', 'failing conversations to print', whole, 10)
    .addHelpText('after', HELP)
    .action(async (suites, options) =>
      exit(await (await import('./eval.ts')).evalCommand(context, suites, options)),
    );
  initCommand(command, evals, context);
}

function initCommand(command: AddCommand, evals: Command, context: CliContext): void {
  command('init', 'Write a starter suite, a target, thresholds and what a pipeline needs, with comments', {
    parent: evals,
  })
    .argument('[folder]', 'a folder that has none of these files yet', 'evals')
    .option('--url <address>', 'address of your chatbot', 'http://127.0.0.1:8080/chat')
    .addHelpText(
      'after',
      '\nExamples:\n  shopwright eval init\n  shopwright eval init qa/evals --url https://bot.example/api/chat',
    )
    .action(async (folder, options) =>
      (await import('./eval-init.ts')).evalInitCommand(context, folder, options),
    );
}

const HELP = `
Results are written as they come (results.jsonl), and at the end, or when you press Ctrl+C, as report.html, report.md,
junit.xml and report.json. docs/evals.md walks through it.

Examples:
  shopwright eval                                    the suites in ./evals, or the built-in ones, against this shop
  shopwright eval init                               write a starter suite for your own chatbot
  shopwright eval evals --target evals/target.yaml   your chatbot behind HTTP
  shopwright eval sample --target https://shop.example
  shopwright eval attacks:3,stock --languages en,de --count 10
  shopwright eval --repeat 5 --thresholds evals/thresholds.yaml --baseline evals/baseline.json
  shopwright eval --filter class=price --filter language=de
  shopwright eval --filter-failing                   only what failed last time
  shopwright eval --resume                           go on where it was interrupted
  shopwright eval qa.eval.yaml --target logs.jsonl   grade conversations that were held before
  shopwright eval --json | jq .summary.passRate

Exit codes: 0 passed; 100 cases failed, or a threshold is not reached; 1 it could not be told (a malformed case, a target that does
not answer, an interrupted run); 2 asked for wrongly.`;
