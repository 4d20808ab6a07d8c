import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsentEntry } from '../../server/commerce/consent/model.ts';
import { files } from './judge/evidence.ts';
import type { FromOutside, ToOutside } from './outside/messages.ts';
import { Companion, freePort, keepCompiled, ServerProcess, StartError } from './processes.ts';
import type { Arm, ServerOrder } from './server/messages.ts';
import type { FromWitness, ToWitness } from './witness/facts.ts';

type Outside = Companion<ToOutside, FromOutside>;
type Witness = Companion<ToWitness, FromWitness>;
export type OnUnknown = NonNullable<ServerOrder['onUnknown']>;

/** A folder with a shop, and the processes around the server that outlive it. */
export class World {
  readonly dir: string;
  readonly outside: Outside;
  readonly witness: Witness;
  readonly base: string;
  readonly #order: Omit<ServerOrder, 'ahead' | 'arm' | 'later'>;
  /** Milliseconds that the server's clock is ahead. */
  ahead = 0;
  /** How many upgrades the server has been through. */
  later = 0;
  /** The longest that the server was suspended, milliseconds. */
  longestPause = 0;
  /** What the ledger of consents said at the last judgement. */
  consents: readonly ConsentEntry[] = [];

  private constructor(dir: string, outside: Outside, witness: Witness, order: Omit<ServerOrder, 'ahead'>) {
    this.dir = dir;
    this.outside = outside;
    this.witness = witness;
    this.#order = order;
    this.base = `http://127.0.0.1:${order.port}`;
  }

  /**
   * @param without a guard that the server is to lack
   * @param onUnknown what becomes of a message to a customer of which nobody knows whether it was sent
   */
  static async open(
    dir: string,
    template: string,
    seed: number,
    without: string | undefined,
    onUnknown: OnUnknown = 'resend',
  ): Promise<World> {
    const { data, outside: outsideLog, witness: witnessLog } = files(dir);
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    cpSync(template, data, { recursive: true });
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const outside: Outside = new Companion('outside/main.ts', [outsideLog, String(seed), base]);
    const around =
      await outside.message<Pick<ServerOrder, 'providerUrl' | 'smtpPort' | 'hookUrl' | 'whatsapp'>>();
    const witness: Witness = new Companion('witness/main.ts', [witnessLog, base, around.providerUrl]);
    return new World(dir, outside, witness, {
      ...{ dataDir: data, port, onUnknown },
      ...around,
      ...(without !== undefined && { without }),
    });
  }

  get onUnknown(): OnUnknown {
    return this.#order.onUnknown ?? 'resend';
  }

  /**
   * A new life of the server.
   * @param dataDir another folder than that of the world, with a shop that was restored from it
   */
  start(arm?: Arm, dataDir = this.#order.dataDir): ServerProcess {
    const order = { ...this.#order, dataDir, ahead: this.ahead, later: this.later, ...(arm && { arm }) };
    return new ServerProcess(order, files(this.dir).serverLog);
  }

  async close(): Promise<void> {
    await this.witness.stop();
    await this.outside.stop();
  }
}

/** Makes the shop that every world begins with. */
export async function makeTemplate(dir: string): Promise<string> {
  const template = join(dir, 'template');
  rmSync(template, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  keepCompiled(join(dir, 'compiled'));
  const server = new ServerProcess(
    {
      dataDir: template,
      port: await freePort(),
      providerUrl: 'http://127.0.0.1:9',
      smtpPort: 9,
      hookUrl: 'http://127.0.0.1:9/',
      ahead: 0,
      prepare: true,
    },
    join(dir, 'template.log'),
  );
  if (!(await server.ready())) throw new StartError(`the shop was not made: ${server.ended}`);
  await server.exited;
  return template;
}
