import { folded } from '../../platform/folded.ts';

export type Wish = 'stop' | 'stop_marketing' | 'resume' | 'agree_marketing';

/**
 * Said alone they count, in any language: the words of 47 CFR 64.1200(a)(10) and of the carriers, and what they are elsewhere.
 */
const STOP_WORDS = new Set(
  (
    'stop|stop all|stopall|quit|end|revoke|opt out|optout|unsubscribe|stop it|please stop|unsubscribe me|opt me out|remove me|' +
    'baja|alto|parar|darme de baja|quiero darme de baja|dame de baja|dar de baja|desuscribir|desuscribirme|borrame|' +
    'pare|sair|remover|descadastrar|desinscrever|quero sair|me descadastre|me remova|cancelar inscricao|cancelar subscricao|' +
    'stopp|abmelden|abbestellen|austragen|aufhoren|bitte abmelden|melden sie mich ab|melde mich ab|' +
    'arret|arreter|stop svp|desinscription|desabonner|me desinscrire|desinscrivez moi|desabonnez moi'
  ).split('|'),
);
/** They mean an order as often: only where there is nothing to cancel. */
const CANCEL_WORDS = new Set('cancel|cancelar|cancela|cancele|anular|kundigen|stornieren|annuler'.split('|'));
const RESUME_WORDS = new Set(
  (
    'start|unstop|yes start|opt in|optin|subscribe|subscribe me|resume|' +
    'alta|darme de alta|reanudar|suscribirme|iniciar|comecar|voltar|quero receber|inscrever|' +
    'anmelden|starten|wieder anmelden|demarrer|reprendre|m inscrire|reabonner'
  ).split('|'),
);

/** Something that is sent: it is of this that people have enough. */
const SENT =
  '(?:messages?|msgs?|texts?|texting|messaging|emails?|mails?|sms|whatsapps?|notifications?|newsletters?|promos?|promotions?|ads?|advert\\w*|offers?|marketing|spam|alerts?|contact\\w*|writing|' +
  'mensajes?|correos?|notificaciones|boletin\\w*|promociones|publicidad|ofertas?|avisos|' +
  'mensagens?|mensagem|notificacoes|promocoes|publicidade|propagandas?|' +
  'nachrichten|nachricht|werbung|werbe\\w*|benachrichtigungen|angebote|rundbrief|' +
  'messages|courriels?|publicites?|pubs?|offres?|notifs?)';

