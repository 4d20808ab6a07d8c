import { z } from 'zod';
import type { PhraseKey } from '../../../grounding/phrases/phrases.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
/** Empty where nothing was typed. */
const maybe = <T extends z.ZodType>(value: T) =>
  z.preprocess(
    (given) => (typeof given === 'string' && given.trim() === '' ? undefined : given),
    value.optional(),
  );
const Phone = z
  .string()
  .transform((given) => given.replaceAll(/[\s().-]/g, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/));

export interface FormField {
  name: string;
  label: PhraseKey;
  /** Of the Flow's component. */
  input: 'text' | 'email' | 'phone' | 'area' | 'consent';
  required: boolean;
}

export interface Form {
  /** The screen's id. */
  screen: string;
  title: PhraseKey;
  fields: readonly FormField[];
  values: z.ZodObject;
}

/** Where an order goes. */
const address: Form = {
  screen: 'ADDRESS',
  title: 'form_address',
  fields: [
    { name: 'name', label: 'form_name', input: 'text', required: true },
    { name: 'line1', label: 'form_line1', input: 'text', required: true },
    { name: 'line2', label: 'form_line2', input: 'text', required: false },
    { name: 'postal_code', label: 'form_postal_code', input: 'text', required: true },
    { name: 'city', label: 'form_city', input: 'text', required: true },
    { name: 'region', label: 'form_region', input: 'text', required: false },
    { name: 'country', label: 'form_country', input: 'text', required: true },
    { name: 'email', label: 'form_email', input: 'email', required: true },
    { name: 'phone', label: 'form_phone', input: 'phone', required: false },
  ],
  values: z.object({
    name: text(200),
    line1: text(200),
    line2: maybe(text(200)),
    postal_code: text(20),
    city: text(100),
    region: maybe(text(100)),
    country: z
      .string()
      .transform((code) => code.trim().toUpperCase())
      .pipe(z.string().regex(/^[A-Z]{2}$/)),
    email: z.email().max(254),
    phone: maybe(Phone),
  }),
};

/** What somebody looks for, and how they may be reached. */
const lead: Form = {
  screen: 'LEAD',
  title: 'form_lead',
  fields: [
    { name: 'need', label: 'form_need', input: 'area', required: true },
    { name: 'name', label: 'form_name', input: 'text', required: false },
    { name: 'email', label: 'form_email', input: 'email', required: false },
    { name: 'phone', label: 'form_phone', input: 'phone', required: false },
    { name: 'consent', label: 'form_consent', input: 'consent', required: false },
  ],
  values: z.object({
    need: text(500),
    name: maybe(text(200)),
    email: maybe(z.email().max(254)),
    phone: maybe(Phone),
    consent: z.boolean().catch(false),
  }),
};

export const FORMS = { address, lead } as const;
export type FormName = keyof typeof FORMS;
export const isFormName = (name: string): name is FormName => Object.hasOwn(FORMS, name);

/** What was filled in, or the names of the fields that are not right. */
export function readForm(
  name: FormName,
  given: unknown,
): { ok: true; values: Record<string, unknown> } | { ok: false; fields: string[] } {
  const read = FORMS[name].values.safeParse(given);
  if (!read.success)
    return { ok: false, fields: [...new Set(read.error.issues.map(({ path }) => String(path[0] ?? '')))] };
  const { consent, email, phone } = read.data;
  // Contact details are for those who agreed to be contacted.
  if (name === 'lead' && !consent && (email !== undefined || phone !== undefined))
    return { ok: false, fields: ['consent'] };
  const told = Object.entries(read.data).filter(([, value]) => value !== undefined);
  return { ok: true, values: Object.fromEntries(told) };
}
