import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface HttpObservation {
  method: string;
  /** The route's template, never the path that was asked for: paths hold ids and would grow the series without end. */
  route: string;
  status: number;
  /** Milliseconds. */
  durationMs: number;
}

export interface ToolObservation {
  tool: string;
  /** `ok`, the code of an error that the caller can mend, or `internal`. */
  outcome: string;
  /** Milliseconds. */
  durationMs: number;
}

export interface Metrics {
  /** The media type of `render()`. */
  readonly contentType: string;
  /** Prometheus text format 0.0.4. */
  render(): Promise<string>;
  observeHttp(observation: HttpObservation): void;
  observeTool(observation: ToolObservation): void;
  /** A gauge whose value is read at each scrape; a failing `read` leaves the gauge out of that scrape. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  /** Stops the collection of the process's own figures. */
  close(): void;
}

/** Seconds: from a cached answer to a payment provider that takes its time. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Metrics in a registry of their own, so that two servers in one process do not share figures.
 *
 * @param options.process also report memory, CPU, event loop lag and garbage collection
 */
export function createMetrics(options: { process?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.process) collectDefaultMetrics({ register: registry, prefix: 'shopwright_' });
  const http = new Histogram({
    name: 'shopwright_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const tools = new Histogram({
    name: 'shopwright_tool_call_duration_seconds',
    help: 'Time of a tool call on any surface, with authorisation and validation.',
    labelNames: ['tool', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    observeHttp: ({ method, route, status, durationMs }) =>
      http.observe({ method: METHODS.has(method) ? method : 'other', route, status }, durationMs / 1000),
    observeTool: ({ tool, outcome, durationMs }) => tools.observe({ tool, outcome }, durationMs / 1000),
    gauge: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          try {
            this.set(await read());
          } catch {
            this.reset();
            this.remove();
          }
        },
      });
    },
    close: () => registry.clear(),
  };
}

/** The gauges that every deployment has: how far the work is behind, and how much the search index holds. */
export function observeBacklog(
  metrics: Metrics,
  sources: { jobsWaiting: () => number | Promise<number>; indexedVariants: () => number | Promise<number> },
): void {
  metrics.gauge('shopwright_jobs_waiting', 'Jobs that are due and not yet done.', sources.jobsWaiting);
  metrics.gauge('shopwright_search_index_variants', 'Variants in the search index.', sources.indexedVariants);
}
