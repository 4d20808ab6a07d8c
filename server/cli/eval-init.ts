import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answer, type CliContext, type GlobalOptions } from './context.ts';
import { CliError } from './errors.ts';

export interface EvalInitOptions extends GlobalOptions {
  url: string;
}

const STARTER = resolve(import.meta.dirname, '../../evals/starter');
const URL_PLACE = 'http://127.0.0.1:8080/chat';

/** Writes the starter files. @throws CliError when one of them is there already */
export function evalInitCommand(context: CliContext, folder: string, options: EvalInitOptions): void {
  if (!/^https?:\/\/./.test(options.url))
    throw new CliError(`--url ${options.url}: expected an address that begins with http:// or https://`, 2);
  const files = readdirSync(STARTER).sort();
  const there = files.filter((name) => existsSync(join(folder, name)));
  if (there.length > 0)
    throw new CliError(
      `${there.map((name) => join(folder, name)).join(', ')} is there already: nothing was written.`,
    );
  mkdirSync(folder, { recursive: true });
  for (const name of files) cpSync(join(STARTER, name), join(folder, name));
  const target = join(folder, 'target.yaml');
  writeFileSync(target, readFileSync(target, 'utf8').replaceAll(URL_PLACE, options.url));
  const written = files.map((name) => join(folder, name));
  answer(
    context,
    options,
    { written },
    `${written.map((path) => `  ${path}`).join('\n')}

Next:
  1. ${join(folder, 'target.yaml')}: how your chatbot is asked, and where its reply stands
  2. ${join(folder, 'products.jsonl')}: what your shop sells, so that claims can be checked
  3. shopwright eval ${folder} --target ${target}`,
  );
}
