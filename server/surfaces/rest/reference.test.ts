import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ShopwrightServer, startShopwright } from '../../../test/fixtures/shopwright-server.ts';
import { tools } from '../../../tools/registry.ts';
import { addressOf } from '../admin/route.ts';
import { adminRoutes } from '../admin/routes.ts';
import { adminExamples } from './admin-examples.ts';
import { examples } from './examples.ts';
import { exampleKey } from './openapi/admin-paths.ts';

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright({ publicUrl: 'https://shop.example' });
});
afterAll(() => server.close());

describe('examples', () => {
  it.each(tools.map((tool) => [tool.name, tool] as const))('%s: fits the schemas of today', (name, tool) => {
    const { input, output } = examples[name]!;
    expect(tool.input.safeParse(input).error).toBeUndefined();
    expect(tool.output.safeParse(output).error).toBeUndefined();
  });

  it('there is a body for every admin route that takes one, and none besides', () => {
    const withBody = adminRoutes.filter((route) => route.input);
    expect(Object.keys(adminExamples).sort()).toEqual(withBody.map(exampleKey).sort());
    for (const route of withBody) {
      expect(
        route.input!.safeParse(adminExamples[exampleKey(route)]).error,
        exampleKey(route),
      ).toBeUndefined();
    }
  });
});

describe('/openapi.json', () => {
  type Operation = {
    operationId: string;
    security: Record<string, string[]>[];
    responses: Record<string, object>;
  };
  let text: string;
  let document: { openapi: string; servers: unknown; paths: Record<string, Record<string, Operation>> };
  beforeAll(async () => {
    const answer = await server.ask('/openapi.json');
    text = answer.text;
    document = answer.json as unknown as typeof document;
  });
  const operations = () => Object.values(document.paths).flatMap((methods) => Object.values(methods));

  it('describes every tool and every admin route, with the scope it needs', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://shop.example' }] });
    for (const tool of tools) {
      expect(document.paths[`/v1/tools/${tool.name}`]?.post?.security).toEqual([{}, { key: [tool.scope] }]);
    }
    for (const route of adminRoutes) {
      const operation = document.paths[addressOf(route)]?.[route.method];
      expect(operation?.security, exampleKey(route)).toEqual([{ key: [route.scope] }]);
    }
  });

  it('describes conversations and proofs where there is a chat, and only there', async () => {
    const silent = await startShopwright({ chat: false });
    const without = (await silent.ask('/openapi.json')).json as unknown as typeof document;
    await silent.close();
    const theirs = Object.keys(document.paths).filter((path) => !(path in without.paths));
    expect(theirs.sort()).toEqual([
      '/proof/{reply}',
      '/v1/conversations',
      '/v1/conversations/{id}/chat',
      '/v1/conversations/{id}/events',
      '/v1/conversations/{id}/identity',
      '/v1/conversations/{id}/media',
      '/v1/conversations/{id}/messages',
    ]);
    expect(Object.keys(document.paths['/v1/events']!).sort()).toEqual(['get', 'post']);
    expect(Object.keys(without.paths['/v1/events']!)).toEqual(['get']);
    expect((await server.ask('/docs')).text).toContain('<code>/v1/conversations/{id}/messages</code>');
  });

  it('names each operation once', () => {
    const ids = operations().map((operation) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has what each reference points to', () => {
    for (const [, pointer] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      let at: unknown = document;
      for (const part of pointer!.split('/')) at = (at as Record<string, unknown> | undefined)?.[part];
      expect(at, pointer).toBeDefined();
    }
  });

  it('lists refusals as problem documents', () => {
    for (const { operationId, responses } of operations()) {
      if (operationId === 'healthz' || operationId === 'readyz') continue;
      expect(Object.keys(responses), operationId).toEqual(
        expect.arrayContaining(['401', '403', '429', '500']),
      );
    }
  });
});

describe('/docs', () => {
  it('shows every tool with its description, arguments, request and response, and every admin route', async () => {
    const { text } = await server.ask('/docs');
    for (const tool of tools) {
      const from = text.indexOf(`<article id="${tool.name}">`);
      const article = text.slice(from, text.indexOf('</article>', from));
      expect(from, tool.name).toBeGreaterThan(0);
      expect(article).toContain(`curl https://shop.example/v1/tools/${tool.name}`);
      expect(article).toContain('<h4>Response</h4>');
      for (const name of Object.keys(tool.input.shape)) expect(article, tool.name).toContain(`<code>${name}`);
    }
    for (const route of adminRoutes) expect(text).toContain(`<code>${addressOf(route)}</code>`);
  });

  it('runs no script and loads nothing from elsewhere', async () => {
    const { text, headers } = await server.ask('/docs');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';style-src 'self';frame-ancestors 'none';base-uri 'none';form-action 'none'",
    );
    expect(text).not.toMatch(/<script|<img|<iframe| style=| on\w+=|@import/i);
    expect([...text.matchAll(/(?:src|rel="stylesheet" href)="([^"]+)"/g)].map((match) => match[1])).toEqual([
      '/docs/style.css',
    ]);
    const style = await server.ask('/docs/style.css');
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });

  it('has no link within the page that leads nowhere', async () => {
    const { text } = await server.ask('/docs');
    for (const [, anchor] of text.matchAll(/href="#([^"]+)"/g)) expect(text).toContain(`id="${anchor}"`);
  });

  it('is where the bare address leads when there is no chat', async () => {
    const silent = await startShopwright({ chat: false });
    const { status, headers } = await silent.ask('/');
    expect([status, headers.get('location')]).toEqual([302, '/docs']);
    await silent.close();
    expect((await server.ask('/')).text).toMatch(/<shopwright-chat[ >]/);
  });
});
