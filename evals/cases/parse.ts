import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { SuiteError } from '../error.ts';
import { SuiteHead, type WrittenCase, WrittenCase as WrittenCaseSchema, WrittenSuite } from './schema.ts';

export interface ParsedSuite {
  head: SuiteHead;
  cases: { written: WrittenCase; line: number }[];
}

type Path = readonly PropertyKey[];

/**
 * A suite in YAML.
 * @throws SuiteError with a line of the file for each thing that is wrong
 */
export function parseYamlSuite(text: string, file: string): ParsedSuite {
  const { value, lineOf } = readYaml(text, file);
  const result = WrittenSuite.safeParse(value);
  if (!result.success)
    throw new SuiteError(
      issues(result.error, value).map(({ path, message }) => at(file, lineOf(path), message)),
    );
  const { cases, ...head } = result.data;
  return { head, cases: cases.map((written, index) => ({ written, line: lineOf(['cases', index]) })) };
}

/** Any YAML file against any schema, with lines. @throws SuiteError */
export function parseYaml<S extends z.ZodType>(schema: S, text: string, file: string): z.infer<S> {
  const { value, lineOf } = readYaml(text, file);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new SuiteError(
    issues(result.error, value).map(({ path, message }) => at(file, lineOf(path), message)),
  );
}

/**
 * A suite in JSON Lines: a case a line; the first line may be the head instead. Empty lines count, and are passed over.
 * @throws SuiteError
 */
export function parseJsonLinesSuite(text: string, file: string): ParsedSuite {
  const problems: string[] = [];
  const cases: ParsedSuite['cases'] = [];
  let head: SuiteHead = {};
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = index + 1;
    if (raw.trim() === '') return;
    let value: unknown;
    try {
      value = JSON.parse(raw);
    } catch (error) {
      problems.push(at(file, line, `no JSON: ${(error as Error).message}`));
      return;
    }
    const isHead = cases.length === 0 && typeof value === 'object' && value !== null && !('id' in value);
    const result = isHead ? SuiteHead.safeParse(value) : WrittenCaseSchema.safeParse(value);
    if (!result.success)
      problems.push(...issues(result.error, value).map(({ message }) => at(file, line, message)));
    else if (isHead) head = result.data as SuiteHead;
    else cases.push({ written: result.data as WrittenCase, line });
  });
  if (problems.length === 0 && cases.length === 0) problems.push(at(file, 1, 'there is no case in it'));
  if (problems.length > 0) throw new SuiteError(problems);
  return { head, cases };
}

function readYaml(text: string, file: string): { value: unknown; lineOf: (path: Path) => number } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new SuiteError(
      document.errors.map(({ pos, message }) =>
        at(file, lineCounter.linePos(pos[0]).line, `no YAML: ${message}`),
      ),
    );
  }
  const lineOf = (path: Path): number => {
    for (let length = path.length; length >= 0; length--) {
      const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
    }
    return 1;
  };
  return { value: document.toJS(), lineOf };
}

const at = (file: string, line: number, message: string): string => `${file}:${line}: ${message}`;

interface Problem {
  path: Path;
  message: string;
}

/** Zod's issues as one sentence each. Of a union, the branch that came furthest speaks. */
function issues(error: z.ZodError, value: unknown): Problem[] {
  return error.issues.flatMap((issue) => flat(issue as Issue, [], value));
}

type Issue = z.core.$ZodIssue;

function flat(issue: Issue, before: Path, value: unknown): Problem[] {
  const path = [...before, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((branch) =>
      branch.flatMap((inner) => flat(inner as Issue, path, value)),
    );
    const depth = (branch: Problem[]): number => Math.max(0, ...branch.map((one) => one.path.length));
    const deepest = Math.max(...branches.map(depth));
    if (deepest > path.length) return branches.find((branch) => depth(branch) === deepest)!;
    return [
      problem(path, `${branches.map((branch) => branch[0]?.message.split(': ').at(-1)).join('; or ')}`),
    ];
  }
  if (issue.code === 'unrecognized_keys')
    return [problem(path, `${issue.keys.map((key) => `"${key}"`).join(', ')}: no such key here`)];
  return [problem(path, issue.message)];
}

const problem = (path: Path, message: string): Problem => ({
  path,
  message: path.length === 0 ? message : `${path.join('.')}: ${message}`,
});
