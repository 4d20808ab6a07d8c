import { describe, expect, it } from 'vitest';
import { createMetrics, observeBacklog } from './metrics.ts';

describe('metrics', () => {
  it('counts requests by method, route and status', async () => {
    const metrics = createMetrics();
    metrics.observeHttp({ method: 'POST', route: '/v1/tools/:name', status: 200, durationMs: 30 });
    metrics.observeHttp({ method: 'BREW', route: '/', status: 405, durationMs: 1 });
    const text = await metrics.render();
    expect(text).toContain(
      'shopwright_http_request_duration_seconds_bucket{le="0.05",method="POST",route="/v1/tools/:name",status="200"} 1',
    );
    expect(text).toContain('method="other",route="/",status="405"} 1');
  });

  it('counts tool calls by outcome', async () => {
    const metrics = createMetrics();
    metrics.observeTool({ tool: 'check_stock', outcome: 'ok', durationMs: 2 });
    metrics.observeTool({ tool: 'check_stock', outcome: 'not_found', durationMs: 2 });
    expect(await metrics.render()).toContain(
      'shopwright_tool_call_duration_seconds_count{tool="check_stock",outcome="not_found"} 1',
    );
  });

  it('reads the gauges at each scrape and leaves a failing one out', async () => {
    const metrics = createMetrics();
    let waiting = 3;
    observeBacklog(metrics, {
      jobsWaiting: () => waiting,
      indexedVariants: () => Promise.reject(new Error('not built yet')),
    });
    expect(await metrics.render()).toContain('shopwright_jobs_waiting 3\n');
    waiting = 4;
    const text = await metrics.render();
    expect(text).toContain('shopwright_jobs_waiting 4\n');
    expect(text).not.toMatch(/^shopwright_search_index_variants /m);
  });

  it('keeps two servers in one process apart, and reports the process on request', async () => {
    const first = createMetrics({ process: true });
    const second = createMetrics({ process: true });
    first.observeTool({ tool: 'get_cart', outcome: 'ok', durationMs: 1 });
    expect(await second.render()).not.toContain('get_cart');
    expect(await second.render()).toContain('shopwright_process_resident_memory_bytes');
    first.close();
    second.close();
  });
});
