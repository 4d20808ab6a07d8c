import type { Tool } from '../../../../tools/define-tool.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import type { JsonSchema } from '../openapi/schemas.ts';
import { type Field, fieldsOf } from './fields.ts';

/** One call of the API as the page shows it. */
export interface Operation {
  /** Also its anchor. */
  id: string;
  method: string;
  path: string;
  title: string;
  description: string;
  /** What a key must have; undefined where none is asked for. */
  scope: string | undefined;
  withoutKey: boolean;
  parameters: Field[];
  body: Field[];
  answer: Field[];
  exampleBody: unknown;
  exampleAnswer: unknown;
  /** Media type of the body. */
  bodyType: string | undefined;
  problems: { status: string; description: string }[];
}

export interface Group {
  id: string;
  title: string;
  operations: Operation[];
}

/** Tools in the order in which a purchase calls them. */
const TOOL_GROUPS: readonly [title: string, scopes: readonly string[]][] = [
  ['Find', ['catalog:read', 'stock:read']],
  ['Cart and checkout', ['cart:write', 'checkout:write']],
  ['After the purchase', ['orders:read']],
  ['People', ['leads:write', 'handoff:write']],
];

interface OperationObject {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters?: { name: string; in: string; required: boolean; description?: string; schema: JsonSchema }[];
  requestBody?: { content: Record<string, { schema: JsonSchema; example?: unknown }> };
  responses: Record<
    string,
    {
      $ref?: string;
      description?: string;
      content?: Record<string, { schema: JsonSchema; example?: unknown }>;
    }
  >;
}

/** The document, in the groups of the page. */
export function groupsOf(document: OpenApiDocument, tools: readonly Tool[]): Group[] {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: (operation as OperationObject).tags[0]!,
      view: operationView(document, path, method, operation as OperationObject),
    })),
  );
  const ofTag = (tag: string) => operations.filter((o) => o.tag === tag).map((o) => o.view);
  const scopeOf = new Map(tools.map((tool) => [tool.name, tool.scope as string]));
  const known = new Set(TOOL_GROUPS.flatMap(([, scopes]) => scopes));
  const toolGroups: [string, Operation[]][] = TOOL_GROUPS.map(([title, scopes]) => [
    title,
    ofTag('Tools').filter((o) => scopes.includes(scopeOf.get(o.id) ?? '')),
  ]);
  const others = ofTag('Tools').filter((o) => !known.has(scopeOf.get(o.id) ?? ''));
  const tags = [...new Set(operations.map((o) => o.tag))].filter((tag) => tag !== 'Tools');
  return [
    ...toolGroups,
    ['Other tools', others] as [string, Operation[]],
    ...tags.map((tag): [string, Operation[]] => [tag, ofTag(tag)]),
  ]
    .filter(([, list]) => list.length > 0)
    .map(([title, list]) => ({ id: `group-${slug(title)}`, title, operations: list }));
}

function operationView(
  document: OpenApiDocument,
  path: string,
  method: string,
  operation: OperationObject,
): Operation {
  const [bodyType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const good = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
  const answer = Object.values(good?.content ?? {})[0];
  const keyed = operation.security.find((requirement) => 'key' in requirement);
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    title: operation.summary,
    description: operation.description ?? '',
    scope: keyed?.key?.[0],
    withoutKey: operation.security.some((requirement) => Object.keys(requirement).length === 0),
    parameters: (operation.parameters ?? []).map(({ name, required, description, schema }) => ({
      ...fieldsOf({ properties: { [name]: { ...schema, description } } })[0]!,
      required,
    })),
    body: body ? fieldsOf(resolve(document, body.schema)) : [],
    answer: answer ? fieldsOf(resolve(document, answer.schema)) : [],
    exampleBody: body?.example,
    exampleAnswer: answer?.example,
    bodyType,
    problems: Object.entries(operation.responses)
      .filter(([, response]) => response.$ref)
      .map(([status, response]) => ({
        status,
        description: String(lookUp(document, response.$ref!).description),
      })),
  };
}

const resolve = (document: OpenApiDocument, schema: JsonSchema): JsonSchema =>
  typeof schema.$ref === 'string' ? (lookUp(document, schema.$ref) as JsonSchema) : schema;

function lookUp(document: OpenApiDocument, reference: string): Record<string, unknown> {
  let at: unknown = document;
  for (const part of reference.replace('#/', '').split('/')) at = (at as Record<string, unknown>)[part];
  return at as Record<string, unknown>;
}

const slug = (title: string): string => title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
