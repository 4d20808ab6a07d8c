import { createInterface, type Interface } from 'node:readline';
import type { ReplyView } from '../surfaces/chat/shapes.ts';
import { ChatClient } from './chat-client.ts';
import { plain, replyText } from './chat-text.ts';
import { type CliContext, configOf, type GlobalOptions, note, print } from './context.ts';
import { CliError } from './errors.ts';
import { findServer } from './shop-access.ts';
import { createSpinner, type Spinner } from './spinner.ts';

export interface ChatOptions extends GlobalOptions {
  url?: string;
  market?: string;
  locale?: string;
  /** The id of a conversation to go on with. */
  resume?: string;
  /** Shows the proof of every reply. */
  proof?: boolean;
}

const ANSWER_MS = 120_000;
const HELP = '/proof shows where the last reply comes from, /quit ends the conversation.';

/**
 * Talks to a running shop: one message, the lines of standard input, or by hand. Answers the exit code.
 * @throws CliError when there is no server, or no answer in time
 */
export async function chatCommand(
  context: CliContext,
  words: readonly string[],
  options: ChatOptions,
): Promise<number> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  const byHand = words.length === 0 && context.stdin.isTTY === true && !options.json;
  // By hand, Ctrl+C is how one leaves.
  const interrupted = byHand ? 0 : 130;
  try {
    const url = options.url ?? (await runningServer(context, options));
    const { market, locale, resume } = options;
    const client = resume
      ? await ChatClient.resume(url, resume, stop.signal)
      : await ChatClient.open(url, { market, locale }, stop.signal);
    const talk = new Talk(context, options, client, stop);
    if (words.length > 0) await talk.say(words.join(' '));
    else if (byHand) await talk.byHand();
    else await talk.read();
    return stop.signal.aborted ? interrupted : 0;
  } catch (error) {
    if (stop.signal.aborted) return interrupted;
    throw error;
  } finally {
    stop.abort();
    process.off('SIGINT', interrupt);
  }
}

async function runningServer(context: CliContext, options: ChatOptions): Promise<string> {
  const config = configOf(context, options);
  const server = await findServer(config);
  if (server) return server.url;
  throw new CliError(
    `No server runs on ${config.dataDir}. Start it first: shopwright serve. Or name one: --url https://shop.example`,
  );
}

class Talk {
  readonly #context: CliContext;
  readonly #options: ChatOptions;
  readonly #client: ChatClient;
  readonly #stop: AbortController;
  readonly #spinner: Spinner;
  readonly #following: Promise<void>;
  #heard: (() => void) | undefined;
  #prompt: Interface | undefined;
  #last: ReplyView | undefined;
  #broken: unknown;

  constructor(context: CliContext, options: ChatOptions, client: ChatClient, stop: AbortController) {
    this.#context = context;
    this.#options = options;
    this.#client = client;
    this.#stop = stop;
    this.#spinner = createSpinner(context.stderr, { silent: options.json === true });
    this.#following = this.#follow();
  }

  /** Sends it and shows the reply. */
  async say(text: string): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      this.#heard = resolve;
    });
    this.#spinner.start();
    try {
      const { heldByPerson } = await this.#client.post(text);
      if (heldByPerson)
        return note(this.#context, 'A person answers here; the reply comes when it is written.');
      await Promise.race([heard, this.#tooLate(), this.#following]);
      if (this.#broken) throw this.#broken;
      this.#stop.signal.throwIfAborted();
    } finally {
      this.#spinner.stop();
      this.#heard = undefined;
    }
  }

  /** Every line of standard input is a message; the next one is sent when it was answered. */
  async read(): Promise<void> {
    const lines = createInterface({ input: this.#context.stdin, crlfDelay: Number.POSITIVE_INFINITY });
    this.#stop.signal.addEventListener('abort', () => lines.close(), { once: true });
    for await (const line of lines) if (line.trim() !== '') await this.#line(line.trim());
  }

  async byHand(): Promise<void> {
    const { stdin: input, stderr: output } = this.#context;
    const prompt = createInterface({ input, output, terminal: true, prompt: '> ' });
    this.#prompt = prompt;
    prompt.on('SIGINT', () => this.#stop.abort());
    this.#stop.signal.addEventListener('abort', () => prompt.close(), { once: true });
    note(this.#context, HELP);
    prompt.prompt();
    for await (const line of prompt) {
      if (line.trim() === '/quit') break;
      if (line.trim() !== '') await this.#line(line.trim());
      prompt.prompt();
    }
    this.#prompt = undefined;
    prompt.close();
    note(this.#context, '');
  }

  async #line(line: string): Promise<void> {
    if (line === '/proof')
      return note(this.#context, plain(this.#last?.proof_url ?? 'There is no proof yet.'));
    if (line === '/help') return note(this.#context, HELP);
    await this.say(line);
  }

  async #follow(): Promise<void> {
    try {
      for await (const reply of this.#client.replies()) this.#show(reply);
    } catch (error) {
      this.#broken = error;
    }
  }

  #show(reply: ReplyView): void {
    this.#spinner.stop();
    this.#last = reply;
    // A reply that nobody waits for, such as a person's, stands above what is being typed.
    const unasked = this.#heard ? undefined : this.#prompt;
    if (unasked) this.#context.stderr.write('\r\u001b[K');
    const { json, proof } = this.#options;
    if (json) print(this.#context, JSON.stringify({ conversation_id: this.#client.id, ...reply }));
    else {
      const link = proof && reply.proof_url !== undefined ? [`\n${plain(reply.proof_url)}`] : [];
      print(this.#context, `${[replyText(reply), ...link].join('\n')}\n`);
    }
    this.#heard?.();
    unasked?.prompt(true);
  }

  async #tooLate(): Promise<void> {
    const { signal } = this.#stop;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new CliError('There is no answer yet. What was sent is stored and will be answered.')),
        ANSWER_MS,
      );
      timer.unref();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
