/** What answers to the customer's wishes say. Shape of a line as in the file that takes them in. */
export const answers = {
  small_talk: 'Mir geht es gut, danke! Was suchen Sie?',
  bot: 'Ich bin der automatische Assistent des Shops. Wenn Sie möchten, hole ich einen Menschen dazu.',
  abuse: 'Es tut mir leid, dass Sie verärgert sind. Ich kann weiterhelfen oder einen Menschen dazuholen.',
  out_of_scope: 'Ich kann nur bei diesem Shop helfen: Produkte, Warenkorb, Bestellungen und Bedingungen.',
  take_time: 'Lassen Sie sich Zeit. Ich bin hier.',
  language_now: 'Gut, weiter geht es auf Deutsch.',
  again: 'Hier noch einmal:',
  rephrase: 'Können Sie das anders sagen?',
  opted_out:
    'In Ordnung. Hier antworte ich nur auf das, was Sie schreiben. In einem Nachrichtenkanal senden Sie STOP, dann hören Sie nichts mehr.',
  opted_in: 'In Ordnung. In einem Nachrichtenkanal senden Sie START, um wieder von uns zu hören.',
  delete_by_person: 'Ein Kollege kann löschen, was über Sie gespeichert ist. Soll ich darum bitten?',
  not_written: 'Dazu hat der Shop nichts geschrieben. Soll ich einen Kollegen fragen?',
  not_said: 'Das sagt der Shop von {product} nicht.',
  shall_i_ask: 'Soll ich einen Kollegen fragen?',
  tax_at_checkout: 'Die Kasse zeigt die genaue Steuer, bevor Sie zahlen.',
  alternatives_here: 'Stattdessen käme das infrage:',
  nothing_similar: 'Etwas Ähnliches habe ich gerade nicht.',
  cheaper_here: 'Günstiger:',
  nothing_cheaper: 'Ich habe nichts Ähnliches gefunden, das günstiger ist.',
  accessories_here: 'Dazu passt:',
  nothing_with_it: 'Der Shop nennt nichts, was dazu passt.',
  new_here: 'Neu im Shop:',
  bestsellers_unknown: 'Was sich am besten verkauft, weiß ich nicht. Das ist neu:',
  match_by_person:
    'Preise anderer Shops kann ich nicht angleichen. Ein Kollege kann sich das Angebot ansehen: Soll ich fragen?',
  no_discounts:
    'Eigene Rabatte kann ich nicht geben. Wenn Sie einen Code haben, schicken Sie ihn mir. Ich kann auch etwas suchen, das weniger kostet.',
  trust:
    'Jeder Preis, den ich nenne, wird aus dem Shop gelesen und ist signiert, also überprüfbar, und Sie sehen die ganze Summe, bevor Sie zahlen.',
  prices_proven:
    'Jeder Preis, den ich nenne, wird in dem Moment aus dem Shop gelesen und signiert: Der Preis selbst führt zu seinem Nachweis.',
  return_all:
    'Soll ich eine Rückgabe dieser Bestellung anmelden? Antworten Sie mit Ja, dann erfährt es der Shop.',
  sorry_for_that: 'Das tut mir leid.',
  order_by_person: 'Das kann ich nicht selbst, aber ein Kollege kann es. Soll ich fragen?',
  payment_trouble:
    'Es tut mir leid, dass das Bezahlen nicht klappt. Sie können es auf der Zahlungsseite noch einmal versuchen, oder ich frage einen Kollegen: Soll ich?',
  watch_limit: 'Unter welchem Preis soll ich Ihnen schreiben?',
  watch_email: 'An welche E-Mail-Adresse?',
  lead_need: 'Was brauchen Sie, wie viele und bis wann?',
  lead_contact:
    'Wie erreichen wir Sie dazu? Schicken Sie eine E-Mail-Adresse oder eine Telefonnummer mit Ländervorwahl; damit stimmen Sie zu, dass wir uns deswegen melden.',
  shall_i_add: 'Soll ich {product} in Ihren Warenkorb legen?',
  shall_i_clear: 'Soll ich das alles aus Ihrem Warenkorb nehmen?',
  no_code_in_cart: 'In Ihrem Warenkorb ist kein Code.',
  picked: 'Meine Wahl ist {product}:',
  nothing_fits: 'Ich habe nichts gefunden, das all das erfüllt.',
  not_in_that: '{product} gibt es so nicht. Das gibt es davon:',
  not_here: '{query} finde ich hier nicht.',
  nearest: 'Das kommt dem am nächsten:',
  which_delivery: 'Wie soll geliefert werden?',
  confirmation_email: 'An welche E-Mail-Adresse soll die Bestätigung gehen?',
  confirm_total: 'Stimmt das so? Dann geht es zur Zahlung.',
  address_on_page: 'Bitte gib die Adresse hier ein; dort siehst du vor dem Bezahlen die Gesamtsumme:',
  sizes_here: 'Diese Größen gibt es von {product}:',
  fit_unsaid: 'Wie es ausfällt, sagt der Shop nicht.',
  review_by_person:
    'Danke für die Rückmeldung! Bewertungen kann ich nicht selbst veröffentlichen. Soll ich sie weitergeben?',
  to_you: 'In Ordnung, es wurde nichts geändert.',
  delivery_choice: '{option} · {price} · {days}',
};
