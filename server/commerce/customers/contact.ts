import { z } from 'zod';
import { CountryCode } from '../shop/model.ts';
import { checkRegion } from '../shop/regions.ts';

const line = (max: number) => z.string().trim().min(1).max(max);
export const Address = z
  .strictObject({
    name: line(120).describe('Full name of the person who receives the parcel'),
    line1: line(200).describe('Street and number'),
    line2: z.string().trim().max(200).optional(),
    city: line(120),
    region: z
      .string()
      .trim()
      .max(50)
      .optional()
      .describe('State or province, ISO 3166-2 without the country, such as CA'),
    postal_code: line(20),
    country: CountryCode.describe('ISO 3166-1 alpha-2, such as US'),
  })
  .check(checkRegion);
export type Address = z.infer<typeof Address>;

export const Buyer = z.strictObject({
  name: line(120).optional(),
  email: z.email().max(254),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'E.164, such as +14155550123')
    .optional(),
});
export type Buyer = z.infer<typeof Buyer>;
