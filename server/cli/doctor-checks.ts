import { accessSync, constants, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import nodemailer from 'nodemailer';
import type { Config } from '../config.ts';
import { blameFile } from '../platform/store/sqlite/file-error.ts';
import { isThere } from '../platform/store/sqlite/inspect.ts';
import { readLockOwner } from '../platform/store/sqlite/lock.ts';
import { readBooks } from './doctor-books.ts';
import { databaseFile } from './shop-access.ts';

export interface Finding {
  check: string;
  status: 'ok' | 'warn' | 'fail';
  /** What was found. */
  message: string;
  /** What to do about it; absent when all is well. */
  mend?: string;
  /** For programs. */
  details?: Readonly<Record<string, unknown>>;
}
type Outcome = Omit<Finding, 'check'>;

const ok = (message: string): Outcome => ({ status: 'ok', message });
const warn = (message: string, mend: string): Outcome => ({ status: 'warn', message, mend });
const fail = (message: string, mend: string): Outcome => ({ status: 'fail', message, mend });

const LOW_DISK_BYTES = 500 * 2 ** 20;
const NET_MS = 5_000;
/** This code was not written before then. */
const EARLIEST = Date.UTC(2025, 0, 1);

export function checkNode(version: string): Outcome {
  const major = Number(version.split('.')[0]);
  return major >= 24 ? ok(`Node ${version}`) : fail(`Node ${version}`, 'Install Node 24 or newer.');
}

export function checkDataDir(config: Config): Outcome {
  const folder = resolve(config.dataDir);
  if (!existsSync(folder)) {
    const parent = dirname(folder);
    try {
      accessSync(existsSync(parent) ? parent : dirname(parent), constants.W_OK);
      return ok(`${folder} does not exist yet and can be made`);
    } catch {
      return fail(
        `${folder} cannot be made`,
        'Make it and give it to the user that runs Shopwright, or set --data-dir.',
      );
    }
  }
  try {
    rmSync(mkdtempSync(join(folder, '.probe-')), { recursive: true });
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return fail(
      `${folder} cannot be written (${why})`,
      'Give it to the user that runs Shopwright: chown -R USER FOLDER.',
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < LOW_DISK_BYTES) {
    return warn(`${folder} has ${Math.round((bavail * bsize) / 2 ** 20)} MB left`, 'Make room on the disk.');
  }
  return ok(`${folder} can be written`);
}

export function checkOwner(config: Config): Outcome {
  const owner = existsSync(config.dataDir) ? readLockOwner(config.dataDir) : undefined;
  if (!owner) return ok('no server runs on this data');
  return ok(`owned by process ${owner.pid}${owner.url === undefined ? '' : `, serving ${owner.url}`}`);
}

/** Reads the file beside a running server: that is allowed in WAL mode and changes nothing. */
export function checkDatabase(config: Config): Outcome {
  const path = databaseFile(config);
  try {
    if (!isThere(path)) return ok('there is no database yet; the first start makes it');
    return withDatabase(path, (db) => {
      const problems = db
        .prepare('PRAGMA quick_check(5)')
        .all()
        .map((row) => String(Object.values(row)[0]));
      if (problems.length === 1 && problems[0] === 'ok') return ok(`${path} is whole`);
      return fail(
        `${path} is damaged: ${problems.join('; ')}`,
        'Stop the server and restore the latest backup.',
      );
    });
  } catch (error) {
    const blamed = blameFile(path, error);
    return fail(
      blamed instanceof Error ? blamed.message : String(blamed),
      'See the message; a backup helps in any case.',
    );
  }
}

export function checkShop(config: Config): Outcome {
  const path = databaseFile(config);
  if (!existsSync(path)) return ok('empty; the first start loads the sample shop unless told not to');
  try {
    return withDatabase(path, (db) => {
      if (count(db, 'shop') === 0)
        return warn('the shop has no settings', 'Start the server once: shopwright serve');
      const products = count(db, 'products');
      if (products === 0) return warn('there are no products', 'Import a catalogue: shopwright import FILE');
      return ok(`${products} products, ${count(db, 'orders')} orders`);
    });
  } catch {
    return fail('the shop cannot be read', 'Mend the database first.');
  }
}

/** Whether payments, orders, stock and holds add up. */
export function checkBooks(config: Config): Outcome {
  const path = databaseFile(config);
  if (!existsSync(path)) return ok('nothing to compare yet');
  try {
    const faults = withDatabase(path, readBooks);
    if (faults.length === 0) return ok('payments, orders, stock and holds agree');
    return warn(faults.map(({ message }) => message).join('; '), faults.map(({ mend }) => mend).join(' '));
  } catch {
    return fail('the books cannot be read', 'Start the server once, so that it brings the file up to date.');
  }
}

export async function checkIndex(config: Config): Promise<Outcome> {
  const owner = existsSync(config.dataDir) ? readLockOwner(config.dataDir) : undefined;
  if (owner?.url === undefined) return ok('built at the start of the server');
  try {
    const ready = await fetch(`${owner.url}/readyz`, { signal: AbortSignal.timeout(NET_MS) });
    const { status } = (await ready.json()) as { status?: string };
    if (ready.ok) return ok(`${owner.url} is ready`);
    return warn(
      `${owner.url} is ${status ?? 'not ready'}`,
      'Wait until it is ready; if it stays so, look into its log.',
    );
  } catch {
    return fail(`${owner.url} does not answer`, `Look into its log, or restart it (process ${owner.pid}).`);
  }
}

export async function checkPayments(config: Config): Promise<Outcome> {
  if (config.paymentProvider === 'stripe') {
    const { checkStripeAccount } = await import('../connectors/payments/stripe/check-account.ts');
    return checkStripeAccount({
      secretKey: config.stripeSecretKey ?? '',
      apiBase: config.stripeApiBase,
      publicUrl: config.publicUrl,
      timeoutMs: NET_MS,
    });
  }
  return warn(
    'the test provider: nobody is charged',
    'Fine for trying out. Set another provider before you sell.',
  );
}

export async function checkMail(config: Config): Promise<Outcome> {
  if (config.smtpUrl === undefined) {
    return config.environment === 'production'
      ? warn(
          'no mail server: messages to buyers are dropped',
          'Set SHOPWRIGHT_SMTP_URL and SHOPWRIGHT_SMTP_FROM.',
        )
      : ok('none; messages go to /dev/outbox');
  }
  const options = {
    url: config.smtpUrl,
    connectionTimeout: NET_MS,
    greetingTimeout: NET_MS,
    socketTimeout: NET_MS,
  };
  const transport = nodemailer.createTransport(options);
  try {
    await transport.verify();
    return ok('the mail server answers and takes the credentials');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return fail(
      `the mail server cannot be used (${code})`,
      'Check SHOPWRIGHT_SMTP_URL: host, port, user and password.',
    );
  } finally {
    transport.close();
  }
}

export async function checkPort(config: Config): Promise<Outcome> {
  const where = `${config.host}:${config.port}`;
  const owner = existsSync(config.dataDir) ? readLockOwner(config.dataDir) : undefined;
  if (owner?.url !== undefined && Number(new URL(owner.url).port || 80) === config.port) {
    return ok(`${where} is this shop's own server`);
  }
  const probe = createServer();
  const code = await new Promise<string | undefined>((settle) => {
    probe.once('error', (error: NodeJS.ErrnoException) => settle(error.code ?? 'unknown error'));
    probe.listen(config.port, config.host, () => settle(undefined));
  });
  probe.close();
  if (code === undefined) return ok(`${where} is free`);
  return fail(`${where} cannot be listened on (${code})`, 'Stop what uses it, or choose another: --port N.');
}

export function checkClock(now: number, config: Config): Outcome {
  const wrong = 'Set the clock and keep it right (NTP): quotes, holds and keys expire by it.';
  if (now < EARLIEST) return fail(`the clock says ${new Date(now).toISOString()}`, wrong);
  const path = databaseFile(config);
  if (!existsSync(path)) return ok(new Date(now).toISOString());
  try {
    return withDatabase(path, (db) => {
      const newest = Number(db.prepare('SELECT max(updatedAt) AS at FROM products').get()?.at ?? 0);
      if (newest > now + 60_000) {
        return fail(
          `the clock says ${new Date(now).toISOString()}, but a product was changed later than that`,
          wrong,
        );
      }
      return ok(new Date(now).toISOString());
    });
  } catch {
    return ok(new Date(now).toISOString());
  }
}

function withDatabase<R>(path: string, read: (db: DatabaseSync) => R): R {
  const db = new DatabaseSync(path, { readOnly: true, timeout: NET_MS });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

const count = (db: DatabaseSync, collection: string): number =>
  Number(db.prepare(`SELECT count(*) AS n FROM "${collection}"`).get()?.n ?? 0);