/** Each in plain form: lower case, no accents, letters and digits only. */
const STOP_PHRASES = [
  // English
  `(?:stop|quit|cease) (?:sending|texting|messaging|writing|emailing|contacting|spamming|bothering)`,
  `(?:stop|end|cancel|turn off|unsubscribe(?: me)? from|opt (?:me )?out of|remove me from|take me off|no more|enough with)(?: \\w+){0,3} ${SENT}`,
  `(?:don t|do not|dont|never|please don t) (?:\\w+ ){0,2}(?:text|message|write(?: to)?|contact|email|send)(?: me| us)(?! (?:the|a|an|my|your|it|one|that|this) (?!${SENT}))`,
  `(?:don t|do not|dont|no longer) want (?:\\w+ ){0,4}${SENT}`,
  `(?:take|get|remove) me (?:off|from) (?:\\w+ ){0,3}(?:list|lists|mailing list)`,
  `leave me alone|delete my number|lose my number|(?:want|like) to (?:unsubscribe|opt out)|how do i unsubscribe`,
  // Spanish
  `(?:no|nunca|dejad?|deje[ns]?|dejen|para[dn]?|paren|basta|no mas)(?: \\w+){0,3} (?:de )?(?:enviar\\w*|mandar\\w*|escribir\\w*|contactar\\w*|molestar\\w*)(?: \\w+){0,3}`,
  `no (?:me |nos )?(?:envi\\w+|mand\\w+|escrib\\w+|contact\\w+|molest\\w+)(?: \\w+){0,2}(?: mas| ${SENT}|$)`,
  `(?:no quiero|ya no quiero|no deseo|basta de|no mas|cancelar?|quit\\w+)(?: \\w+){0,4} ${SENT}`,
  `(?:dar|date|darme|dame|denme|deme|dadme) (?:de )?baja|borr\\w+ mi numero|sac\\w+ de (?:la|su|tu) lista`,
  // Portuguese
  `(?:nao|nunca|pare[m]?|para|parem|chega|deixe[m]?)(?: \\w+){0,3} (?:de )?(?:enviar\\w*|mandar\\w*|escrever\\w*|contactar\\w*|contatar\\w*|incomodar\\w*)`,
  `nao (?:me |nos )?(?:envi\\w+|mand\\w+|escrev\\w+|contat\\w+|contact\\w+|incomod\\w+)(?: \\w+){0,2}(?: mais| ${SENT}|$)`,
  `(?:nao quero|ja nao quero|nao desejo|chega de|cancelar?|sem mais)(?: \\w+){0,4} ${SENT}`,
  `(?:me )?(?:descadastr\\w+|desinscrev\\w+)|(?:apag\\w+|remov\\w+|tir\\w+) (?:o )?(?:meu numero|me d\\w+ lista)|(?:sair|tirem? me|remova me) da lista`,
  // German
  `(?:keine|nie wieder|nicht mehr|genug)(?: \\w+){0,3} ${SENT}`,
  `(?:nicht mehr|nie wieder|nicht weiter)(?: \\w+){0,2} (?:schreiben|anschreiben|kontaktieren|benachrichtigt|belastigen|schicken|senden)`,
  `(?:schreib\\w*|kontaktier\\w*|schick\\w*|send\\w*)(?: \\w+){0,3} (?:nicht mehr|nie wieder|nichts mehr|keine)`,
  `hor\\w* (?:\\w+ )?auf(?: \\w+){0,2} (?:zu )?(?:schreiben|schicken|senden|nerven)|(?:aus|von) (?:dem|der|eurem|ihrem) verteiler|losch\\w* meine nummer|(?:will|mochte) mich abmelden|lasst? mich in ruhe|lassen sie mich in ruhe`,
  // French
  `(?:arret\\w*|cess\\w*|stop\\w*)(?: \\w+){0,3} (?:d |de |m |me )*(?:envoy\\w+|ecri\\w+|contact\\w+|derang\\w+|spam\\w*)`,
  `(?:ne|n) (?:m |me |nous )?(?:envoy\\w+|ecri\\w+|contact\\w+|derang\\w+)(?: \\w+){0,2} (?:plus|pas)`,
  `(?:plus de|plus aucun\\w*|assez de|je ne veux plus|ne souhaite plus|ne veux pas|marre de|arret\\w*)(?: \\w+){0,4} ${SENT}`,
  `(?:retir\\w+|enlev\\w+|suppri\\w+) (?:moi |mon numero )?(?:de (?:la|votre) liste|mon numero)|mon numero de votre liste|(?:veux|voudrais|souhaite) me (?:desinscrire|desabonner)|laissez moi tranquille`,
].map((source) => new RegExp(`(?:^| )(?:${source})(?: |$)`));

const RESUME_PHRASES = [
  `(?:start|resume|begin) (?:sending|texting|messaging|writing|the messages)`,
  `(?:opt|sign|subscribe) me (?:back )?in|subscribe me again|(?:send|write) me (?:\\w+ ){0,2}(?:messages|offers|news) again`,
  `(?:quiero|vuelv\\w+ a|podeis|pueden) (?:volver a )?(?:recibir|enviarme|mandarme|escribirme) (?:\\w+ ){0,3}(?:mensajes|ofertas|promociones|otra vez|de nuevo)`,
  `(?:quero|podem) (?:voltar a )?(?:receber|me enviar|enviar me)(?: \\w+){0,3} (?:mensagens|ofertas|promocoes|de novo|outra vez)`,
  `(?:mochte|will|konnt)(?: \\w+){0,3} (?:wieder|doch) (?:\\w+ ){0,2}(?:nachrichten|angebote|werbung|schreiben|bekommen|erhalten)`,
  `(?:veux|voudrais|pouvez)(?: \\w+){0,3} (?:a nouveau|de nouveau|recevoir)(?: \\w+){0,3} (?:messages|offres|promotions|recevoir|a nouveau|de nouveau)`,
].map((source) => new RegExp(`(?:^| )(?:${source})(?: |$)`));

