import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields, LocalizedText } from '../catalog/model.ts';

export const PolicyKind = z.enum(['shipping', 'returns', 'warranty', 'payment', 'privacy', 'terms']);
export type PolicyKind = z.infer<typeof PolicyKind>;

/** `_id` is the kind. Each section can be quoted by its key. */
export const Policy = z.strictObject({
  ...documentFields,
  title: LocalizedText,
  sections: z.array(z.strictObject({ key: z.string(), heading: LocalizedText, body: LocalizedText })),
});
export type Policy = z.infer<typeof Policy>;
export const policies = defineCollection('policies', Policy);
