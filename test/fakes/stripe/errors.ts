/** An error as Stripe's API answers it (https://docs.stripe.com/api/errors). */
export class StripeFault extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  constructor(status: number, body: { type: string; message: string } & Record<string, unknown>) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

export const invalid = (
  code: string | undefined,
  message: string,
  param?: string,
  extra: Record<string, unknown> = {},
): StripeFault =>
  new StripeFault(code === 'resource_missing' ? 404 : 400, {
    type: 'invalid_request_error',
    ...(code !== undefined && { code }),
    message,
    ...(param !== undefined && { param }),
    ...extra,
  });

export const missing = (kind: string, id: string, param = 'id'): StripeFault =>
  invalid('resource_missing', `No such ${kind}: '${id}'`, param);

export const unexpectedState = (intent: object, message: string): StripeFault =>
  invalid('payment_intent_unexpected_state', message, undefined, { payment_intent: { ...intent } });
