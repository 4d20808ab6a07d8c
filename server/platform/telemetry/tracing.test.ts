import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startTelemetry, withRequestSpan, withSpan } from './tracing.ts';

interface OtlpSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number };
}

/** A collector that keeps the spans it is sent. */
async function collector() {
  const spans: OtlpSpan[] = [];
  const requests: { url: string | undefined; token: string | string[] | undefined; service: unknown }[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const [group] = JSON.parse(Buffer.concat(chunks).toString()).resourceSpans;
      spans.push(...group.scopeSpans.flatMap((scope: { spans: OtlpSpan[] }) => scope.spans));
      requests.push({ url: req.url, token: req.headers['x-token'], service: group.resource.attributes });
      res.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, spans, requests, close: () => server.close() };
}

describe('tracing', () => {
  it('does nothing without an endpoint', async () => {
    const telemetry = await startTelemetry({ otelServiceName: 'shopwright', otelSampleRatio: 1 });
    expect(telemetry.enabled).toBe(false);
    expect(withSpan('work', {}, (span) => span)).toBeUndefined();
    await telemetry.stop();
  });

  it('exports nested spans under the caller’s trace, without error messages', async () => {
    const { url, spans, requests, close } = await collector();
    const telemetry = await startTelemetry({
      otelEndpoint: url,
      otelHeaders: 'x-token=a%20b',
      otelServiceName: 'shop-1',
      otelSampleRatio: 1,
    });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await new Promise<void>((resolve) => {
      withRequestSpan('POST', { traceparent: `00-${traceId}-b7ad6b7169203331-01` }, async (request) => {
        await withSpan('tool.call', { 'tool.name': 'get_cart' }, async () => 1);
        await withSpan('tool.call', {}, () => Promise.reject(new TypeError('ada@example.com'))).catch(
          () => {},
        );
        request?.end('/v1/tools/:name', 200);
        resolve();
      });
    });
    await telemetry.stop();
    close();

    const root = spans.find((span) => span.name === 'POST /v1/tools/:name');
    const calls = spans.filter((span) => span.name === 'tool.call');
    expect(root).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331' });
    expect(calls.map((span) => [span.traceId, span.parentSpanId])).toEqual([
      [traceId, root?.spanId],
      [traceId, root?.spanId],
    ]);
    expect(calls[1]).toMatchObject({
      status: { code: 2 },
      attributes: [{ key: 'error.type', value: { stringValue: 'TypeError' } }],
    });
    expect(JSON.stringify(spans)).not.toContain('ada@');
    expect(requests[0]).toMatchObject({ url: '/v1/traces', token: 'a b' });
    expect(JSON.stringify(requests[0]?.service)).toContain('shop-1');
    expect(withSpan('after', {}, (span) => span)).toBeUndefined();
  });
});
