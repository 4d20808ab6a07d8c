import type { ConfigOverrides } from '../../server/config.ts';
import { ManualClock } from '../../server/platform/clock.ts';
import { type ServerParts, type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import type { Customer } from '../fixtures/whatsapp/customer.ts';
import type { Seen } from '../fixtures/whatsapp/screen.ts';
import { startWhatsApp, type WhatsApp, type WhatsAppOptions } from '../fixtures/whatsapp/server.ts';
import { settingsFor } from '../fixtures/whatsapp/settings.ts';

/** A shop on WhatsApp, and both on one clock that stands still. */
export interface ShopOnWhatsApp {
  server: ShopwrightServer;
  whatsapp: WhatsApp;
  /** Until every message is answered and every answer told of. */
  settle(): Promise<void>;
  /** What the customer sees of what follows from what they do. */
  after(customer: Customer, act: () => Promise<unknown>): Promise<Seen[]>;
  close(): Promise<void>;
}

export async function openShopOnWhatsApp(
  options: { config?: ConfigOverrides; whatsapp?: WhatsAppOptions; parts?: ServerParts } = {},
): Promise<ShopOnWhatsApp> {
  const clock = new ManualClock();
  const whatsapp = await startWhatsApp({ clock, ...options.whatsapp });
  const server = await startShopwright(
    {
      ...settingsFor(whatsapp),
      ...options.config,
    },
    { ...options.parts, clock },
  );
  await whatsapp.subscribe(`${server.url}/channels/whatsapp/webhook`);
  const settle = async (): Promise<void> => {
    let before: number;
    do {
      before = whatsapp.webhooks.log.length;
      await whatsapp.webhooks.settled();
      await server.shop.chat!.lanes.settled();
      await server.shop.jobs.drain();
      await whatsapp.webhooks.settled();
    } while (whatsapp.webhooks.log.length > before);
  };
  return {
    server,
    whatsapp,
    settle,
    after: async (customer, act) => {
      const before = customer.sees().length;
      await act();
      await settle();
      // People take their time, and a number may be written to every six seconds.
      clock.advance(30_000);
      return customer.sees().slice(before);
    },
    close: async () => {
      await whatsapp.close();
      await server.close();
    },
  };
}
