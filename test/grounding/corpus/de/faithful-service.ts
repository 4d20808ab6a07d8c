import type { FaithfulReply } from '../skeleton.ts';

/** Delivery, policies, orders. */
export const service: readonly FaithfulReply[] = [
  {
    says: 'Mit {delivery.1.title} kommt das Paket {delivery.1.days}.',
    customer: 'Wie lange dauert die Lieferung?',
  },
  {
    says: 'Zur Auswahl stehen {delivery.1.title} für {delivery.1.price} und {delivery.2.title} für {delivery.2.price}.',
    customer: 'Welche Versandarten gibt es?',
  },
  {
    says: 'Dann schauen wir mal: {delivery.2.title} kostet {delivery.2.price}, Lieferung {delivery.2.days}.',
    customer: 'Es eilt',
  },
  {
    says: 'Versprechen kann ich nichts. Angegeben ist für {delivery.1.title}: {delivery.1.days}.',
    customer: 'Kommt das noch vor dem Wochenende?',
  },
  { says: '{delivery.2.title} schlägt mit {delivery.2.price} zu Buche.', customer: 'Was kostet Express?' },
  {
    says: '{delivery.1.title}: {delivery.1.days}, {delivery.1.price}\n{delivery.2.title}: {delivery.2.days}, {delivery.2.price}\nWas ist Ihnen lieber?',
  },
  {
    says: 'Es gibt auch {delivery.2.title}: {delivery.2.price}, {delivery.2.days}.',
    customer: 'Gibt es noch etwas anderes?',
  },
  { says: 'Bis wann brauchen Sie es denn? Mit {delivery.1.title} wäre es {delivery.1.days} so weit.' },
  {
    says: 'Eine Uhrzeit kann ich Ihnen leider nicht nennen. Als Zeitraum steht hier {delivery.1.days}.',
    customer: 'Um wie viel Uhr kommt der Bote?',
  },
  { says: '{policy.shipping.1}', customer: 'Wohin liefert ihr?' },
  { says: 'Schauen wir in unsere Versandregeln: {policy.shipping.1}', customer: 'Liefert ihr nach Wien?' },
  { says: 'So lautet unsere Regelung: {policy.shipping.3}', customer: 'Ab wann ist der Versand kostenlos?' },
  { says: '{policy.shipping.2} Wohin soll es denn gehen?', customer: 'Was kostet der Versand allgemein?' },
  { says: 'Dazu unsere Angaben: {policy.shipping.4}', customer: 'Lieferzeiten?' },
  { says: 'Bei Sperrigem gilt Folgendes: {policy.shipping.5}', customer: 'Wie wird ein Fahrrad geliefert?' },
  { says: '{policy.shipping.6} Haben Sie dazu noch Fragen?', customer: 'Wie kommt der Gutschein zu mir?' },
  { says: '{policy.returns.1}', customer: 'Kann ich das zurückgeben?' },
  {
    says: 'Kein Drama. {policy.returns.1} Wie Sie dabei vorgehen: {policy.returns.3}',
    customer: "Und wenn's nicht passt?",
  },
  { says: '{policy.returns.2}', customer: 'In welchem Zustand muss es sein?' },
  {
    says: 'Ich verstehe, dass Ihnen das wichtig ist. {policy.returns.4}',
    customer: 'Wann bekomme ich mein Geld?',
  },
  { says: 'Ein paar gibt es: {policy.returns.5}', customer: 'Gibt es Ausnahmen?' },
  { says: 'Ich lese es Ihnen vor. {policy.returns.3}', customer: 'Wie läuft die Rücksendung?' },
  { says: '{policy.warranty.1}', customer: 'Wie lange habe ich Garantie?' },
  {
    says: '{policy.warranty.2} Worum geht es denn in Ihrem Fall?',
    customer: 'Was deckt die Garantie nicht ab?',
  },
  {
    says: 'Oje, das ist ärgerlich! So gehen Sie am besten vor: {policy.warranty.3}',
    customer: 'Mein Gerät ist kaputt',
  },
  { says: '{policy.payment.1}', customer: 'Wie kann ich bezahlen?' },
  { says: '{policy.payment.2}', customer: 'In welcher Währung zahle ich?' },
  { says: '{policy.payment.3}', customer: 'Ist die Steuer dabei?' },
  { says: 'Hier die Auskunft aus unseren Bedingungen: {policy.payment.4}', customer: 'Wann wird abgebucht?' },
  { says: 'Ihre Bestellung {order.number} ist {order.status}.', customer: 'Wo ist meine Bestellung?' },
  {
    says: 'Für die Bestellung {order.number} ist als Lieferung {order.delivery} angegeben.',
    customer: 'Wann kommt mein Paket?',
  },
  {
    says: 'Gerne. Bestellnummer: {order.number}\nStatus: {order.status}\nLieferung: {order.delivery}',
    customer: 'Status?',
  },
  { says: 'Die Bestellung {order.number} belief sich auf {order.total}.', customer: 'Was hab ich bezahlt?' },
  {
    says: 'Ja, sie ist {order.status}. Bitte notieren Sie sich die Nummer {order.number}.',
    customer: 'Ist meine Bestellung durch?',
  },
  { says: 'Ihre Bestellnummer lautet {order.number}. Heben Sie sie gut auf!', customer: 'Bestellnummer?' },
  {
    says: 'Stornieren kann ich selbst leider nicht. Soll ich die Bestellung {order.number} an einen Kollegen weitergeben?',
    customer: 'Ich will stornieren',
  },
  {
    says: 'Keine Panik. Ändern kann ich die Adresse einer Bestellung nicht selbst, aber ich hole gern jemanden dazu. Geht es um {order.number}?',
    customer: 'Adresse falsch!',
  },
  {
    says: 'Das tut mir leid. Zu {order.number} steht hier {order.status}, Lieferung {order.delivery}. Soll ich einen Menschen dazuholen?',
    customer: 'Das Paket ist nicht angekommen',
  },
  {
    says: 'Lassen Sie mich das in den Regeln nachlesen. {policy.shipping.1}',
    customer: 'Kann ich das in der Schweiz bekommen?',
  },
  { says: 'Ob das geht, sehen Sie an der Kasse. {policy.payment.1}', customer: 'Kann ich auf Raten zahlen?' },
  { says: 'Das kann ich leider nicht. {policy.payment.2}', customer: 'Mach mir einen Preis in Bitcoin' },
  {
    says: 'Liebe Kundin,\ndanke, dass Sie sich melden. Es tut mir leid, dass es Ärger gab. {policy.returns.3}\nMelden Sie sich gern wieder!',
  },
  { says: 'Noch ein Wort zur Rückgabe: {policy.returns.1}' },
  { says: 'Möchten Sie lieber {delivery.1.title} oder {delivery.2.title}?' },
  {
    says: 'Können Sie mir ein Foto vom Schaden schicken? Am besten an die Adresse, die hier steht: {policy.warranty.3}',
  },
  {
    says: 'Hier der Stand der Dinge: Bestellung {order.number}, {order.status}. Mehr gibt das System gerade nicht her.',
  },
  { says: 'Das Porto hängt davon ab, wohin es geht. {policy.shipping.2}' },
  {
    says: 'Ich kann Ihnen leider keinen Liefertag zusichern. Was ich sehe: {delivery.1.title}, {delivery.1.days}.',
  },
  {
    says: 'Ihr Ärger ist verständlich. Lassen Sie uns nachsehen, was drinsteht: {policy.warranty.1} {policy.warranty.2}',
  },
];
