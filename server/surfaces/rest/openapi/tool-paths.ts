import type { Tool } from '../../../../tools/define-tool.ts';
import { examples } from '../examples.ts';
import { type JsonSchema, jsonBody, jsonSchema, problems } from './schemas.ts';

const pascal = (name: string): string =>
  name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** `POST /v1/tools/{name}` for every tool. */
export function toolPaths(tools: readonly Tool[]): {
  paths: Record<string, unknown>;
  schemas: Record<string, JsonSchema>;
} {
  const paths: Record<string, unknown> = {};
  const schemas: Record<string, JsonSchema> = {};
  for (const tool of tools) {
    const name = pascal(tool.name);
    schemas[`${name}Input`] = jsonSchema(tool.input, 'input');
    schemas[`${name}Output`] = jsonSchema(tool.output, 'output');
    const example = examples[tool.name];
    const changes = tool.annotations.readOnly ? [] : [409];
    const pays = tool.name === 'complete_checkout' ? [402] : [];
    paths[`/v1/tools/${tool.name}`] = {
      post: {
        operationId: tool.name,
        tags: ['Tools'],
        summary: tool.title,
        description: tool.description,
        security: [{}, { key: [tool.scope] }],
        requestBody: {
          required: Array.isArray(schemas[`${name}Input`]?.required),
          content: jsonBody({ $ref: `#/components/schemas/${name}Input` }, example?.input),
        },
        responses: {
          200: {
            description: 'What the tool answers',
            headers: {
              'X-Call-Id': { schema: { type: 'string' }, description: 'Names this call in the ledger' },
            },
            content: jsonBody({ $ref: `#/components/schemas/${name}Output` }, example?.output),
          },
          ...problems(400, 401, 403, 404, 413, 415, 422, 429, 500, 503, ...changes, ...pays),
        },
      },
    };
  }
  return { paths, schemas };
}
