import type { JsonSchema } from '../openapi/schemas.ts';

/** One line of a table of arguments or of an answer. */
export interface Field {
  /** Dotted; `[]` behind what is a list: `add[].variant_id`. */
  name: string;
  type: string;
  required: boolean;
  description: string;
}

interface Node {
  type?: string | string[];
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Node[];
  oneOf?: Node[];
  additionalProperties?: Node | boolean;
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  format?: string;
}

/** Deeper than this, a table tells less than the example beside it. */
const MAX_DEPTH = 3;

/** The fields of an object's schema, nested ones indented by their dotted name. */
export function fieldsOf(schema: JsonSchema, prefix = '', depth = 0): Field[] {
  const { properties = {}, required = [] } = schema as Node;
  return Object.entries(properties).flatMap(([key, node]) => {
    const list = node.type === 'array';
    const name = `${prefix}${key}${list ? '[]' : ''}`;
    const field = {
      name,
      type: typeOf(node),
      required: required.includes(key),
      description: describe(node),
    };
    const inner = list ? node.items : node;
    const nested = depth < MAX_DEPTH && inner ? objectsIn(inner) : [];
    return [field, ...nested.flatMap((object) => fieldsOf(object as JsonSchema, `${name}.`, depth + 1))];
  });
}

const objectsIn = (node: Node): Node[] =>
  node.properties ? [node] : (node.oneOf ?? []).filter((n) => n.properties);

function typeOf(node: Node): string {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum) return node.enum.map((value) => String(value)).join(' | ');
  const choices = node.anyOf ?? node.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(' or ');
  if (node.type === 'array') return `list of ${node.items ? typeOf(node.items) : 'anything'}`;
  if (node.type === 'object' && typeof node.additionalProperties === 'object') {
    return `map to ${typeOf(node.additionalProperties)}`;
  }
  if (node.format === 'date-time') return 'date-time';
  return Array.isArray(node.type) ? node.type.join(' or ') : (node.type ?? 'anything');
}

function describe(node: Node): string {
  const parts = [node.description?.replace(/\.$/, ''), limits(node)];
  if (node.default !== undefined) parts.push(`Default: ${JSON.stringify(node.default)}`);
  return parts.filter(Boolean).join('. ');
}

function limits(node: Node): string | undefined {
  const low = node.minimum ?? (node.exclusiveMinimum === undefined ? undefined : node.exclusiveMinimum + 1);
  const bound = (value: number | undefined): value is number =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  if (bound(low) && bound(node.maximum)) return `${count(low)} to ${count(node.maximum)}`;
  if (bound(node.maximum)) return `At most ${count(node.maximum)}`;
  if (node.maxLength !== undefined) return `At most ${count(node.maxLength)} characters`;
  if (node.maxItems !== undefined) return `At most ${count(node.maxItems)} items`;
  return undefined;
}

const count = (value: number): string => value.toLocaleString('en');
