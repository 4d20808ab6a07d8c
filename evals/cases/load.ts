import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ShopSource, Suite } from '../contract.ts';
import { SuiteError } from '../error.ts';
import type { TargetConfig } from '../targets/config.ts';
import { parseJsonLinesSuite, parseYamlSuite } from './parse.ts';
import { toCase } from './to-case.ts';

export interface LoadedSuite extends Suite {
  readonly file: string;
  /** Who is asked, when the command names nobody. */
  readonly target?: TargetConfig;
}

const SUITE_FILE = /\.eval\.(?:ya?ml|jsonl|ts|mts|js|mjs)$/;

/**
 * Suites of files and folders; of a folder, every `*.eval.yaml`, `*.eval.jsonl`, `*.eval.ts` and the like, at any depth.
 * @param paths relative to `cwd`
 * @throws SuiteError that names every problem of every file, with its line
 */
export async function loadSuites(paths: readonly string[], cwd: string): Promise<LoadedSuite[]> {
  const problems: string[] = [];
  const suites: LoadedSuite[] = [];
  for (const path of paths) {
    try {
      for (const file of await filesOf(path, cwd)) suites.push(await loadSuite(file, cwd));
    } catch (error) {
      if (!(error instanceof SuiteError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length === 0) problems.push(...doubles(suites));
  if (problems.length > 0) throw new SuiteError(problems);
  return suites;
}

async function filesOf(path: string, cwd: string): Promise<string[]> {
  const found = await stat(resolve(cwd, path)).catch(() => undefined);
  if (!found) throw new SuiteError(`There is no suite "${path}": no such file or folder.`);
  if (!found.isDirectory()) return [path];
  const names = await readdir(resolve(cwd, path), { recursive: true });
  const files = names.filter((name) => SUITE_FILE.test(name) && !name.includes('node_modules')).sort();
  if (files.length === 0)
    throw new SuiteError(
      `There is no suite in ${path}: files are named *.eval.yaml, *.eval.jsonl or *.eval.ts. "shopwright eval init" writes one.`,
    );
  return files.map((name) => join(path, name));
}

/** @throws SuiteError */
export async function loadSuite(file: string, cwd: string): Promise<LoadedSuite> {
  const full = resolve(cwd, file);
  const fallback = basename(file).replace(/(\.eval)?\.[a-z]+$/, '');
  if (/\.[mc]?[jt]s$/.test(file)) return loadModule(full, file, fallback);
  const text = await readFile(full, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new SuiteError(`${file}: cannot be read (${error.code ?? error.message})`);
  });
  const { head, cases } = (/\.jsonl$|\.ndjson$/.test(file) ? parseJsonLinesSuite : parseYamlSuite)(
    text,
    file,
  );
  const name = head.suite ?? fallback;
  const shopOf = (path: string): ShopSource =>
    path === 'sample' ? 'sample' : { path: resolve(dirname(full), path) };
  return {
    name,
    file,
    cases: cases.map(({ written, line }) => toCase(written, head, name, { file, line }, shopOf)),
    ...(head.target !== undefined && { target: head.target }),
    ...(head.graders && { graders: head.graders }),
  };
}

async function loadModule(full: string, file: string, fallback: string): Promise<LoadedSuite> {
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(full).href)) as { default?: unknown };
  } catch (error) {
    throw new SuiteError(`${file}: cannot be loaded: ${(error as Error).message}`);
  }
  const suite = module.default as Partial<LoadedSuite> | undefined;
  if (!suite || !Array.isArray(suite.cases))
    throw new SuiteError(`${file}: has no default export made with defineEval({ cases: [ … ] })`);
  return { ...suite, name: suite.name ?? fallback, cases: suite.cases, file };
}

/** Cases are known by suite and id, in reports and baselines: each pair once. */
function doubles(suites: readonly LoadedSuite[]): string[] {
  const seen = new Map<string, string>();
  return suites.flatMap(({ name, cases }) =>
    cases.flatMap(({ id, source }) => {
      const key = `${name}/${id}`;
      const here = source ? `${source.file}:${source.line}` : name;
      const first = seen.get(key);
      seen.set(key, first ?? here);
      return first === undefined ? [] : [`${here}: the id "${id}" is also that of ${first}; give it another`];
    }),
  );
}
