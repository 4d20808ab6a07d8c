import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { callAdminJson } from './admin-client.ts';
import { type CliContext, configOf, note, print } from './context.ts';
import { ownErasures, type PersonOptions, personBody, personOf, requirePerson } from './erase.ts';
import { withShop } from './shop-access.ts';

export interface CustomerExportOptions extends PersonOptions {
  output?: string;
}

/** Writes everything that is kept about one person as one JSON document, to stdout or a file. */
export async function customerExportCommand(
  context: CliContext,
  options: CustomerExportOptions,
): Promise<void> {
  const config = configOf(context, options);
  requirePerson(options);
  const exported = await withShop<object>(context, config, {
    attached: (server) =>
      callAdminJson(server, {
        method: 'POST',
        path: '/customer-exports',
        contentType: 'application/json',
        body: JSON.stringify(personBody(options)),
      }),
    owned: async ({ store }) => {
      const { service } = await ownErasures(store, config);
      return {
        exported_at: new Date().toISOString(),
        collections: await service.export(personOf(options)),
      };
    },
  });
  const text = JSON.stringify(exported, undefined, 2);
  const { output } = options;
  if (output === undefined) {
    print(context, text);
    return;
  }
  const partial = `${output}.partial`;
  await pipeline(Readable.from([`${text}\n`]), createWriteStream(partial, { mode: 0o600 }));
  await rename(partial, output);
  note(context, `Wrote ${output}. It holds personal data.`);
}
