import { z } from 'zod';
import { CommerceError } from '../../../commerce/errors.ts';
import type { ApiKeyView } from '../../../commerce/principals/api-keys.ts';
import {
  ApiKeyKind,
  DEFAULT_SCOPES,
  type Principal,
  PUBLISHER_SCOPES,
  Scope,
  STOREFRONT_SCOPES,
} from '../../../commerce/principals/model.ts';
import { route } from '../route.ts';
import { Moment, moment, present } from '../shapes.ts';

export const Origins = z.array(z.string().min(1).max(200)).min(1).max(20);

export const KeyOutput = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: ApiKeyKind,
  hint: z.string().describe('Prefix and last four characters of the secret'),
  scopes: z.array(Scope),
  publisher_id: z.string().optional(),
  origins: z.array(z.string()).optional().describe('Web origins whose pages may use it'),
  customer_groups: z.array(z.string()),
  created_at: Moment,
  expires_at: Moment.optional(),
  revoked_at: Moment.optional(),
});
export const keyOutput = (key: ApiKeyView): z.input<typeof KeyOutput> => ({
  id: key.id,
  name: key.name,
  kind: key.kind,
  hint: key.hint,
  scopes: key.scopes,
  ...present({ publisher_id: key.publisherId, origins: key.origins }),
  customer_groups: key.customerGroups,
  created_at: moment(key.createdAt),
  ...(key.expiresAt !== undefined && { expires_at: moment(key.expiresAt) }),
  ...(key.revokedAt !== undefined && { revoked_at: moment(key.revokedAt) }),
});

/** Nobody hands out what they do not have. Storefront scopes are everybody's; those of a publisher are about itself only. */
function refuseWider(principal: Principal, wanted: Iterable<Scope>): void {
  const everybodys = (s: Scope) => STOREFRONT_SCOPES.has(s) || PUBLISHER_SCOPES.has(s);
  const beyond = [...wanted].filter((s) => !everybodys(s) && !principal.scopes.has(s));
  if (beyond.length === 0) return;
  throw new CommerceError(
    'forbidden',
    `Your own key lacks ${beyond.join(', ')}, so it cannot make a key with that. Name the scopes to grant.`,
    { field: 'scopes' },
  );
}

const shared = { scope: 'admin:keys', tag: 'API keys' } as const;
const Name = z.string().min(1).max(100);

export const keyRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/keys',
    summary: 'List API keys',
    description: 'Revoked ones too, oldest first. No secret is ever shown again.',
    output: z.strictObject({ items: z.array(KeyOutput) }),
    handler: async ({ services }) => ({ items: (await services.apiKeys.list()).map(keyOutput) }),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/keys',
    summary: 'Make an API key',
    description:
      'The secret is in this answer and nowhere else. A key gets at most the scopes of the key that makes it.',
    input: z.strictObject({
      name: Name.describe('Says who uses it'),
      kind: ApiKeyKind.default('api_key'),
      scopes: z
        .array(Scope)
        .min(1)
        .max(Scope.options.length)
        .optional()
        .describe('Default: those of the kind'),
      publisher_id: z.string().min(1).max(100).optional().describe('Required for a publisher’s key'),
      origins: Origins.optional().describe('Required for a key of kind publisher'),
      customer_groups: z.array(Name).max(20).optional(),
      expires_at: Moment.optional(),
    }),
    output: z.strictObject({ ...KeyOutput.shape, secret: z.string().describe('Keep it: it is not stored') }),
    status: 201,
    problems: [404],
    handler: async ({ services, principal }, { input }) => {
      refuseWider(principal, input.scopes ?? DEFAULT_SCOPES[input.kind]);
      if (input.publisher_id !== undefined) await services.publishers.get(input.publisher_id);
      const { key, secret } = await services.apiKeys.create({
        name: input.name,
        kind: input.kind,
        ...(input.scopes && { scopes: input.scopes }),
        ...(input.publisher_id !== undefined && { publisherId: input.publisher_id }),
        ...(input.origins && { origins: input.origins }),
        ...(input.customer_groups && { customerGroups: input.customer_groups }),
        ...(input.expires_at !== undefined && { expiresAt: Date.parse(input.expires_at) }),
      });
      return { ...keyOutput(key), secret };
    },
  }),
  route({
    ...shared,
    method: 'delete',
    path: '/keys/{id}',
    summary: 'Revoke an API key',
    description: 'It fails from the next request on.',
    output: KeyOutput,
    problems: [404],
    handler: async ({ services }, { params }) => keyOutput(await services.apiKeys.revoke(params.id)),
  }),
];
