/** What the person at the terminal can mend. Printed without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError';
  /** 1: it could not be done. 2: it was asked for wrongly. */
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Errors of the layers below whose message is written for that person. */
const EXPECTED: Readonly<Record<string, 1 | 2>> = {
  CommerceError: 1,
  ConfigError: 2,
  EmbedderError: 2,
  ErasureListError: 1,
  ImportError: 1,
  ListenError: 1,
  MigrationError: 1,
  SuiteError: 1,
  StoreFileError: 1,
  StoreLockedError: 1,
};

/** The exit code of an error and what to print; an unexpected one keeps its stack, for a report. */
export function explain(error: unknown): { exitCode: number; text: string } {
  if (error instanceof CliError) return { exitCode: error.exitCode, text: error.message };
  if (error instanceof Error) {
    const exitCode = EXPECTED[error.name];
    if (exitCode !== undefined) return { exitCode, text: error.message };
    return {
      exitCode: 1,
      text: `Something went wrong that should not have:\n${error.stack ?? error.message}`,
    };
  }
  return { exitCode: 1, text: String(error) };
}
