/**
 * Sells, several buyers at once, and writes each order that was acknowledged into a file of the folder, beside the shop: so a
 * record of what is written to the folder says what was durable when a buyer was told. Arguments: the folder, the number of
 * purchases, and FULL, or NORMAL to see what goes wrong without it.
 */
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { completion, fillCheckout } from '../../fixtures/purchase.ts';
import { openTestShop } from '../../fixtures/shop.ts';

const [folder = '', purchases = '', synchronous = 'FULL'] = process.argv.slice(2);
const BUYERS = 6;

// The log is moved into the file every 60 pages instead of every few thousand: that is the moment to look at.
const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  exec.call(
    this,
    sql
      .replace(/wal_autocheckpoint = \d+/, 'wal_autocheckpoint = 60')
      .replace('synchronous = FULL', `synchronous = ${synchronous}`),
  );
};

const shop = await openTestShop({ path: join(folder, 'shop.db') });
await shop.put({ id: 'lamp', stock: 10_000 }, { id: 'chair', stock: 10_000 });
await shop.store.flush();
const told = openSync(join(folder, 'told'), 'a');
writeSync(told, 'ready\n');

const ask = async (name: string, args: object) => {
  const result = await shop.call(name, args);
  return result.ok
    ? { status: 200, body: result.output }
    : { status: result.error.status, body: { ...result.error } };
};
let left = Number(purchases);
await Promise.all(
  Array.from({ length: BUYERS }, async (_, buyer) => {
    while (left > 0) {
      left -= 1;
      const ready = await fillCheckout(ask, buyer % 2 === 0 ? 'var_lamp' : 'var_chair');
      const { status, body } = await ask('complete_checkout', completion(ready));
      if (status !== 200) throw new Error(JSON.stringify(body));
      writeSync(told, `${body.order_number}\n`);
    }
  }),
);
await shop.close();
