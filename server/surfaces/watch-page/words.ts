interface Words {
  title: (product: string) => string;
  /** By the status of the watch. */
  unconfirmed: (shop: string) => string;
  active: string;
  over: string;
  never: (shop: string) => string;
  unknown: string;
  confirm: string;
  end: string;
  endAll: string;
}

const en: Words = {
  title: (product) => `About ${product}`,
  unconfirmed: (shop) => `Confirm that ${shop} may send you one email about it.`,
  active: 'You will get one email. Nothing else is sent.',
  over: 'Nothing more is sent about it.',
  never: (shop) => `${shop} sends no such emails to you any more.`,
  unknown: 'This link is not good any more.',
  confirm: 'Yes, send me the email',
  end: 'No, end this',
  endAll: 'No, and never again such an email',
};

const WORDS: Readonly<Record<string, Words>> = {
  en,
  de: {
    title: (product) => `Zu ${product}`,
    unconfirmed: (shop) => `Bestätigen Sie, dass ${shop} Ihnen dazu eine E-Mail schicken darf.`,
    active: 'Sie erhalten eine E-Mail. Sonst wird nichts geschickt.',
    over: 'Dazu wird nichts mehr geschickt.',
    never: (shop) => `${shop} schickt Ihnen keine solchen E-Mails mehr.`,
    unknown: 'Dieser Link gilt nicht mehr.',
    confirm: 'Ja, schicken Sie mir die E-Mail',
    end: 'Nein, beenden',
    endAll: 'Nein, und nie wieder so eine E-Mail',
  },
  es: {
    title: (product) => `Sobre ${product}`,
    unconfirmed: (shop) => `Confirme que ${shop} puede enviarle un correo al respecto.`,
    active: 'Recibirá un correo. No se envía nada más.',
    over: 'No se envía nada más al respecto.',
    never: (shop) => `${shop} ya no le envía correos así.`,
    unknown: 'Este enlace ya no es válido.',
    confirm: 'Sí, envíenme el correo',
    end: 'No, terminar',
    endAll: 'No, y nunca más un correo así',
  },
  pt: {
    title: (product) => `Sobre ${product}`,
    unconfirmed: (shop) => `Confirme que ${shop} lhe pode enviar um e-mail sobre isto.`,
    active: 'Vai receber um e-mail. Nada mais é enviado.',
    over: 'Nada mais é enviado sobre isto.',
    never: (shop) => `${shop} já não lhe envia e-mails destes.`,
    unknown: 'Esta ligação já não é válida.',
    confirm: 'Sim, enviem-me o e-mail',
    end: 'Não, terminar',
    endAll: 'Não, e nunca mais um e-mail destes',
  },
  fr: {
    title: (product) => `À propos de ${product}`,
    unconfirmed: (shop) => `Confirmez que ${shop} peut vous envoyer un e-mail à ce sujet.`,
    active: 'Vous recevrez un e-mail. Rien d’autre n’est envoyé.',
    over: 'Rien de plus n’est envoyé à ce sujet.',
    never: (shop) => `${shop} ne vous envoie plus de tels e-mails.`,
    unknown: 'Ce lien n’est plus valable.',
    confirm: 'Oui, envoyez-moi l’e-mail',
    end: 'Non, arrêter',
    endAll: 'Non, et plus jamais un tel e-mail',
  },
};

export const wordsFor = (locale: string): Words => WORDS[locale.toLowerCase().split(/[-_]/)[0] ?? 'en'] ?? en;
