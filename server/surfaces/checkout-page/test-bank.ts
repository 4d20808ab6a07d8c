import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Request, type Response, Router, urlencoded } from 'express';
import { format, type Money } from '../../commerce/money.ts';
import { escapeHtml } from '../../platform/html/escape.ts';
import { pageHtml } from '../../platform/html/page.ts';
import { cookieOptions, isFromOwnPage, pageHeaders, readCookie } from './security.ts';

/** A payment as the bank's page shows it. */
export interface BankPayment {
  paymentId: string;
  amount: Money;
  status: string;
  /** Made by this server, never by the browser. */
  returnUrl: string;
}

/** The test payment provider, as far as its bank needs it. */
export interface TestBank {
  paymentAtBank(paymentId: string): Promise<BankPayment | undefined>;
  decideAtBank(paymentId: string, approve: boolean): Promise<BankPayment | undefined>;
}

export interface TestBankOptions {
  bank: TestBank;
  publicUrl: string;
  /** As for the checkout page: the bank is shown in the same frame. */
  frameAncestors: readonly string[];
}

const COOKIE = 'shopwright_test_bank';

/**
 * The bank's confirmation page of the test provider (3-D Secure), to be mounted at `/test-bank`. The id in the address is
 * unguessable; a form token bound to the browser that opened the page keeps others from deciding in its name.
 */
export function createTestBank(options: TestBankOptions): Router {
  const key = randomBytes(32);
  const basePath = new URL(options.publicUrl).pathname.replace(/\/$/, '');
  const router = Router();
  const tokenFor = (cookie: string, paymentId: string) =>
    createHmac('sha256', key).update(`${cookie} ${paymentId}`).digest('base64url');

  router.use(
    pageHeaders({
      frameAncestors: options.frameAncestors,
      formTargets: ["'self'", new URL(options.publicUrl).origin],
      referrer: 'same-origin',
    }),
  );

  router.get('/:paymentId', async (req: Request<{ paymentId: string }>, res) => {
    const payment = await options.bank.paymentAtBank(req.params.paymentId);
    if (!payment)
      return sendPage(
        res,
        404,
        '<h1>Unknown payment</h1><p>Go back to the shop and start the payment again.</p>',
      );
    if (payment.status !== 'needs_action') return sendClosed(res, payment);
    const cookie = readCookie(req, COOKIE) ?? randomBytes(18).toString('base64url');
    const framed = req.headers['sec-fetch-dest'] === 'iframe';
    res.cookie(COOKIE, cookie, cookieOptions(options.publicUrl, `${basePath}/test-bank`, framed));
    const amount = escapeHtml(format(payment.amount, 'en'));
    sendPage(
      res,
      200,
      `<h1>Confirm your payment</h1>
<p>A shop asks to charge <strong>${amount}</strong>. In a live shop, your bank would ask you here.</p>
<form method="post">
<input type="hidden" name="form_token" value="${tokenFor(cookie, payment.paymentId)}">
<button class="button primary" name="decision" value="approve">Approve ${amount}</button>
<button class="button" name="decision" value="decline">Decline</button>
</form>`,
    );
  });

  router.post(
    '/:paymentId',
    urlencoded({ extended: false, limit: '4kb' }),
    async (req: Request<{ paymentId: string }>, res) => {
      const { paymentId } = req.params;
      const body = (req.body ?? {}) as Record<string, unknown>;
      const cookie = readCookie(req, COOKIE);
      if (!cookie || !isFromOwnPage(req) || !isSame(body.form_token, tokenFor(cookie, paymentId))) {
        return sendPage(
          res,
          403,
          '<h1>This form is no longer valid</h1><p>Open the bank page again and decide there.</p>',
        );
      }
      if (body.decision !== 'approve' && body.decision !== 'decline') {
        return sendPage(
          res,
          422,
          '<h1>Choose approve or decline</h1><p>Go back and choose one of the two.</p>',
        );
      }
      const payment = await options.bank.decideAtBank(paymentId, body.decision === 'approve');
      if (!payment) return sendPage(res, 404, '<h1>Unknown payment</h1>');
      res.redirect(303, payment.returnUrl);
    },
  );

  function sendClosed(res: Response, payment: BankPayment): void {
    const back = `<a class="button primary" href="${escapeHtml(payment.returnUrl)}">Back to the shop</a>`;
    sendPage(
      res,
      200,
      `<h1>Nothing left to confirm</h1><p>This payment was already decided.</p><p>${back}</p>`,
    );
  }

  function sendPage(res: Response, status: number, body: string): void {
    res
      .status(status)
      .type('html')
      .send(
        pageHtml({
          language: 'en',
          title: 'Test bank',
          head: `<link rel="stylesheet" href="${escapeHtml(basePath)}/checkout/style.css">`,
          body: `<main class="bank"><p class="notice test" role="note">Test bank. No money moves.</p>${body}</main>`,
        }),
      );
  }

  return router;
}

function isSame(given: unknown, expected: string): boolean {
  if (typeof given !== 'string' || given.length !== expected.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
