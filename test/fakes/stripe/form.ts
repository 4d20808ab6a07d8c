import { invalid } from './errors.ts';

export type Form = { [name: string]: string | Form };

/** Reads `a[b][0][c]=1` into nested objects; lists become objects with the keys 0, 1, … */
export function parseForm(text: string): Form {
  const root: Form = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [...name.matchAll(/[^[\]]+/g)].map(([part]) => part);
    let at = root;
    for (const part of path.slice(0, -1)) {
      at[part] ??= {};
      const next = at[part];
      if (typeof next === 'string') throw invalid('parameter_invalid', `Invalid hash: ${name}`, name);
      at = next;
    }
    at[path.at(-1) ?? name] = value;
  }
  return root;
}

/** What a request may hold: `string`, `integer`, `boolean`, a list or hash of such, or any metadata. */
export type Shape =
  | 'string'
  | 'integer'
  | 'boolean'
  | 'metadata'
  | { list: Shape }
  | { readonly [name: string]: Shape };

/** Refuses what the API does not know (`parameter_unknown`) and what has the wrong type, as Stripe does. */
export function checkForm(form: Form, shape: { readonly [name: string]: Shape }, prefix = ''): void {
  for (const [name, value] of Object.entries(form)) {
    const param = prefix ? `${prefix}[${name}]` : name;
    const known = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (known === undefined)
      throw invalid('parameter_unknown', `Received unknown parameter: ${param}`, param);
    checkValue(value, known, param);
  }
}

function checkValue(value: string | Form, shape: Shape, param: string): void {
  if (shape === 'metadata') {
    if (typeof value === 'string') throw invalid('parameter_invalid', `Invalid hash`, param);
    const entries = Object.entries(value);
    if (entries.length > 50 || entries.some(([k, v]) => k.length > 40 || String(v).length > 500))
      throw invalid('parameter_invalid', 'Metadata is too large', param);
  } else if (typeof shape === 'string') {
    if (typeof value !== 'string') throw invalid('parameter_invalid', `Invalid ${shape}`, param);
    if (value === '')
      throw invalid('parameter_invalid_empty', `You passed an empty string for '${param}'.`, param);
    if (shape === 'integer' && !/^-?\d+$/.test(value))
      throw invalid('parameter_invalid_integer', `Invalid integer: ${value}`, param);
    if (shape === 'boolean' && !/^(true|false)$/.test(value))
      throw invalid('parameter_invalid', `Invalid boolean: ${value}`, param);
  } else if ('list' in shape && typeof shape.list !== 'undefined') {
    if (typeof value === 'string') throw invalid('parameter_invalid', 'Invalid array', param);
    for (const [index, item] of Object.entries(value))
      checkValue(item, shape.list as Shape, `${param}[${index}]`);
  } else {
    if (typeof value === 'string') throw invalid('parameter_invalid', 'Invalid hash', param);
    checkForm(value, shape as { readonly [name: string]: Shape }, param);
  }
}

export const text = (form: Form, name: string): string | undefined => {
  const value = form[name];
  return typeof value === 'string' ? value : undefined;
};
export const hash = (form: Form, name: string): Form => {
  const value = form[name];
  return typeof value === 'object' ? value : {};
};
export function required(form: Form, name: string): string {
  const value = text(form, name);
  if (value === undefined) throw invalid('parameter_missing', `Missing required param: ${name}.`, name);
  return value;
}
