import { z } from 'zod';
import { localized } from '../server/commerce/catalog/model.ts';
import { PolicyKind } from '../server/commerce/policies/model.ts';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'get_policy',
  title: 'Get a policy',
  description:
    'The shop’s own words on shipping, returns, warranty, payment, privacy or terms. Use it for every question about conditions and quote it; never state a number of days or a fee from memory.',
  input: z.strictObject({ kind: PolicyKind }),
  output: z.strictObject({
    kind: PolicyKind,
    title: z.string(),
    version: z.int(),
    sections: z.array(z.strictObject({ key: z.string(), heading: z.string(), body: z.string() })),
  }),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'catalog:read',
  handler: async (ctx, input) => {
    const policy = await ctx.services.policies.get(input.kind);
    const sections = policy.sections.map((section) => ({
      key: section.key,
      heading: localized(section.heading, ctx.locale),
      body: localized(section.body, ctx.locale),
    }));
    for (const section of sections)
      ctx.note({ kind: 'policy', field: `${input.kind}.${section.key}`, value: section.body });
    return {
      kind: input.kind,
      title: localized(policy.title, ctx.locale),
      version: policy.version,
      sections,
    };
  },
});
