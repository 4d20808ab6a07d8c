import { statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Cli } from '../../test/fixtures/cli.ts';
import { jsonLines, nativeProduct } from '../../test/fixtures/import-shop.ts';

const TIMEOUT_MS = 30_000;
const program = join(import.meta.dirname, '../cli.ts');

let cli: Cli;
beforeEach(() => {
  cli = new Cli();
});
afterEach(() => cli.close());

describe('asked for wrongly, it exits with 2 and says what would be right', () => {
  test.each([
    [['frobnicate'], {}, /no command "frobnicate".*serve, mcp, import/s],
    [['import', 'none.jsonl'], {}, /There is no file none\.jsonl/],
    [['import'], {}, /missing required argument/],
    [['import', '-', '--show', 'many'], {}, /whole number/],
    [['keys', 'create', 'x', '--scope', 'everything'], {}, /no scope "everything".*catalog:read/s],
    [['serve', '--port', 'http'], {}, /--port: expected a whole number/],
    [['doctor', '--nonsense'], {}, /unknown option '--nonsense'/],
  ] as const)(
    '%j',
    async (args, env, message) => {
      const { code, stdout, stderr } = await cli.run(args, { env });
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('    at ');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    },
    TIMEOUT_MS,
  );
});

test(
  'import, export and keys work on the data themselves when no server runs',
  async () => {
    const file = join(cli.folder, 'shop.jsonl');
    writeFileSync(file, jsonLines([nativeProduct('a'), { id: 'bad' }, nativeProduct('b')]));
    const { code, stdout } = await cli.run(['import', file]);
    expect(stdout).toMatch(/Read 3 rows.*2 products added.*1 refused.*line 2 \(bad\) title: is missing/s);
    expect(code).toBe(0);
    expect((await cli.run(['import', file, '--strict', '--json'])).code).toBe(1);

    const exported = await cli.run(['export']);
    expect(exported.stdout.trim().split('\n')).toHaveLength(3);
    const again = await cli.run(['import', '-', '--format', 'jsonl', '--json'], { input: exported.stdout });
    expect(JSON.parse(again.stdout)).toMatchObject({ unchanged: 2, refused: 0 });

    const made = JSON.parse((await cli.run(['keys', 'create', 'Till', '--json'])).stdout);
    expect(made).toMatchObject({ name: 'Till', kind: 'api_key', secret: expect.stringMatching(/^sk_/) });
    expect((await cli.run(['keys', 'revoke', made.id])).stdout).toContain('is revoked');
    expect((await cli.run(['keys', 'list'])).stdout).toMatch(/revoked .*Till/);
    const missing = await cli.run(['keys', 'revoke', 'key_none']);
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('no API key key_none') });
  },
  TIMEOUT_MS,
);

test(
  'a file of nothing but bad rows exits with 1',
  async () => {
    const result = await cli.run(['import', '-', '--format', 'jsonl'], {
      input: '{"id":"a","variants":[]}\n',
    });
    expect(result).toMatchObject({ code: 1, stdout: expect.stringContaining('1 refused') });
  },
  TIMEOUT_MS,
);

describe('while a server runs', () => {
  test(
    'the commands attach to it, a second server is refused, and it stops cleanly',
    async () => {
      const server = await cli.serve(['--no-sample']);
      expect(server.adminKey).toMatch(/^sk_/);
      expect(statSync(join(cli.dataDir, 'owner.json')).mode & 0o777).toBe(0o600);

      const file = join(cli.folder, 'shop.jsonl');
      writeFileSync(file, jsonLines([nativeProduct('a', { title: 'Copper kettle' }), { id: 'bad' }]));
      const imported = await cli.run(['import', file, '--json']);
      expect(imported.stderr).toContain(`Importing through the server at ${server.url}`);
      expect(JSON.parse(imported.stdout)).toMatchObject({ created: 1, refused: 1, shopSettings: 'kept' });
      const found = await fetch(`${server.url}/v1/tools/search_catalog`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: 'kettle' }),
      });
      expect(await found.json()).toMatchObject({ products: [{ product_id: 'prod_a' }] });

      const exported = await cli.run(['export']);
      expect(exported.stdout).toContain('Copper kettle');
      const made = JSON.parse((await cli.run(['keys', 'create', 'Till', '--json'])).stdout);
      const listed = await fetch(`${server.url}/admin/v1/keys`, {
        headers: { authorization: `Bearer ${server.adminKey}` },
      });
      expect(JSON.stringify(await listed.json())).toContain(made.id);

      const second = await cli.run(['serve', '--port', '0']);
      expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining(`serving ${server.url}`) });
      const doctor = await cli.run(['doctor', '--json', '--port', new URL(server.url).port]);
      const { findings } = JSON.parse(doctor.stdout) as { findings: { check: string; message: string }[] };
      expect(findings.find((f) => f.check === 'owner')?.message).toContain(server.url);
      expect(findings.find((f) => f.check === 'search')?.message).toContain('is ready');
      expect(doctor.code).toBe(0);

      expect(await server.stop()).toBe(0);
      expect((await cli.run(['keys', 'list'])).stdout).toContain('Till');
    },
    TIMEOUT_MS,
  );

  test(
    'its key is not shown again at the next start',
    async () => {
      await (await cli.serve(['--no-sample'])).stop();
      const again = await cli.serve(['--no-sample']);
      expect(again.adminKey).toBeUndefined();
      await again.stop();
    },
    TIMEOUT_MS,
  );

  test(
    'a wrong control token opens nothing',
    async () => {
      const server = await cli.serve(['--no-sample']);
      const response = await fetch(`${server.url}/admin/v1/keys`, {
        headers: { authorization: 'Bearer ctl_guess' },
      });
      expect(response.status).toBe(401);
      await server.stop();
    },
    TIMEOUT_MS,
  );
});

test(
  'a port that is in use is named, and nothing stays behind',
  async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as { port: number };
    const result = await cli.run(['serve', '--port', String(port), '--no-sample']);
    other.close();
    expect(result).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`Port ${port} on 127.0.0.1 is in use`),
    });
    expect(result.stderr).not.toContain('    at ');
    expect((await cli.run(['doctor', '--json', '--port', '0'])).code).toBe(0);
  },
  TIMEOUT_MS,
);

describe('mcp', () => {
  const connect = async (env: Record<string, string> = {}) => {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [program, 'mcp', '--no-sample'],
        env: {
          PATH: process.env.PATH ?? '',
          SHOPWRIGHT_DATA_DIR: cli.dataDir,
          SHOPWRIGHT_LOG_LEVEL: 'error',
          SHOPWRIGHT_PORT: '0',
          ...env,
        },
      }),
    );
    return client;
  };

  test(
    'is a server of its own when none runs, and passes calls on to the one that does',
    async () => {
      await cli.run(['import', '-', '--format', 'jsonl'], {
        input: jsonLines([nativeProduct('a', { title: 'Kettle' })]),
      });
      const first = await connect();
      const second = await connect();
      for (const client of [first, second]) {
        const { structuredContent } = await client.callTool({
          name: 'search_catalog',
          arguments: { query: 'kettle' },
        });
        expect(structuredContent).toMatchObject({ products: [{ product_id: 'prod_a' }] });
      }
      await second.close();
      await first.close();
    },
    TIMEOUT_MS,
  );
});
