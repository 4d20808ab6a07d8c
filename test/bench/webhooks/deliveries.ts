import { createHmac } from 'node:crypto';

export const WHATSAPP = {
  phoneNumberId: '106540352242922',
  businessAccountId: '102290129340398',
  appSecret: 'app-secret-of-the-bench',
  accessToken: 'EAAJB-token-of-the-bench',
  verifyToken: 'verify-token-of-the-bench',
} as const;

export interface SignedDelivery {
  body: string;
  signature: string;
}

/**
 * What the vendor sends when customers write: one message a request, from one of so many people in turn.
 * @param from number of the first message, so that no id comes twice
 * @param at UTC milliseconds
 */
export function deliveries(
  count: number,
  { from, people, texts, at }: { from: number; people: number; texts: readonly string[]; at: number },
): SignedDelivery[] {
  return Array.from({ length: count }, (_, index) => {
    const n = from + index;
    const who = n % people;
    const phone = String(16_500_000_000 + who);
    const userId = `US.${10_000_000_000_000 + who}`;
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15550783881', phone_number_id: WHATSAPP.phoneNumberId },
      contacts: [{ profile: { name: `Customer ${who}` }, wa_id: phone, user_id: userId }],
      messages: [
        {
          from: phone,
          from_user_id: userId,
          id: `wamid.${Buffer.from(`bench ${n}`).toString('base64')}`,
          timestamp: String(Math.floor(at / 1000)),
          type: 'text',
          text: { body: texts[n % texts.length] },
        },
      ],
    };
    const entry = [{ id: WHATSAPP.businessAccountId, changes: [{ value, field: 'messages' }] }];
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry });
    const signature = `sha256=${createHmac('sha256', WHATSAPP.appSecret).update(body).digest('hex')}`;
    return { body, signature };
  });
}
