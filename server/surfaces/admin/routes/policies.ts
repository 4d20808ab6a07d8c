import { z } from 'zod';
import { localizedInput } from '../../../commerce/catalog/product-input.ts';
import { toLocalized } from '../../../commerce/catalog/rules.ts';
import { CommerceError } from '../../../commerce/errors.ts';
import { type Policy, PolicyKind } from '../../../commerce/policies/model.ts';
import { route } from '../route.ts';
import { Moment, moment, Text } from '../shapes.ts';

const PolicyOutput = z.strictObject({
  kind: z.string(),
  title: Text,
  sections: z.array(z.strictObject({ key: z.string(), heading: Text, body: Text })),
  updated_at: Moment,
});
const policyOutput = (policy: Policy): z.input<typeof PolicyOutput> => ({
  kind: policy._id,
  title: policy.title,
  sections: policy.sections,
  updated_at: moment(policy.updatedAt),
});

const shared = { scope: 'admin:policies', tag: 'Policies' } as const;

export const policyRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/policies',
    summary: 'List all policies',
    output: z.strictObject({ items: z.array(PolicyOutput) }),
    handler: async ({ services }) => ({ items: (await services.policies.list()).map(policyOutput) }),
  }),
  route({
    ...shared,
    method: 'get',
    path: '/policies/{kind}',
    summary: 'Show a policy',
    output: PolicyOutput,
    problems: [404],
    handler: async ({ services }, { params }) => policyOutput(await services.policies.get(params.kind)),
  }),
  route({
    ...shared,
    method: 'put',
    path: '/policies/{kind}',
    summary: 'Create or replace a policy',
    description: `kind is one of ${PolicyKind.options.join(', ')}. Each section can be quoted by its key.`,
    input: z.strictObject({
      title: localizedInput(200),
      sections: z
        .array(
          z.strictObject({
            key: z
              .string()
              .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'lower-case letters, digits, dash or underscore'),
            heading: localizedInput(200),
            body: localizedInput(20_000),
          }),
        )
        .min(1)
        .max(50),
    }),
    output: PolicyOutput,
    problems: [404, 409],
    handler: async ({ services }, { params, input }) => {
      const kind = PolicyKind.safeParse(params.kind);
      if (!kind.success) {
        throw new CommerceError(
          'not_found',
          `There is no policy kind "${params.kind}". There are: ${PolicyKind.options.join(', ')}.`,
          { field: 'kind' },
        );
      }
      const keys = input.sections.map((section) => section.key);
      const twice = keys.find((key, index) => keys.indexOf(key) < index);
      if (twice !== undefined) {
        throw new CommerceError('invalid_input', `Two sections have the key "${twice}".`, {
          field: 'sections',
        });
      }
      const { defaultLocale } = await services.shop.get();
      const text = (value: string | Record<string, string>) => toLocalized(value, defaultLocale)!;
      const sections = input.sections.map((s) => ({
        key: s.key,
        heading: text(s.heading),
        body: text(s.body),
      }));
      return policyOutput(await services.policies.put(kind.data, { title: text(input.title), sections }));
    },
  }),
];
