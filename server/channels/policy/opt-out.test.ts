import { describe, expect, it } from 'vitest';
import { readWish } from './opt-out.ts';

const STOP = `
STOP
Stop!
stopall
Unsubscribe
opt out
please stop
Please stop texting me
Don't message me anymore
take me off your list
I no longer want these messages
leave me alone
quit sending me stuff
BAJA
Quiero darme de baja
No me escribas más
dejen de mandarme mensajes por favor
No quiero recibir más mensajes
ya no me manden nada más
borra mi número
basta de mensajes
SAIR
parem de me enviar mensagens
Não me mandem mais nada
não quero mais receber mensagens
me descadastre
quero sair
Pare de enviar mensagens, por favor
Stopp
Abmelden
Bitte keine Nachrichten mehr
Schreibt mir nicht mehr
Ich möchte keine Nachrichten mehr bekommen
Hört auf mir zu schreiben
Lasst mich in Ruhe!
ARRÊT
Arrêtez de m'envoyer des messages
Ne m'écrivez plus
Je ne veux plus recevoir de messages
désinscription
Retirez mon numéro de votre liste
`
  .trim()
  .split('\n');

const STOP_MARKETING = [
  'stop the ads please',
  "I don't want your newsletter",
  'no quiero más publicidad',
  'chega de promoções',
  'Keine Werbung mehr bitte',
  'plus de pubs svp',
];

const RESUME = ['START', 'subscribe me again', 'quiero volver a recibir ofertas'];

const NONE = [
  'cancel my order',
  'can I stop the delivery?',
  'please cancel the last item',
  'does the alarm stop by itself?',
  "don't send me the blue one, send the red",
  'where do I end up if I pay by card?',
  'no quiero el azul',
  'no me mandes el rojo, mejor el verde',
  'para mi padre',
  'alta calidad?',
  'quiero cancelar mi pedido',
  'não quero esse, prefiro o outro',
  'não mandem o pedido hoje',
  'keine Ahnung, was würdest du nehmen?',
  'Schickt mir das Paket bitte nicht an die alte Adresse',
  'je ne veux pas de laine',
  'arrêtez la livraison de ma commande',
  'a stop watch for running',
  'do you have bus stop signs',
  'no more than 50 euros',
  'I want to end up with two of them',
  "message me when it's back",
  'is there a start button on it?',
  '',
];

it('there are forty', () => expect(STOP).toHaveLength(40));
it.each(STOP)('stops at "%s"', (text) => expect(readWish(text, { ordering: true })).toBe('stop'));
it.each(STOP_MARKETING)('stops promotions at "%s"', (text) => expect(readWish(text)).toBe('stop_marketing'));
it.each(RESUME)('goes on at "%s"', (text) => expect(readWish(text)).toBe('resume'));
const AGREE = [
  'sign me up for your newsletter',
  'Yes, I want to receive your offers',
  'quiero recibir vuestras ofertas',
  'suscríbeme a las novedades',
  'quero receber ofertas de novo',
  'aceito receber promoções',
  'Ich möchte wieder Angebote bekommen',
  'ich will euren Newsletter abonnieren',
  'je voudrais recevoir vos offres à nouveau',
  'abonnez-moi à la newsletter',
];
it.each(AGREE)('agrees to promotions at "%s"', (text) => expect(readWish(text)).toBe('agree_marketing'));
it.each([
  'what offers do you have?',
  'send me your offers',
  'I do not want to get offers',
  'ofertas',
  'Angebote?',
])('agrees to nothing at "%s"', (text) => expect(readWish(text)).not.toBe('agree_marketing'));
it.each(NONE)('reads nothing of the kind in "%s"', (text) => expect(readWish(text)).toBeUndefined());

describe('"cancel"', () => {
  it.each(['cancel', 'Cancelar', 'stornieren', 'Annuler'])(
    '%s is about the order where there is one',
    (text) => {
      expect(readWish(text, { ordering: true })).toBeUndefined();
      expect(readWish(text)).toBe('stop');
    },
  );
});
