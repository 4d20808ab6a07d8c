import type { Lexicon } from './lexicon.ts';

export const fr: Lexicon = {
  harmless:
    "un instant|un moment|une seconde|une minute|de rien|aujourd'hui ?\\?|(?:vous aider|t'aider|faire pour vous|aider) aujourd'hui|(?:cherchez|cherches)(?:-vous|-tu)? aujourd'hui|bonjour|bonsoir|bonne (?:journee|soiree|nuit)|bon week-end|a bientot|a tout de suite|d'ailleurs|a gauche|au moins|tout d'abord|d'abord|en premier|premierement|une fois|chacune?|l'une? de|l'une? des|un de ces|une de ces|un autre|une autre|l'autre|aucune?|lequel (?:preferez|prefere~|vous plait) .{0,20}|qui vous convient(?: le mieux)?|le mieux pour vous|vous conviendrait(?: le mieux)?|pour qui est-ce|de mon mieux|au mieux|tout neuf|neuf ou|si vous avez un code|avez-vous un code(?: promo| de reduction)?|as-tu un code(?: promo| de reduction)?|vous avez un code(?: promo| de reduction)?|ne peux (?:pas )?(?:accorder|donner|offrir|faire|promettre|changer|modifier|inventer) .{0,30}(?:remise|reduction|rabais|prix)s?|(?:verifier|verifie|voir|regarder|regarde|consulter|confirmer) (?:si|s'il|s'ils|la|le|ce) .{0,40}(?:disponible|disponibilite|en stock)s?|disponibilite~|n'hesitez pas|je ne peux (?:que|dire|donner)|pour l'instant|pas pour le moment|pour le moment|sans engagement|libre a vous|vous etes libre|librement|sans souci|pas de souci",
  number:
    'zero|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-\\p{L}+|vingt~|trente~|quarante~|cinquante~|soixante~|septante~|octante~|huitante~|nonante~|quatre-vingt~|cent|cents|centaine~|mille|milliers?|million~|milliard~|douzaine~|dizaine~|vingtaine~|trentaine~|cinquantaine~|quinzaine~|demi|demie|moitie|double du|triple|tiers|un quart|trois quarts|cinquieme de|dixieme|pour cent|pourcent~|pourcentage|deux fois|trois fois|une paire de billets|[mdclxvi]{3,}',
  one: 'un|une|seul|seule',
  counted:
    'euros?|dollars?|centimes?|francs?|an|ans|annee|annees|mois|semaine|semaines|jour|jours|journee|heure|heures|minutes|unite|unites|piece|pieces|exemplaire~|etoile|etoiles|tiers|dixieme|fraction|millier|billet',
  currency:
    'euros?|dollars?|centimes?|francs?|livres? sterling|yens?|pesos?|balles|boules|sous|fric|pognon|briques?|eur|usd|chf|cad|gbp|jpy|bitcoins?|dirhams?|dinars?',
  discount:
    "remise~|reduction~|rabais|solde~|en solde|promo~|promotion~|offre speciale~|offres? (?:du|de|limitee|exceptionnelle|flash|decouverte)|coupon~|bon de (?:reduction|achat)|bon d'achat|bonne affaire|bonnes affaires|prix (?:casse~|barre~|reduit~|special~|d'ami~|promotionnel~|cassé|mini|employe~|reduite)|ristourne~|rabaisse~|baisse de prix|baisser le prix|baisse le prix|economis~|economie|destockage|braderie|liquidation~|deux pour~|un achete~|le deuxieme~|aligne~|s'aligner|remboursement de la difference|cadeau de bienvenue|bonus|points? de fidelite|cashback|black friday|vente flash|ventes privees|code|codes|arrondi~|geste commercial|faire un prix|fais un prix|fait un prix|je vous le laisse|moins cher si",
  free: "gratuit~|gratis|offert~|offrons|offre la livraison|sans frais|sans surcout|sans supplement|cadeau|cadeaux|a l'oeil|aux frais de la maison|c'est pour nous|c'est la maison~|franco de port|rien a payer|ne (?:coute|payez) rien|pour rien|zero frais|frais (?:inclus|offerts)",
  inStock:
    'en stock|disponible~|en reserve|en magasin|pret a (?:expedier|partir|etre expedie)|il en reste|il reste|restent|reste|en avons (?:plein|beaucoup|assez|encore)|unite|unites|exemplaires?|de retour|reapprovision~|reassort~|bientot de retour',
  soldOut:
    "epuise~|en rupture~|rupture de stock|indisponible~|plus (?:disponible|en stock)|pas (?:disponible|en stock)|n'est (?:plus|pas) disponible|ne sont (?:plus|pas) disponibles|n'en (?:avons|reste) plus|il n'y en a plus|plus aucun",
  scarcity:
    "depech~|vite|faites vite|dernier~|derniere~|derniere chance|plus que|presque (?:epuise~|parti~|plus)|bientot (?:epuise~|fini~|parti~)|part vite|partent vite|s'arrache~|comme des petits pains|il n'en reste que~|quelques (?:unites|exemplaires|pieces)|peu de stock|stock limite~|edition limitee|quantite limitee~|quantites limitees|jusqu'a epuisement|dans la limite~|n'attendez pas|avant qu'il~|rare|rares|il en reste peu|il reste peu",
  day: "demain|apres-demain|hier|ce soir|cette nuit|lundi~|mardi~|mercredi~|jeudi~|vendredi~|samedi~|dimanche~|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|(?:en|de|fin|debut|mi|le|des) mai|noel|paques|nouvel an|minuit|midi|cette semaine|ce mois~|ce week-end|semaine prochaine|mois prochain|prochain (?:jour|mois)|week-end|d'ici|sous (?:peu|quelques|un|une|quinze|huit|\\p{L}+ jours)|dans (?:les|la|quelques|un|une|peu|l')\\s?\\p{L}*|quelques (?:jours|heures|semaines|minutes)|plusieurs (?:jours|semaines)|jours? ouvr~|meme jour|jour meme|lendemain|fin de (?:semaine|mois|l'annee)|debut de (?:semaine|mois)|en un jour|quinze jours|quinzaine",
  soon: "aujourd'hui|maintenant|bientot|prochainement|tout de suite|immediat~|instantane~|rapide~|express|sans delai|sans attendre|au plus vite|au plus tot|en un (?:jour|mois|clin)|en une semaine|jours|heures|semaines|a temps|plus tot|avant|garanti~|en un rien~|tres vite",
  arrival:
    'arriv~|livr~|expedi~|envoy~|envoi|envoie~|recevr~|recev~|recoi~|part|partira|partent|chez vous|a votre porte|dans vos mains|aurez|sera la|reapprovision~|reassort~|revient|reviendra|de retour',
  cheapest:
    'moins cher~|moins chere~|plus abordable~|plus economique~|meilleur prix~|meilleurs prix|prix le plus bas|prix les plus bas|plus bas prix|imbattable~|meilleure offre|meilleur rapport~|prix plancher',
  superlative:
    "(?:le|la|les|des|du|notre|nos|votre|vos|sa|son) (?:tout )?plus \\p{L}+|best[ -]?seller~|meilleure? vente~|meilleur|meilleure|meilleurs|meilleures|plus vendu~|plus populaire~|numero un|leader~|prime~|recompense~|sans egal|inegale~|incomparable~|seul~ (?:a|modele|boutique|marque|magasin|qui)|unique au~|au monde|du monde|du marche|cinq etoiles|tres bien note~|mieux note~|tout le monde (?:l'adore|adore|recommande)|record~|plebiscite~|maximal~|elu~|reference du~",
  cheaper:
    'moins cher|plus cher~|plus chere~|pas cher~|bon marche|abordable~|economique~|coute (?:moins|plus)|cher|chere|chers|cheres|inferieur a~|dans votre budget|dans ton budget|rentre dans~|meme prix|aussi cher|vaut le coup|vaut son prix|vaut la peine',
  policy:
    "retour|retours|retourner|retournez|renvoyer|renvoyez|rembours~|garanti~|garantie~|echange~|satisfait ou~|sans poser de~|sans justification|retractation|assurance~|assure contre|couvert~ (?:par|contre)|couvre~|periode d'essai|essai gratuit|essayer (?:chez|sans)|sans risque|plusieurs fois|mensualite~|financement~|credit|sans interet~|douane~|droits de~|tva|taxes? (?:comprise|comprises|incluse|incluses)|ttc|hors taxe~|livrons (?:partout|dans le monde|a l'etranger|en)|livraison (?:internationale|mondiale|dans le monde)|monde entier|emballage cadeau|papier cadeau|annul(?:er|able) (?:a tout|sans)|a vie",
  feature:
    "impermeable~|etanche~|waterproof|deperlant~|resistant~|submersible~|incassable~|indestructible~|inrayable~|ignifuge~|respirant~|coupe-vent|isole~|isolant~|isolation|reduction (?:de|du) bruit~|antibruit|sans fil~|bluetooth|wi-?fi|nfc|gps|rechargeable~|usb~|hdmi|tactile~|solaire~|lave-vaisselle|lavable~|machine a laver|micro-ondes|passe au (?:four|lave)~|anti-?adhesi~|vegan~|vegetalien~|biologique~|bio|ecologique~|coton|laine|merinos|cuir|soie|lin|nylon|polyester|titane|aluminium|acier|inox~|inoxydable|carbone|bambou|bois|chene|plastique|verre|ceramique|en or|plaque or|en argent|diamant~|recycle~|recyclable~|biodegradable~|durable~|equitable~|artisanal~|fait~ (?:main|a la main|en|de)|fabrique~|made in|compatible~|fonctionne avec|fonctionnent avec|convient (?:a|aux|pour|egalement)|s'adapte~|adapte~ (?:a|aux|pour)|se connecte~|prend en charge|comprend|inclu~|fourni~|livre avec|livree avec|vient avec|dans la boite|batterie~|pile|piles|integre~|reglable~|ajustable~|pliable~|se plie|gonflable~|hypoallergenique~|allergen~|certifie~|certification~|homologue~|norme|qualite (?:medicale|militaire)|dermatologique~|cliniquement|teste~|brevete~|reversible~|anti-?\\p{L}{4,}|protection~|protege (?:de|contre|des)|uv|poche|poches|compartiment~|rembourre~|double~ (?:en|de)|doublure|fermeture~|zip|capuche~|amovible~|detachable~|telecommande~|commande vocale|alexa|siri|android|iphone|ios|windows|mac|linux|4k|oled|congelateur~|sans gluten|sans sucre~|sans lactose|sans (?:noix|fruits a coque|cafeine)|cafeine|decafeine~|casher|halal|antirouille|anti-fuite~|charge rapide|longue duree|chauffant~|autonettoyant~|automatique~|verrouillable~|roulettes|roues|ergonomique~|orthopedique~|memoire de forme|sans couture~|elastique~|extensible~|antiderapant~|duvet|plumes|synthetique~|dure toute~|toute la vie|pour la vie",
  not: "ne|n'|pas|sans|jamais|ni|aucun~|malheureusement|non|manque~",
  and: 'et|tandis que|alors que|mais|contre|ou|ainsi que',
  kinds: {
    total: 'total~|au total|en tout|somme|montant|a payer|vous payez|debite~',
    subtotal: 'sous-total|articles|produits',
    shipping: 'livraison~|frais de port|port|expedition|envoi|standard|express',
    tax: 'taxe~|tva|impot~',
    saving: 'economis~|remise~|reduction~|rabais|moins|coupon',
    price: "prix~|coute|coutent|vaut|pour seulement|l'unite|piece|est a|sont a",
    stock: 'en stock|reste|restent|disponible~|unites|exemplaires',
  },
};
