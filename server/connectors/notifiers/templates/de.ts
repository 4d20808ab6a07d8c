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
  },
};
