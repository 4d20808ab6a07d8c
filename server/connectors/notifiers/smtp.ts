import { createHash } from 'node:crypto';
import nodemailer from 'nodemailer';
import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import type { Notification, Notifier } from '../../commerce/notifier.ts';
import { DuplicateKeyError, defineCollection, type Store } from '../../platform/store/port.ts';
import { renderNotification } from './templates.ts';

/** What the mail server has taken. `_id` = hash of the dedupe key; no address and no text is kept. */
export const SentNotification = z.strictObject({ ...documentFields, template: z.string() });
export const sentNotifications = defineCollection('sentNotifications', SentNotification);

export interface SmtpOptions {
  store: Store;
  /** Such as `smtps://user:password@mail.example:465`. */
  url: string;
  /** Sender, such as `Acme <orders@acme.example>`. */
  from: string;
  /** Milliseconds for each step of the conversation with the mail server; default 10,000. */
  timeoutMs?: number;
}

/**
 * Sends notifications by email. A dedupe key that was sent is not sent again; should the process die between the mail
 * server's answer and our note of it, the second copy carries the same Message-ID.
 */
export function createSmtpNotifier(options: SmtpOptions): Notifier {
  const { store, url, from } = options;
  const timeout = options.timeoutMs ?? 10_000;
  const transport = nodemailer.createTransport({
    url,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const running = new Map<string, Promise<void>>();

  async function send(notification: Notification, id: string): Promise<void> {
    if (await store.get(sentNotifications, id)) return;
    const { email } = notification.to;
    if (!email) throw new Error(`the ${notification.template} notification has no email address to go to`);
    const { subject, text, html } = renderNotification(notification);
    await transport.sendMail({
      from,
      // An object, so that an address cannot smuggle in a second recipient.
      to: { name: '', address: email },
      subject,
      text,
      html,
      messageId: `<${id}@${domainOf(from)}>`,
      headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribe(notification) },
    });
    await store.transaction(
      async (tx) => {
        try {
          await tx.insert(sentNotifications, { _id: id, template: notification.template });
        } catch (error) {
          if (!(error instanceof DuplicateKeyError)) throw error;
        }
      },
      { patient: true },
    );
  }

  return {
    send(notification) {
      const id = createHash('sha256').update(notification.dedupeKey).digest('hex').slice(0, 40);
      const known = running.get(id);
      if (known) return known;
      const sending = send(notification, id).finally(() => running.delete(id));
      running.set(id, sending);
      return sending;
    },
  };
}

/** One click in the mail program ends it (RFC 2369, RFC 8058). */
const unsubscribe = ({ values }: Notification): Record<string, string> =>
  values.unsubscribeUrl === undefined
    ? {}
    : {
        'List-Unsubscribe': `<${values.unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      };

const domainOf = (from: string): string => /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'localhost';
