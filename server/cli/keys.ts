import type { ApiKeyView } from '../commerce/principals/api-keys.ts';
import { ApiKeyKind, Scope } from '../commerce/principals/model.ts';
import { callAdminJson } from './admin-client.ts';
import { answer, type CliContext, configOf, type GlobalOptions, table } from './context.ts';
import { CliError } from './errors.ts';
import { findServer, withShop } from './shop-access.ts';

/** As the admin API writes it. */
interface Key {
  id: string;
  name: string;
  kind: string;
  hint: string;
  scopes: string[];
  publisher_id?: string;
  customer_groups: string[];
  created_at: string;
  expires_at?: string;
  revoked_at?: string;
}

export interface CreateKeyOptions extends GlobalOptions {
  kind: string;
  scope?: string[];
  publisher?: string;
  origin?: string[];
  group?: string[];
  expires?: string;
}

export async function createKey(context: CliContext, name: string, options: CreateKeyOptions): Promise<void> {
  const kind = ApiKeyKind.safeParse(options.kind);
  if (!kind.success) throw new CliError(`--kind is one of ${ApiKeyKind.options.join(', ')}.`, 2);
  const scopes = options.scope?.map((scope) => {
    const parsed = Scope.safeParse(scope);
    if (!parsed.success)
      throw new CliError(`There is no scope "${scope}". Scopes: ${Scope.options.join(', ')}.`, 2);
    return parsed.data;
  });
  const expiresAt = options.expires === undefined ? undefined : momentOf(options.expires);
  const made = await withShop(context, configOf(context, options), {
    attached: (server) =>
      callAdminJson<Key & { secret: string }>(server, {
        method: 'POST',
        path: '/keys',
        contentType: 'application/json',
        body: JSON.stringify({
          name,
          kind: kind.data,
          scopes,
          publisher_id: options.publisher,
          origins: options.origin,
          customer_groups: options.group,
          expires_at: expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
        }),
      }),
    owned: async ({ apiKeys }) => {
      const { key, secret } = await apiKeys.create({
        name,
        kind: kind.data,
        ...(scopes && { scopes }),
        ...(options.publisher !== undefined && { publisherId: options.publisher }),
        ...(options.origin && { origins: options.origin }),
        ...(options.group && { customerGroups: options.group }),
        ...(expiresAt !== undefined && { expiresAt }),
      });
      return { ...keyOf(key), secret };
    },
  });
  answer(
    context,
    options,
    made,
    `${made.secret}\n\nKey ${made.id} "${made.name}" (${made.kind}). The secret is shown this once.`,
  );
}

export async function listKeys(context: CliContext, options: GlobalOptions): Promise<void> {
  const keys = await withShop(context, configOf(context, options), {
    attached: async (server) =>
      (await callAdminJson<{ items: Key[] }>(server, { method: 'GET', path: '/keys' })).items,
    owned: async ({ apiKeys }) => (await apiKeys.list()).map(keyOf),
  });
  const rows = keys.map((key) => [
    key.id,
    key.kind,
    key.hint,
    key.revoked_at
      ? `revoked ${key.revoked_at.slice(0, 10)}`
      : key.expires_at
        ? `until ${key.expires_at.slice(0, 10)}`
        : 'valid',
    key.name,
  ]);
  const text =
    rows.length === 0
      ? 'There are no keys. Make one: shopwright keys create NAME'
      : table([['ID', 'KIND', 'KEY', 'STATE', 'NAME'], ...rows]);
  answer(context, options, keys, text);
}

export async function revokeKey(context: CliContext, id: string, options: GlobalOptions): Promise<void> {
  const key = await withShop(context, configOf(context, options), {
    attached: (server) =>
      callAdminJson<Key>(server, { method: 'DELETE', path: `/keys/${encodeURIComponent(id)}` }),
    owned: async ({ apiKeys }) => keyOf(await apiKeys.revoke(id)),
  });
  answer(context, options, key, `Key ${key.id} "${key.name}" is revoked: it fails from now on.`);
}

/** The secret with which a website that embeds the chat signs who is signed in. */
export async function websiteSecret(
  context: CliContext,
  options: GlobalOptions & { publisher?: string; rotate?: boolean },
): Promise<void> {
  const config = configOf(context, options);
  const server = await findServer(config);
  if (!server) throw new CliError(`No server runs on ${config.dataDir}. Start it first: shopwright serve`);
  const made = await callAdminJson<{ secret: string }>(server, {
    ...{ method: 'POST', path: '/website-secret', contentType: 'application/json' },
    body: JSON.stringify({ publisher_id: options.publisher, rotate: options.rotate === true }),
  });
  answer(context, options, made, made.secret);
}

function keyOf(key: ApiKeyView): Key {
  const moment = (at: number) => new Date(at).toISOString();
  return {
    id: key.id,
    name: key.name,
    kind: key.kind,
    hint: key.hint,
    scopes: key.scopes,
    ...(key.publisherId !== undefined && { publisher_id: key.publisherId }),
    customer_groups: key.customerGroups,
    created_at: moment(key.createdAt),
    ...(key.expiresAt !== undefined && { expires_at: moment(key.expiresAt) }),
    ...(key.revokedAt !== undefined && { revoked_at: moment(key.revokedAt) }),
  };
}

function momentOf(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new CliError(`--expires is a date such as 2030-12-31, not "${text}".`, 2);
  return at;
}
