import { createCipheriv, createHmac, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto';
import { createWhatsAppChannel } from '../../../server/channels/whatsapp/channel.ts';
import { createOutbound } from '../../../server/platform/http/outbound.ts';
import { startVendor, type Vendor } from '../../contract/channel/vendor.ts';
import { type GuardCase, throughThrow } from '../guard-case.ts';

const SECRET = 'app-secret';
const body = Buffer.from('{"object":"whatsapp_business_account","entry":[]}');
const signed = (bytes: Uint8Array, secret = SECRET) => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`,
});

/** A shop on WhatsApp whose forms know no token, with a vendor that hands out one picture. */
async function withShop<T>(
  work: (shop: ReturnType<typeof shopOf>, vendor: Vendor) => Promise<T>,
): Promise<T> {
  const vendor = await startVendor();
  const outbound = createOutbound({ allow: ['127.0.0.1'] });
  try {
    return await work(shopOf(vendor, outbound), vendor);
  } finally {
    await outbound.close();
    await vendor.close();
  }
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const shopOf = (vendor: Vendor, outbound: ReturnType<typeof createOutbound>) =>
  createWhatsAppChannel({
    outbound,
    config: {
      phoneNumberId: '106',
      accessToken: 'EAAJB',
      appSecret: SECRET,
      verifyToken: 'verify',
      apiUrl: `${vendor.url}/v25.0`,
    },
    flows: { privateKeys: [privateKey], grantOf: () => undefined },
  });

const picture = { kind: 'image', id: '99', mediaType: 'image/png' } as const;
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64)]);

/** What is taken of a picture that lies at `host`; the file there is another one than was sent where `sha256` says so. */
const taken = (file: (vendor: Vendor) => Promise<object> | object): Promise<string | undefined> =>
  withShop(async (shop, vendor) => {
    const told = { id: '99', url: `${vendor.url}/file`, ...(await file(vendor)) };
    vendor.answer(({ path }) => ({ status: 200, body: path.startsWith('/v25.0/') ? told : png }));
    return throughThrow(() => shop.media!(picture, AbortSignal.timeout(10_000)));
  });

/** A form that is asked for something. */
const asked = (request: object, secret = SECRET) =>
  withShop(async (shop) => {
    const key = randomBytes(16);
    const vector = randomBytes(16);
    const cipher = createCipheriv('aes-128-gcm', key, vector);
    const data = [cipher.update(JSON.stringify(request)), cipher.final(), cipher.getAuthTag()];
    const envelope = Buffer.from(
      JSON.stringify({
        encrypted_flow_data: Buffer.concat(data).toString('base64'),
        encrypted_aes_key: publicEncrypt({ key: publicKey, oaepHash: 'sha256' }, key).toString('base64'),
        initial_vector: vector.toString('base64'),
      }),
    );
    const { status } = await shop.flow!({ headers: signed(envelope, secret), body: envelope });
    return status === 200 ? 'answered' : undefined;
  });

export const whatsAppCases: readonly GuardCase[] = [
  {
    guard: 'whatsapp:signature',
    attempt: 'a delivery that somebody else signed',
    run: () =>
      withShop(async (shop) => {
        const request = { method: 'POST', headers: signed(body, 'other'), query: {}, body };
        return shop.verify(request).ok ? 'read' : undefined;
      }),
  },
  {
    guard: 'whatsapp:handshake',
    attempt: 'a handshake with another token',
    run: () =>
      withShop(async (shop) => {
        const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'guess', 'hub.challenge': '1' };
        return shop.verify({ method: 'GET', headers: {}, query, body }).ok ? 'answered' : undefined;
      }),
  },
  {
    guard: 'whatsapp:media-host',
    attempt: 'a picture at a host that is not Meta’s',
    run: async () => {
      const other = await startVendor();
      other.answer(() => ({ status: 200, body: png }));
      try {
        await taken(() => ({ url: `${other.url}/file` }));
        return other.asked[0]?.headers.authorization;
      } finally {
        await other.close();
      }
    },
  },
  {
    guard: 'whatsapp:media-hash',
    attempt: 'another picture than the one that was sent',
    run: () => taken(() => ({ sha256: 'ab'.repeat(32) })),
  },
  {
    guard: 'whatsapp:flow-signature',
    attempt: 'a form that somebody else asks for',
    run: () => asked({ action: 'ping' }, 'other'),
  },
  {
    guard: 'whatsapp:flow-token',
    attempt: 'a form with a token that nobody was sent',
    run: () => asked({ action: 'INIT', flow_token: 'guess' }),
  },
];
