/** What answers to the customer's wishes say. Shape of a line as in the file that takes them in. */
export const answers = {
  small_talk: 'Tout va bien ici, merci ! Que cherchez-vous ?',
  bot: 'Je suis l’assistant automatique de la boutique. Si vous le souhaitez, je peux faire venir une personne.',
  abuse:
    'Je suis désolé que vous soyez contrarié. Je peux continuer à vous aider ou faire venir une personne.',
  out_of_scope:
    'Je ne peux aider que pour cette boutique : ses produits, votre panier, vos commandes et ses conditions.',
  take_time: 'Prenez votre temps. Je suis là.',
  language_now: 'D’accord, continuons en français.',
  again: 'Le voici encore :',
  rephrase: 'Pourriez-vous le dire autrement ?',
  opted_out:
    'D’accord. Ici, je ne fais que répondre à vos messages. Sur une messagerie, envoyez STOP et vous ne recevrez plus rien.',
  opted_in: 'D’accord. Sur une messagerie, envoyez START pour recevoir à nouveau nos messages.',
  delete_by_person:
    'Un collègue peut supprimer ce qui est enregistré à votre sujet. Dois-je le lui demander ?',
  not_written: 'La boutique n’a rien écrit à ce sujet. Dois-je demander à un collègue ?',
  not_said: 'La boutique ne le dit pas de {product}.',
  shall_i_ask: 'Dois-je demander à un collègue ?',
  tax_at_checkout: 'La page de paiement affiche les taxes exactes avant que vous payiez.',
  alternatives_here: 'Voici ce qui pourrait convenir à la place :',
  nothing_similar: 'Je n’ai rien de semblable en ce moment.',
  cheaper_here: 'Pour moins cher :',
  nothing_cheaper: 'Je n’ai rien trouvé de semblable pour moins cher.',
  accessories_here: 'Cela va avec :',
  nothing_with_it: 'La boutique n’indique rien qui aille avec.',
  new_here: 'Nouveautés de la boutique :',
  bestsellers_unknown: 'Je ne sais pas ce qui se vend le mieux. Voici les nouveautés :',
  match_by_person:
    'Je ne peux pas m’aligner sur les prix d’autres boutiques. Un collègue peut regarder l’offre : dois-je le lui demander ?',
  no_discounts:
    'Je ne peux pas accorder de remise de moi-même. Si vous avez un code, envoyez-le-moi. Je peux aussi chercher quelque chose de moins cher.',
  trust:
    'Chaque prix que j’indique est lu dans la boutique et signé, donc vérifiable, et vous voyez le total complet avant de payer.',
  prices_proven:
    'Chaque prix que j’indique est lu dans la boutique à cet instant et signé : le prix lui-même mène à sa preuve.',
  return_all:
    'Dois-je enregistrer un retour de cette commande ? Répondez oui et la boutique en sera informée.',
  sorry_for_that: 'J’en suis désolé.',
  order_by_person: 'Je ne peux pas le faire moi-même, mais un collègue le peut. Dois-je le lui demander ?',
  payment_trouble:
    'Je suis désolé que le paiement ne fonctionne pas. Vous pouvez réessayer sur la page de paiement, ou je demande à un collègue : dois-je ?',
  watch_limit: 'En dessous de quel prix dois-je vous écrire ?',
  watch_email: 'À quelle adresse e-mail ?',
  lead_need: 'De quoi avez-vous besoin, combien et pour quand ?',
  lead_contact:
    'Comment pouvons-nous vous joindre ? Envoyez une adresse e-mail ou un numéro avec l’indicatif du pays ; vous acceptez ainsi que nous vous contactions à ce sujet.',
  shall_i_add: 'Dois-je mettre {product} dans votre panier ?',
  shall_i_clear: 'Dois-je retirer tout cela de votre panier ?',
  no_code_in_cart: 'Il n’y a pas de code dans votre panier.',
  picked: 'Mon choix est {product} :',
  nothing_fits: 'Je n’ai rien trouvé qui réponde à tout cela.',
  not_in_that: '{product} n’existe pas ainsi. Voici ce qu’il y a :',
  not_here: 'Je ne trouve pas {query} ici.',
  nearest: 'Voici ce qui s’en approche le plus :',
  which_delivery: 'Quel mode de livraison souhaitez-vous ?',
  confirmation_email: 'À quelle adresse e-mail envoyer la confirmation ?',
  confirm_total: 'Est-ce correct ? Je vous mène alors au paiement.',
  address_on_page: 'Saisissez l’adresse ici ; vous y voyez le total avant de payer :',
  sizes_here: 'Voici les tailles de {product} :',
  fit_unsaid: 'La boutique ne dit pas comment il taille.',
  review_by_person:
    'Merci de nous l’avoir dit ! Je ne peux pas publier d’avis moi-même. Je le transmets à un collègue ?',
  to_you: 'D’accord, rien n’a été modifié.',
  delivery_choice: '{option} · {price} · {days}',
  or_address_here: 'Ou envoyez-moi ici l’adresse de livraison : rue, code postal et ville.',
};
