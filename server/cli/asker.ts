import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { type CliContext, print } from './context.ts';
import { CliError } from './errors.ts';

/** Asks a person for what was not given; never echoes what is secret. */
export class Asker {
  readonly #context: CliContext;
  readonly #quiet: boolean;
  #muted = false;
  #lines: ReturnType<typeof createInterface> | undefined;

  constructor(context: CliContext, quiet: boolean) {
    this.#context = context;
    this.#quiet = quiet;
  }

  /** Whether there is somebody. */
  get canAsk(): boolean {
    return !this.#quiet && this.#context.stdin.isTTY === true;
  }

  /** @throws CliError where nobody can be asked, or the answer is none */
  async ask(what: string, given: string | undefined, form: RegExp, secret = false): Promise<string> {
    const text = given ?? (await this.#question(what, secret));
    if (form.test(text)) return text;
    throw new CliError(`${what}: ${secret ? 'that is none' : `"${text}" is none`}.`, 2);
  }

  async #question(what: string, secret: boolean): Promise<string> {
    const { stdin, stderr } = this.#context;
    if (!this.canAsk) throw new CliError(`${what} is needed: see shopwright channels add --help.`, 2);
    const output = new Writable({
      write: (chunk, _encoding, done) => {
        if (!this.#muted) stderr.write(chunk as Buffer);
        done();
      },
    });
    this.#lines ??= createInterface({ input: stdin, output, terminal: true });
    const asked = this.#lines.question(`${what}: `);
    this.#muted = secret;
    const text = (await asked).trim();
    this.#muted = false;
    if (secret) print({ ...this.#context, stdout: stderr }, '');
    return text;
  }

  close(): void {
    this.#lines?.close();
  }
}
