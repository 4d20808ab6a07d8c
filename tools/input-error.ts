import type { z } from 'zod';
import { CommerceError } from '../server/commerce/errors.ts';

/** Turns a schema's issues into one error that says for each argument what was expected. */
export function inputError(error: z.ZodError, schema: z.ZodObject): CommerceError {
  const issues = error.issues.slice(0, 8).map((issue) => {
    const field = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') {
      const known =
        issue.path.length === 0 ? `; known arguments: ${Object.keys(schema.shape).join(', ')}` : '';
      return {
        field: [field, issue.keys[0]].filter(Boolean).join('.'),
        message: `unknown argument ${issue.keys.map((k) => JSON.stringify(k)).join(', ')}${known}`,
      };
    }
    return { field, message: issue.message };
  });
  const text = issues.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ');
  return new CommerceError('invalid_input', `Mend the arguments and call again. ${text}.`, {
    field: issues[0]?.field ?? '',
    details: { issues },
  });
}
