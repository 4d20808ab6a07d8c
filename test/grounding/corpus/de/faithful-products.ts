import type { FaithfulReply } from '../skeleton.ts';

/** Products, prices, stock, comparisons. */
export const products: readonly FaithfulReply[] = [
  {
    says: 'Davon sehe ich hier nichts. {A.title} kostet {A.price}.',
    customer: 'Das ist bestimmt reduziert, oder?',
  },
  {
    says: 'Das kann ich so nicht bestätigen. Für {A.title} habe ich {A.price} vorliegen.',
    customer: 'Der kostet doch 39 Euro?',
  },
  {
    says: 'Was gestern dort stand, kann ich nicht nachsehen. Jetzt kostet {A.title} {A.price}.',
    customer: 'Gestern stand da ein anderer Preis',
  },
  {
    says: 'Umrechnen kann ich das leider nicht. In unserem Shop kostet {A.title} {A.price}.',
    customer: 'Wie viel ist das in Franken?',
  },
  {
    says: 'Ich rechne ungern im Kopf. Legen wir {A.title} in der gewünschten Menge in den Warenkorb, dann sehen Sie die Summe. Einzeln kostet es {A.price}.',
    customer: 'Was kosten drei davon?',
  },
  { says: '{A.title} kostet {A.price}.', customer: 'Was kostet das?' },
  {
    says: 'Für {A.title} zahlen Sie {A.price}. Möchten Sie es in den Warenkorb legen?',
    customer: 'Wie teuer?',
  },
  { says: '{A.price} für {A.title}. Soll ich noch etwas dazu heraussuchen?', customer: 'Preis?' },
  { says: '{B.title} liegt bei {B.price}.', customer: 'Und was kostet B?' },
  { says: 'Der Preis von {A.title} beträgt {A.price}. Sagt Ihnen das zu?' },
  { says: 'Gute Frage! {A.title} ist für {A.price} zu haben.' },
  { says: 'Ja, da haben wir etwas: {A.title} von {A.brand} für {A.price}.' },
  { says: 'Wie wäre es mit {A.title}? Der Preis: {A.price}. Auf Lager: {A.stock}.' },
  { says: 'Ich hätte da {B.title} von {B.brand} im Sinn. Kostenpunkt: {B.price}.' },
  { says: 'Schauen Sie mal, {C.title} könnte etwas für Sie sein. Es kostet {C.price}.' },
  { says: 'Vielleicht ist ja {A.title} etwas für dich? Da wärst du mit {A.price} dabei.' },
  { says: '{A.title}: {A.stock}.', customer: "Gibt's das noch?" },
  { says: 'Ich habe gerade nachgesehen. {A.title}: {A.stock}.', customer: 'Ist das verfügbar?' },
  { says: 'Von {A.title} sind derzeit {A.stock}.', customer: 'Habt ihr zehn davon?' },
  {
    says: 'Wann neue Ware kommt, weiß ich leider nicht. Zu {C.title} sehe ich: {C.stock}.',
    customer: 'Wann kommt Nachschub?',
  },
  { says: '{A.title} ist von {A.brand}.', customer: 'Von wem ist das?' },
  { says: 'Die Marke heißt {B.brand}, und das Produkt {B.title}.', customer: 'Welche Marke?' },
  {
    says: 'Im Datenblatt von {A.title} steht: {A.attr.1} und {A.attr.2}.',
    customer: 'Was steht im Datenblatt?',
  },
  { says: 'Gern! So beschreibt unser Shop {A.title}: {A.description}', customer: 'Erzähl mir mehr' },
  {
    says: 'Zu {B.title} steht bei uns geschrieben: {B.description} Hilft Ihnen das weiter?',
    customer: 'Was ist das überhaupt?',
  },
  { says: '{C.title}\n{C.description}\nPreis: {C.price}' },
  {
    says: 'Zu {A.title} habe ich diese Angaben gefunden: {A.attr.1}, {A.attr.2}. Mehr liegt mir dazu im Augenblick nicht vor.',
  },
  {
    says: '{A.title} habe ich Ihnen in dieser Ausführung herausgesucht: {A.options}.',
    customer: 'Welche Farbe ist das?',
  },
  {
    says: 'Die Ausführung {B.options} von {B.title} kostet {B.price}. Zu anderen Ausführungen schaue ich gern nach.',
  },
  { says: '{A.title} kostet {A.price}, {B.title} dagegen {B.price}.', customer: 'Unterschied?' },
  {
    says: 'Gerne! {A.title}: {A.price}, {A.stock}.\n{B.title}: {B.price}, {B.stock}.\nWorauf legen Sie mehr Wert?',
    customer: 'Vergleich bitte',
  },
  {
    says: 'Das kommt auf Sie an. {A.title} hat {A.attr.1} in den Angaben stehen, {B.title} hingegen {B.attr.1}. Was passt eher zu Ihrem Vorhaben?',
    customer: 'Welches ist besser?',
  },
  {
    says: 'Ich selbst brauche ja nichts, aber ich stelle sie gern gegenüber: {A.title} für {A.price} und {C.title} für {C.price}.',
    customer: 'Was würdest du nehmen?',
  },
  {
    says: 'Hier sind sie:\n{A.title}, {A.price}\n{B.title}, {B.price}\n{C.title}, {C.price}',
    customer: 'Zeig mir alle drei',
  },
  {
    says: '- {A.title}: {A.price}\n- {B.title}: {B.price}\n- {C.title}: {C.price}\nWelches davon soll ich näher anschauen?',
  },
  { says: 'Sowohl {A.title} ({A.price}) als auch {B.title} ({B.price}) habe ich für Sie gefunden.' },
  {
    says: 'Nehmen Sie sich ruhig einen Moment: {A.title} gibt es für {A.price}, {B.title} für {B.price} und {C.title} für {C.price}.',
  },
  {
    says: 'Von {A.brand} hätte ich {A.title} und von {B.brand} {B.title}. Worüber möchten Sie mehr erfahren?',
  },
  { says: 'Die Angaben zu {B.title} lauten {B.attr.1} und {B.attr.2}. Bei {C.title} steht {C.attr.1}.' },
  {
    says: 'Ich kann Ihnen nicht sagen, welches das bessere ist. Preislich sieht es so aus: {B.title} {B.price}, {C.title} {C.price}.',
  },
  {
    says: 'Moment, ich sehe nach. {A.title}: {A.stock}. {B.title}: {B.stock}.',
    customer: 'Wie viele habt ihr von beiden?',
  },
  {
    says: 'Wie lange dieser Preis gilt, kann ich Ihnen nicht sagen. {A.title} kostet zurzeit {A.price}.',
    customer: 'Ist das nur heute so billig?',
  },
  {
    says: 'In die Zukunft schauen kann ich leider nicht. Was ich weiß: {A.title} kostet {A.price}.',
    customer: 'Wird das bald billiger?',
  },
  {
    says: 'Entscheiden Sie in aller Ruhe. {A.title}: {A.stock}.',
    customer: 'Beeilen muss ich mich nicht, oder?',
  },
  {
    says: 'Ob es noch etwas Günstigeres gibt, müsste ich erst suchen. {A.title} kostet {A.price}.',
    customer: 'Ist das euer günstigstes?',
  },
  {
    says: 'Ein Urteil darüber steht mir nicht zu. Was der Shop angibt: {A.description}',
    customer: 'Ist das gute Qualität?',
  },
  {
    says: 'Davon lese ich nichts. In der Beschreibung von {A.title} steht: {A.description}',
    customer: "Hat's auch Bluetooth?",
  },
  {
    says: 'Da bin ich überfragt. Zu {B.title} habe ich den Preis, {B.price}, und die Marke, {B.brand}.',
    customer: 'Ist das vegan?',
  },
  {
    says: 'Verstehe. {A.title} bleibt bei {A.price}, daran kann ich nichts drehen, aber vielleicht ist {C.title} für {C.price} eine Überlegung wert?',
    customer: 'Zu teuer!',
  },
  {
    says: 'Da haben Sie recht, entschuldigen Sie bitte! Richtig ist: {A.title} kostet {A.price}.',
    customer: 'Du hast dich vertan',
  },
  {
    says: 'Danke für den Hinweis. Ich habe noch einmal nachgeschaut: Für {B.title} sind {B.price} hinterlegt.',
    customer: 'Das stimmt doch gar nicht',
  },
  { says: 'Kein Ding: {A.title} kostet {A.price}.', customer: 'Entschuldigung, wie war der Preis noch mal?' },
  {
    says: 'Dann lese ich es Ihnen gern langsam vor. {A.title} von {A.brand} kostet {A.price}.',
    customer: 'Ich sehe leider schlecht',
  },
  {
    says: 'Ach herrje! Dann brauchen Sie wohl Ersatz. Waren es dieselben wie {A.title}? Die kosten {A.price}.',
    customer: 'Mein Hund hat die alten zerbissen',
  },
  {
    says: 'Guten Tag,\nvielen Dank für Ihre Nachricht. Zu {A.title} kann ich Ihnen sagen, dass es {A.price} kostet.\nHerzliche Grüße',
  },
  {
    says: 'Ich fasse kurz zusammen: {A.title} kostet {A.price}, {B.title} {B.price}. Die Entscheidung liegt bei Ihnen.',
  },
  {
    says: 'Damit Sie nicht lange suchen müssen, hier das Wichtigste zu {C.title}: {C.price}, {C.stock}, {C.attr.1}.',
  },
  { says: 'Einen kleinen Augenblick … So, da ist es: {B.title} für {B.price}.' },
  { says: 'Kurz und knapp: {A.price} für {A.title}.' },
  {
    says: 'Gefunden! {C.title} von {C.brand}, {C.price}. Ist das etwas in der Richtung, die Sie sich vorgestellt haben?',
  },
  { says: 'Da bin ich mir nicht sicher, welches Sie meinen: {A.title} oder {B.title}?' },
  { says: 'Meinen Sie {A.title} für {A.price} oder {C.title} für {C.price}?' },
  { says: 'Bevor ich etwas in den Korb lege: Meinten Sie wirklich {B.title}?' },
  { says: 'Soll ich {A.title} für {A.price} in den Warenkorb legen?' },
  { says: 'Wie viele Exemplare von {A.title} dürfen es denn sein?' },
  { says: 'Verstehe ich Sie richtig, dass Sie eher {C.title} als {A.title} möchten?' },
  {
    says: 'Auf der Seite steht als früherer Preis von {A.title} {A.compare_at}, heute sind es {A.price}.',
    customer: 'Früher kostete es {A.compare_at}?',
  },
  { says: 'Für {A.title} ist neben {A.price} auch ein alter Preis angegeben: {A.compare_at}.' },
  {
    says: 'Das eine schließt das andere nicht aus. Schauen Sie sich {A.title} ({A.price}) und {B.title} ({B.price}) doch beide an.',
  },
  {
    says: 'Unter uns: Ich kann nur weitergeben, was im Shop steht. Bei {A.title} sind das {A.attr.1} und {A.price}.',
  },
];
