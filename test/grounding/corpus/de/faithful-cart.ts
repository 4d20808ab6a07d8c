import type { FaithfulReply } from '../skeleton.ts';

/** Cart, codes, checkout. */
export const cart: readonly FaithfulReply[] = [
  {
    says: 'In Ihrem Warenkorb liegen {cart.line1.title} und {cart.line2.title}.',
    customer: 'Was liegt in meinem Warenkorb?',
  },
  {
    says: 'Ihr Warenkorb:\n{cart.line1.title}, Menge {cart.line1.quantity}, {cart.line1.total}\n{cart.line2.title}, Menge {cart.line2.quantity}, {cart.line2.total}',
    customer: 'Warenkorb zeigen',
  },
  { says: 'Die Gesamtsumme beträgt {cart.total}.', customer: 'Was macht das zusammen?' },
  { says: 'Zu zahlen sind {cart.total}. Möchten Sie zur Kasse gehen?', customer: 'Was muss ich zahlen?' },
  { says: 'Für den Versand fallen {cart.shipping} an.', customer: 'Wie hoch ist der Versand?' },
  { says: 'Darin enthalten sind {cart.tax} Steuer.', customer: 'Und die Steuer?' },
  { says: 'Die Artikel kommen zusammen auf {cart.items}.', customer: 'Summe der Artikel?' },
  {
    says: 'Sehr gern.\nArtikel: {cart.items}\nVersand: {cart.shipping}\nSteuer: {cart.tax}\nGesamt: {cart.total}',
    customer: 'Aufstellung bitte',
  },
  {
    says: '{cart.line1.title} liegt mit der Menge {cart.line1.quantity} im Korb und macht {cart.line1.total} aus.',
  },
  { says: 'Der Stückpreis von {cart.line2.title} liegt bei {cart.line2.unit_price}.' },
  {
    says: 'Bei {cart.line1.title} ist die Menge {cart.line1.quantity} hinterlegt. Möchten Sie das ändern?',
    customer: 'Stimmt die Menge?',
  },
  {
    says: "Ich sehe in Ihrem Korb {cart.line1.title} und {cart.line2.title}. Fehlt noch etwas, oder soll's zur Kasse gehen?",
  },
  {
    says: 'Alles in allem {cart.total}. Soll ich die Bestellung vorbereiten?',
    customer: 'Was kostet mich der Spaß insgesamt?',
  },
  { says: 'Soll ich {cart.line2.title} wieder herausnehmen, oder möchten Sie es behalten?' },
  { says: 'Ja, {coupon.code} ist drin und bringt {coupon.amount}.', customer: 'Hat mein Code geklappt?' },
  { says: 'Mit {coupon.code} werden {coupon.amount} verrechnet.', customer: 'Wie viel Rabatt bekomme ich?' },
  {
    says: 'Der Code {coupon.code} wurde angenommen: {coupon.amount}. Die Gesamtsumme steht damit bei {cart.total}.',
  },
  {
    says: 'Der Code {refused.code} ließ sich leider nicht einlösen. {refused.reason}',
    customer: 'Warum geht mein Code nicht?',
  },
  { says: 'Schade, {refused.code} hat nicht funktioniert. Haben Sie sich vielleicht vertippt?' },
  { says: 'Beim Code {refused.code} kam diese Meldung: {refused.reason} Haben Sie noch einen anderen?' },
  {
    says: 'Bei {coupon.code} hat alles geklappt, bei {refused.code} leider nicht. Schauen Sie bitte noch einmal nach, wie er geschrieben wird.',
  },
  { says: "Hier geht's zur Kasse: {checkout.link}", customer: 'Wo bezahle ich?' },
  {
    says: 'Prüfen Sie bitte alles in Ruhe und schließen Sie die Bestellung dann hier ab: {checkout.link}',
    customer: 'Weiter zur Kasse',
  },
  { says: 'Unter {checkout.link} geben Sie Ihre Adresse ein und bezahlen.' },
  {
    says: 'Sehr gern! Die Gesamtsumme liegt bei {cart.total}. Stimmt alles, dann geht es hier weiter: {checkout.link}',
    customer: 'Ich möchte bestellen',
  },
  {
    says: 'Alles bereit! {cart.line1.title} und {cart.line2.title} für zusammen {cart.total}. Bezahlen können Sie hier: {checkout.link}',
  },
  {
    says: 'Der Reihe nach: {A.title} kostet {A.price}. Der Versand liegt bei {cart.shipping}.',
    customer: 'Erstens: Preis. Zweitens: Versand.',
  },
  {
    says: 'Der Versand beträgt {cart.shipping}, am Ende stehen {cart.total} auf der Rechnung.',
    customer: 'Was kommt an der Kasse noch dazu?',
  },
  { says: 'Mit {A.title} und {B.title} im Warenkorb steht die Summe bei {cart.total}.' },
  {
    says: 'Der Warenwert beträgt {cart.items}, dazu {cart.shipping} für den Versand. Unterm Strich: {cart.total}.',
  },
  { says: 'Die Menge von {cart.line2.title} ist {cart.line2.quantity}. Soll sie so bleiben?' },
  {
    says: 'Zum Bezahlen brauche ich keine Kartendaten von Ihnen; das läuft alles über diese Seite: {checkout.link}',
  },
];