/** What is agreed to has to be named: "send me your offers" may ask for an answer. */
const PROMOTIONS =
  '(?:promos?|promotions?|offers?|deals|newsletters?|marketing|ofertas|promociones|publicidad|promocoes|publicidade|novedades|novidades|angebote|werbung|rundbrief|offres|publicites?|newsletter)';
const AGREE_PHRASES = [
  `(?:sign|subscribe) me (?:up )?(?:for|to) (?:\\w+ ){0,3}${PROMOTIONS}`,
  `(?:want|like|agree) to (?:receive|get|be sent) (?:\\w+ ){0,3}${PROMOTIONS}`,
  `(?:quiero|acepto|deseo|me gustaria) recibir (?:\\w+ ){0,3}${PROMOTIONS}|suscrib\\w+ a (?:\\w+ ){0,3}${PROMOTIONS}`,
  `(?:quero|aceito|gostaria de) receber (?:\\w+ ){0,3}${PROMOTIONS}|inscrev\\w+ n[ao]s? (?:\\w+ ){0,3}${PROMOTIONS}`,
  `(?:mochte|will|wurde gern) (?:\\w+ ){0,3}${PROMOTIONS} (?:erhalten|bekommen|abonnieren)`,
  `(?:veux|voudrais|souhaite|accepte de) (?:bien )?recevoir (?:\\w+ ){0,3}${PROMOTIONS}|(?:abonn|inscri)\\w+ (?:moi )?(?:a|aux?) (?:\\w+ ){0,3}${PROMOTIONS}`,
].map((source) => new RegExp(`(?:^| )(?:${source})(?: |$)`));
const NEGATED = /(?:^| )(?:not|don t|dont|no|nunca|never|nao|nicht|keine|pas|plus|jamais)(?: |$)/;

const MARKETING =
  /(?:^| )(?:promos?|promotions?|ads?|advert\w*|offers?|marketing|newsletters?|publicidad|promociones|ofertas|boletin\w*|publicidade|promocoes|propagandas?|werbung|werbe\w*|angebote|rundbrief|newsletter|publicites?|pubs?|offres)(?: |$)/;
/** A sentence about a product or an order of theirs is no wish about messages. */
const ABOUT_ORDER =
  /(?:^| )(?:orders?|delivery|deliveries|parcel|package|shipment|subscription box|pedidos?|entrega|paquete|encomendas?|pacote|bestellung|lieferung|paket|sendung|commande|livraison|colis)(?: |$)/;
const MAX_WORDS = 30;

/**
 * What somebody wishes of messages, in any words. Words alone count always; phrases in short messages. `ordering`: there is
 * something of theirs that could be cancelled, so "cancel" is about that.
 */
export function readWish(text: string, { ordering = false }: { ordering?: boolean } = {}): Wish | undefined {
  const plain = folded(text);
  const bare = plain.replace(
    /^(?:please|por favor|bitte|svp|hi|hello|hola|ola|hallo|bonjour) | (?:please|por favor|bitte|svp|now|ya|ja|jetzt|maintenant|thanks|gracias|obrigad[oa]|danke|merci)$/g,
    '',
  );
  if (STOP_WORDS.has(plain) || STOP_WORDS.has(bare)) return 'stop';
  if (RESUME_WORDS.has(bare)) return 'resume';
  if (CANCEL_WORDS.has(bare)) return ordering ? undefined : 'stop';
  if (plain.split(' ').length > MAX_WORDS) return undefined;
  if (!STOP_PHRASES.some((phrase) => phrase.test(plain))) {
    if (AGREE_PHRASES.some((phrase) => phrase.test(plain)) && !NEGATED.test(plain)) return 'agree_marketing';
    return RESUME_PHRASES.some((phrase) => phrase.test(plain)) ? 'resume' : undefined;
  }
  if (ABOUT_ORDER.test(plain)) return undefined;
  return MARKETING.test(plain) ? 'stop_marketing' : 'stop';
}
