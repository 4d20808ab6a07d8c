import type { Words } from './words.ts';

export const fr: Words = {
  theShop: 'la boutique',
  orderNumber: 'Numéro de commande',
  total: 'Total',
  delivery: 'Livraison estimée',
  carrier: 'Transporteur',
  trackingNumber: 'Numéro de suivi',
  track: 'Suivre le colis',
  refunded: 'Remboursé',
  amount: 'Montant',
  reason: 'Motif',
  handoff: 'Transfert',
  resume: 'Le réactiver avec',
  respondBy: 'Répondre avant le',
  price: 'Prix',
  confirmWatch: 'Confirmer',
  endWatch: 'Arrêter, ou ne plus recevoir de tels e-mails',
  toShop: 'Vers la boutique',
  notAsked: 'Si vous n’avez rien demandé, ne faites rien : vous n’en entendrez plus parler.',
  onlyEmail: 'C’était le seul e-mail que vous aviez demandé.',
  bankDays: 'Selon votre banque, l’argent met quelques jours à arriver sur votre compte.',
  lookUp:
    'Pour consulter votre commande, donnez ce numéro à l’assistant. Nous enverrons alors un code à cette adresse.',
  codeWarning: 'Saisissez-le seulement là où vous l’avez demandé. Sinon, ignorez ce message.',
  signature: (shop) => `Cordialement, ${shop}`,
  templates: {
    order_confirmation: {
      subject: ({ shop, orderNumber }) => `Votre commande ${orderNumber} chez ${shop}`,
      opening: () => 'Merci pour votre commande. Nous avons bien reçu votre paiement.',
    },
    order_shipped: {
      subject: ({ orderNumber }) => `Votre commande ${orderNumber} est en route`,
      opening: () => 'Bonne nouvelle : votre colis est en route.',
    },
    order_canceled: {
      subject: ({ orderNumber }) => `Votre commande ${orderNumber} a été annulée`,
      opening: () => 'Votre commande a été annulée.',
    },
    order_refunded: {
      subject: ({ orderNumber }) => `Remboursement de votre commande ${orderNumber}`,
      opening: () => 'Nous vous avons rendu votre argent.',
    },
    order_code: {
      subject: ({ shop }) => `Votre code pour ${shop}`,
      opening: () => 'Avec ce code, vous pouvez voir votre commande :',
    },
    payment_refunded: {
      subject: ({ shop }) => `Votre paiement à ${shop} est remboursé`,
      opening: () =>
        'Votre paiement est arrivé, mais la commande n’a pas pu être faite. Vous êtes remboursé en entier ; nous en sommes désolés.',
    },
    watch_confirm: {
      subject: ({ product }) => `À confirmer : ${product}`,
      opening: ({ shop, product }) =>
        `Quelqu’un, vous sans doute, souhaite un e-mail de ${shop} à propos de ${product}. Confirmez-le par ce lien ; il est valable sept jours.`,
    },
    watch_back_in_stock: {
      subject: ({ product }) => `${product} est de nouveau en stock`,
      opening: ({ shop, product }) =>
        `${product} est de nouveau en stock chez ${shop}. Nous ne pouvons pas promettre pour combien de temps.`,
    },
    watch_price_below: {
      subject: ({ product }) => `${product} coûte moins cher`,
      opening: ({ product }) => `${product} coûte désormais moins que le montant que vous aviez indiqué.`,
    },
    refund_failed: {
      subject: ({ orderNumber }) => `Un remboursement a échoué : commande ${orderNumber}`,
      opening: () =>
        'Un remboursement n’a pas pu être effectué : l’argent est encore à la boutique. Réessayez ou clôturez-le dans l’API d’administration (GET /admin/v1/refunds?status=failed), ou payez l’acheteur autrement.',
    },
    dispute_opened: {
      subject: ({ orderNumber }) => `Un paiement est contesté : commande ${orderNumber}`,
      opening: () =>
        'La banque de l’acheteur réclame l’argent. Répondez à temps chez votre prestataire de paiement, sinon l’argent est perdu.',
    },
    dispute_closed: {
      subject: ({ orderNumber }) => `Un litige est tranché : commande ${orderNumber}`,
      opening: () => 'La banque a tranché un litige. Le résultat figure ci-dessous.',
    },
    handoff_waiting: {
      subject: ({ shop }) => `Un client attend une personne chez ${shop}`,
      opening: () =>
        'Un client attend une personne dans le chat. Ouvrez la boîte de réception (shopwright inbox) pour savoir pourquoi et répondre.',
    },
    webhook_gone: {
      subject: ({ shop }) => `Un webhook de ${shop} a été désactivé`,
      opening: () =>
        'Son adresse a répondu 410 Gone : plus aucun événement n’y est envoyé. Si ce n’était pas voulu, réactivez-le : il reprend là où il s’est arrêté.',
    },
    webhook_unreachable: {
      subject: ({ shop }) => `Un webhook de ${shop} a été désactivé`,
      opening: () =>
        'Son adresse n’a rien accepté pendant trois jours : plus aucun événement n’y est envoyé. Dès qu’elle répond de nouveau, réactivez-le : il reprend là où il s’est arrêté. Les événements sont conservés 30 jours.',
    },
  },
};
