import { Agent, get, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../telemetry/logger.ts';
import { createLifecycle, stopOnSignals } from './lifecycle.ts';
import { ListenError, listen } from './listen.ts';

const silent = createLogger({ environment: 'test', logLevel: 'silent' });
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function start(handler: RequestListener, shutdownGraceMs: number) {
  const lifecycle = createLifecycle({ logger: silent, shutdownGraceMs });
  const { server, url, port } = await listen(handler, { host: '127.0.0.1', port: 0 });
  lifecycle.serve(server);
  lifecycle.ready();
  cleanups.push(() => server.closeAllConnections());
  return { lifecycle, url, port };
}

describe('the stop', () => {
  it('lets requests in progress finish, refuses new ones, then closes things in order', async () => {
    const order: string[] = [];
    const arrived = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const { lifecycle, url } = await start(async (_req, res) => {
      arrived.resolve();
      await release.promise;
      order.push('answered');
      res.end('done');
    }, 60_000);
    lifecycle.onStop('jobs', async () => {
      await Promise.resolve();
      order.push('jobs');
    });
    lifecycle.onStop('store', () => void order.push('store'));

    const answer = fetch(url);
    await arrived.promise;
    expect(lifecycle.state()).toBe('ready');
    const stopped = lifecycle.stop('test');
    expect(lifecycle.state()).toBe('stopping');
    expect(lifecycle.stop('again')).toBe(stopped);
    expect(lifecycle.signal.aborted).toBe(true);
    await expect(fetch(url)).rejects.toThrow();
    release.resolve();
    const response = await answer;
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.text()).toBe('done');
    expect(await stopped).toBe(true);
    expect(order).toEqual(['answered', 'jobs', 'store']);
    expect(lifecycle.state()).toBe('stopped');
  });

  it('cuts off what does not finish in time, and still closes everything', async () => {
    const arrived = Promise.withResolvers<void>();
    const { lifecycle, url } = await start(() => arrived.resolve(), 10);
    let closed = false;
    lifecycle.onStop('failing', () => Promise.reject(new Error('no')));
    lifecycle.onStop('store', () => {
      closed = true;
    });
    const answer = fetch(url).catch(() => 'cut off');
    await arrived.promise;
    expect(await lifecycle.stop('test')).toBe(false);
    expect(await answer).toBe('cut off');
    expect(closed).toBe(true);
  });

  it('does not wait for idle kept-alive connections', async () => {
    const { lifecycle, port } = await start((_req, res) => res.end('ok'), 60_000);
    const agent = new Agent({ keepAlive: true });
    cleanups.push(() => agent.destroy());
    await new Promise((resolve) =>
      get({ port, host: '127.0.0.1', agent }, (res) => res.resume().on('end', resolve)),
    );
    expect(await lifecycle.stop('test')).toBe(true);
  });
});

describe('signals', () => {
  function signals() {
    const listeners: Record<string, (signal: string) => unknown> = {};
    const exits: number[] = [];
    return {
      exits,
      send: (signal: string) => listeners[signal]?.(signal),
      on: (signal: string, listener: (signal: string) => unknown) => {
        listeners[signal] = listener;
      },
      exit: (code: number) => void exits.push(code),
    };
  }

  it('stop gracefully the first time, at once the second', async () => {
    const source = signals();
    const stop = Promise.withResolvers<boolean>();
    const reasons: string[] = [];
    const lifecycle = {
      stop: (reason: string) => {
        reasons.push(reason);
        return stop.promise;
      },
    };
    stopOnSignals(lifecycle, source);
    const first = source.send('SIGTERM');
    await source.send('SIGINT');
    expect(source.exits).toEqual([130]);
    stop.resolve(true);
    await first;
    expect(source.exits).toEqual([130, 0]);
    expect(reasons).toEqual(['SIGTERM']);
  });

  it('report an unclean stop in the exit code', async () => {
    const source = signals();
    stopOnSignals({ stop: async () => false }, source);
    await source.send('SIGINT');
    expect(source.exits).toEqual([1]);
  });
});

describe('listening', () => {
  it('says how to mend a port in use', async () => {
    const { port } = await start((_req, res) => res.end(), 10);
    const failure = await listen(() => {}, { host: '127.0.0.1', port }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ListenError);
    expect(String(failure)).toContain(`Port ${port} on 127.0.0.1 is in use`);
    expect(String(failure)).toContain(`SHOPWRIGHT_PORT=${port + 1}`);
  });

  it('says when the address is not this machine’s', async () => {
    await expect(listen(() => {}, { host: '203.0.113.1', port: 0 })).rejects.toThrow(/SHOPWRIGHT_HOST/);
  });
});
