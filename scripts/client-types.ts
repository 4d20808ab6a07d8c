import { type AdminRoute, addressOf } from '../server/surfaces/admin/route.ts';
import { publisherRoutes } from '../server/surfaces/publisher/routes.ts';
import { openApiDocument } from '../server/surfaces/rest/openapi/document.ts';
import { tools } from '../tools/registry.ts';

/** The types of `shopwright/client`, from the same OpenAPI document that the server shows at `/openapi.json`. */

type Schema = { [key: string]: unknown };

const HEAD = `// Made by scripts/write-docs.ts from the OpenAPI document. Change the tools and routes instead.
// biome-ignore-all format: generated
`;

export function renderClientTypes(): string {
  const { components } = openApiDocument({
    ...{ tools, routes: publisherRoutes, publicUrl: 'https://shop.example', version: '0', chat: false },
  });
  const of = (name: string) => components.schemas[name] as Schema;
  const pascal = (name: string) =>
    name.replaceAll(/(^|_)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase());
  const shapes = tools.flatMap(({ name }) =>
    ['Input', 'Output'].map(
      (io) => `export type ${pascal(name)}${io} = ${typeOf(of(`${pascal(name)}${io}`), '')};\n`,
    ),
  );
  const table = tools.map(
    ({ name, title }) =>
      `  /** ${title} */\n  ${name}: { input: ${pascal(name)}Input; output: ${pascal(name)}Output };`,
  );
  const reads = publisherRoutes.map(publisherRead);
  return [
    HEAD,
    ...shapes,
    `/** Every tool, by name. */\nexport interface Tools {\n${table.join('\n')}\n}\n`,
    `/** What \`GET /v1/publisher/…\` takes and answers, by the last part of the address. */\nexport interface PublisherReads {\n${reads.join('\n')}\n}\n`,
  ].join('\n');
}

function publisherRead(route: AdminRoute): string {
  const { paths } = openApiDocument({
    ...{ tools: [], routes: [route], publicUrl: 'https://shop.example', version: '0', chat: false },
  });
  const operation = paths[addressOf(route)]!.get as {
    parameters?: { name: string; schema: Schema; description?: string }[];
    responses: Record<string, { content: { 'application/json': { schema: Schema } } }>;
  };
  const query = (operation.parameters ?? []).map(
    ({ name, schema, description }) =>
      `${commentOf(description, '    ')}    ${name}?: ${typeOf(schema, '    ')};\n`,
  );
  const output = typeOf(operation.responses[200]!.content['application/json'].schema, '  ');
  const name = route.path.split('/').at(-1);
  const input = query.length > 0 ? `{\n${query.join('')}  }` : 'Record<never, never>';
  return `  /** ${route.summary} */\n  ${name}: { query: ${input}; output: ${output} };`;
}

const commentOf = (text: unknown, indent: string): string =>
  typeof text === 'string' ? `${indent}/** ${text.replaceAll('*/', '* /')} */\n` : '';

const NAMES: Readonly<Record<string, string>> = {
  ...{ integer: 'number', number: 'number', string: 'string', boolean: 'boolean', null: 'null' },
};

/** A JSON Schema as a TypeScript type. @throws Error for what our schemas do not use */
function typeOf(schema: Schema, indent: string): string {
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (either) return either.map((one) => typeOf(one, indent)).join(' | ');
  if (schema.type === 'array') {
    const item = typeOf((schema.items ?? {}) as Schema, indent);
    return /[|\n]/.test(item) ? `Array<${item}>` : `${item}[]`;
  }
  if (schema.type === 'object') return objectOf(schema, indent);
  if (Array.isArray(schema.type))
    return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(' | ');
  if (typeof schema.type === 'string' && NAMES[schema.type]) return NAMES[schema.type]!;
  if (schema.type === undefined && schema.$ref === undefined) return 'unknown';
  throw new Error(`no TypeScript for ${JSON.stringify(schema)}`);
}

function objectOf(schema: Schema, indent: string): string {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const more = schema.additionalProperties;
  if (properties.length === 0) {
    const value = typeof more === 'object' && more !== null ? typeOf(more as Schema, indent) : 'unknown';
    return more === false ? 'Record<never, never>' : `Record<string, ${value}>`;
  }
  const required = new Set((schema.required ?? []) as string[]);
  const inner = `${indent}  `;
  const fields = properties.map(
    ([name, field]) =>
      `${commentOf(field.description, inner)}${inner}${/^\w+$/.test(name) ? name : JSON.stringify(name)}${required.has(name) ? '' : '?'}: ${typeOf(field, inner)};\n`,
  );
  return `{\n${fields.join('')}${indent}}`;
}
