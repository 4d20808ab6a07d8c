import type { Words } from './words.ts';

export const de: Words = {
  theShop: 'den Shop',
  orderNumber: 'Bestellnummer',
  total: 'Gesamt',
  delivery: 'Voraussichtliche Lieferung',
  carrier: 'Versanddienst',
  trackingNumber: 'Sendungsnummer',
  track: 'Sendung verfolgen',
  refunded: 'Erstattet',
  amount: 'Betrag',
  reason: 'Grund',
  handoff: 'Übergabe',
  resume: 'Wieder einschalten mit',
  respondBy: 'Zu beantworten bis',
  price: 'Preis',
  confirmWatch: 'Bestätigen',
  endWatch: 'Beenden oder keine solchen E-Mails mehr erhalten',
  toShop: 'Zum Shop',
  notAsked: 'Wenn Sie das nicht wollten, tun Sie nichts: Sie hören dann nichts mehr davon.',
  onlyEmail: 'Das war die eine E-Mail, um die Sie gebeten haben.',
  bankDays: 'Je nach Bank dauert es einige Tage, bis das Geld auf Ihrem Konto ist.',
  lookUp:
    'Um Ihre Bestellung abzufragen, nennen Sie dem Assistenten diese Nummer. Wir senden dann einen Code an diese Adresse.',
  codeWarning:
    'Geben Sie ihn nur dort ein, wo Sie ihn angefordert haben. Andernfalls beachten Sie diese Nachricht nicht.',
  signature: (shop) => `Freundliche Grüße, ${shop}`,
  templates: {
    order_confirmation: {
      subject: ({ shop, orderNumber }) => `Ihre Bestellung ${orderNumber} bei ${shop}`,
      opening: () => 'Vielen Dank für Ihre Bestellung. Ihre Zahlung ist eingegangen.',
    },
    order_shipped: {
      subject: ({ orderNumber }) => `Ihre Bestellung ${orderNumber} ist unterwegs`,
      opening: () => 'Gute Nachricht: Ihr Paket ist unterwegs.',
    },
    order_canceled: {
      subject: ({ orderNumber }) => `Ihre Bestellung ${orderNumber} wurde storniert`,
      opening: () => 'Ihre Bestellung wurde storniert.',
    },
    order_refunded: {
      subject: ({ orderNumber }) => `Erstattung für Ihre Bestellung ${orderNumber}`,
      opening: () => 'Wir haben Ihnen Ihr Geld zurückgesendet.',
    },
    order_code: {
      subject: ({ shop }) => `Ihr Code für ${shop}`,
      opening: () => 'Mit diesem Code können Sie Ihre Bestellung sehen:',
    },
    payment_refunded: {
      subject: ({ shop }) => `Ihre Zahlung an ${shop} wird erstattet`,
      opening: () =>
        'Ihre Zahlung ist eingegangen, aber die Bestellung war nicht mehr möglich. Sie erhalten den vollen Betrag zurück; es tut uns leid.',
    },
    watch_confirm: {
      subject: ({ product }) => `Bitte bestätigen: ${product}`,
      opening: ({ shop, product }) =>
        `Jemand, hoffentlich Sie, möchte von ${shop} eine E-Mail zu ${product}. Bestätigen Sie das über diesen Link; er gilt sieben Tage.`,
    },
    watch_back_in_stock: {
      subject: ({ product }) => `${product} ist wieder da`,
      opening: ({ shop, product }) =>
        `${product} ist bei ${shop} wieder auf Lager. Wie lange, können wir nicht versprechen.`,
    },
    watch_price_below: {
      subject: ({ product }) => `${product} kostet jetzt weniger`,
      opening: ({ product }) => `${product} kostet jetzt weniger als der Betrag, den Sie genannt haben.`,
    },
    refund_failed: {
      subject: ({ orderNumber }) => `Eine Erstattung ist fehlgeschlagen: Bestellung ${orderNumber}`,
      opening: () =>
        'Eine Erstattung kam nicht zustande: Das Geld ist noch beim Shop. Versuchen Sie es in der Admin-API noch einmal oder schließen Sie sie ab (GET /admin/v1/refunds?status=failed), oder zahlen Sie auf anderem Weg.',
    },
    dispute_opened: {
      subject: ({ orderNumber }) => `Eine Zahlung wird angefochten: Bestellung ${orderNumber}`,
      opening: () =>
        'Die Bank des Käufers fordert das Geld zurück. Antworten Sie rechtzeitig bei Ihrem Zahlungsanbieter, sonst ist das Geld verloren.',
    },
    dispute_closed: {
      subject: ({ orderNumber }) => `Eine Anfechtung ist entschieden: Bestellung ${orderNumber}`,
      opening: () => 'Die Bank hat über eine Anfechtung entschieden. Das Ergebnis steht unten.',
    },
    handoff_waiting: {
      subject: ({ shop }) => `Jemand wartet bei ${shop} auf einen Menschen`,
      opening: () =>
        'Im Chat wartet jemand auf einen Menschen. Im Posteingang (shopwright inbox) steht, warum; dort wird geantwortet.',
    },
    webhook_gone: {
      subject: ({ shop }) => `Ein Webhook von ${shop} wurde abgeschaltet`,
      opening: () =>
        'Seine Adresse hat mit 410 Gone geantwortet; es werden keine Ereignisse mehr dorthin gesendet. War das nicht so gemeint, schalte ihn wieder ein: Es geht weiter, wo es aufgehört hat.',
    },
    webhook_unreachable: {
      subject: ({ shop }) => `Ein Webhook von ${shop} wurde abgeschaltet`,
      opening: () =>
        'Seine Adresse hat drei Tage lang nichts angenommen; es werden keine Ereignisse mehr dorthin gesendet. Sobald sie wieder antwortet, schalte ihn ein: Es geht weiter, wo es aufgehört hat. Ereignisse werden 30 Tage aufbewahrt.',
    },
  },
};
