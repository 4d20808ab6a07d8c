import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

export interface TracingConfig {
  /** Base address of an OTLP collector; nothing is traced without it. */
  otelEndpoint?: string | undefined;
  /** `name=value` pairs separated by commas. */
  otelHeaders?: string | undefined;
  otelServiceName: string;
  /** 0 to 1. */
  otelSampleRatio: number;
}

export interface Telemetry {
  /** Whether spans go anywhere. */
  readonly enabled: boolean;
  /** Sends what is buffered. */
  stop(): Promise<void>;
}

let enabled = false;

/**
 * Starts tracing when an endpoint is set; otherwise does nothing and loads nothing. One per process, because the
 * OpenTelemetry API is global.
 */
export async function startTelemetry(config: TracingConfig): Promise<Telemetry> {
  if (!config.otelEndpoint) return { enabled: false, stop: async () => {} };
  const [{ OTLPTraceExporter }, { resourceFromAttributes }, sdk] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-node'),
  ]);
  const exporter = new OTLPTraceExporter({
    url: `${config.otelEndpoint}/v1/traces`,
    headers: parseHeaders(config.otelHeaders),
  });
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': config.otelServiceName }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(config.otelSampleRatio) }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
  });
  provider.register();
  enabled = true;
  return {
    enabled: true,
    stop: async () => {
      enabled = false;
      await provider.shutdown();
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}

/**
 * Runs `fn` in a span, a child of the one it is called in. A failure is recorded by its type only (messages may hold
 * personal data) and thrown on. Costs one function call while tracing is off.
 *
 * @example await withSpan('tool.call', { 'tool.name': name }, () => tool.handler(context, input))
 */
export function withSpan<T>(name: string, attributes: Attributes, fn: (span?: Span) => T): T {
  if (!enabled) return fn();
  return trace.getTracer('shopwright').startActiveSpan(name, { attributes }, (span) => {
    try {
      const result = fn(span);
      if (result instanceof Promise) {
        return result.then(
          (value) => {
            span.end();
            return value;
          },
          (error: unknown) => {
            fail(span, error);
            throw error;
          },
        ) as T;
      }
      span.end();
      return result;
    } catch (error) {
      fail(span, error);
      throw error;
    }
  });
}

export interface RequestSpan {
  end(route: string, status: number): void;
}

/**
 * Runs `fn` in the span of an incoming request, a child of the caller's if it sent a W3C `traceparent`. The caller
 * ends it when the answer is sent.
 */
export function withRequestSpan(
  method: string,
  headers: Record<string, string | string[] | undefined>,
  fn: (span?: RequestSpan) => void,
): void {
  if (!enabled) {
    fn();
    return;
  }
  const parent = propagation.extract(ROOT_CONTEXT, headers);
  const options = { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } };
  const span = trace.getTracer('shopwright').startSpan(method, options, parent);
  context.with(trace.setSpan(parent, span), () =>
    fn({
      end: (route, status) => {
        span.updateName(`${method} ${route}`);
        span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    }),
  );
}

function fail(span: Span, error: unknown): void {
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function parseHeaders(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      // The values are percent-encoded: OpenTelemetry specification, OTEL_EXPORTER_OTLP_HEADERS.
      return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
    }),
  );
}
