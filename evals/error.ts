/** What the person who runs the suite can mend: a malformed case, a missing file, a wrong option. Printed without a stack. */
export class SuiteError extends Error {
  override readonly name = 'SuiteError';
  /** One line each, with file and line where there is one. */
  readonly problems: readonly string[];
  constructor(problems: string | readonly string[]) {
    const list = typeof problems === 'string' ? [problems] : problems;
    super(list.join('\n'));
    this.problems = list;
  }
}
