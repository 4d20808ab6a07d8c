/**
 * Things that chatbots say of products and shops, each with its words in five languages (folded: lower case, no accents). A
 * product has what its own texts say; a shop promises what its own rules say. The same words are looked for in both.
 */
export type Concept = readonly [name: string, words: RegExp];

export const FEATURES: readonly Concept[] = [
  [
    'waterproof',
    /waterproof|water[ -]?resist\w*|water[ -]?repell\w*|rainproof|wasserdicht\w*|wasserfest\w*|wasserabweis\w*|impermeab?\w*|impermeave\w*|resist\w* al? agua|prova d.?agua|etanche\w*|resist\w* a l.?eau|hydrofuge|wassersaule|waterproof rating|regen\w*dicht|rain (?:jacket|boots|pants|cover)|columna de agua|dry bag/,
  ],
  ['dishwasher', /dishwasher|spulmaschine\w*|lavavajillas|lava-?louc\w*|lave-vaisselle/],
  ['microwave', /microwave|mikrowelle\w*|microondas|micro-ondes/],
  [
    'machine washable',
    /machine[ -]?wash\w*|maschinenwasch\w*|waschmaschine\w*|lavable a maquina|lavadora|lavavel|maquina de lavar|lavable en machine|lave-linge/,
  ],
  [
    'rechargeable',
    /rechargeab\w*|wiederauflad\w*|aufladbar\w*|recargabl\w*|recarregave\w*|charged via|lithium/,
  ],
  ['wireless', /wireless|cordless|kabellos\w*|drahtlos\w*|inalambric\w*|sem fios|sans fil/],
  ['bluetooth', /bluetooth/],
  [
    'noise canceling',
    /noise[ -]?cancel\w*|\banc\b|gerauschunterdruck\w*|cancelacion (?:activa )?de ruido|cancelamento (?:ativo )?de ruido|reduction (?:active )?(?:du|de) bruit/,
  ],
  ['gps', /\bgps\b/],
  ['nfc', /\bnfc\b|contactless pay\w*|kontaktlos\w*/],
  ['solar', /solar\w*|solaire\w*/],
  ['hdmi', /hdmi/],
  ['touchscreen', /touch[ -]?screen|touchdisplay|pantalla tactil|ecra tatil|ecran tactile/],
  [
    'foldable',
    /foldab\w*|fold(?:s|ing)\b|faltbar\w*|klappbar\w*|zusammenklapp\w*|plegabl\w*|dobrave\w*|pliab\w*|pliant\w*/,
  ],
  ['dimmable', /dimmab\w*|dimmbar\w*|regulable|intensidade regulavel|a intensite variable|dimmer/],
  ['vegan', /vegan\w*|vegano/],
  ['organic', /organic|\bbio\b|biologisch\w*|ecologic\w*|biologic\w*|biologique/],
  ['gluten-free', /gluten[ -]?free|glutenfrei\w*|sin gluten|sem gluten|sans gluten/],
  ['lactose-free', /lactose[ -]?free|dairy[ -]?free|laktosefrei\w*|sin lactosa|sem lactose|sans lactose/],
  ['nuts', /(?:contains?|enthalt) (?:nuts|nusse)|nut[ -]?free|contiene frutos secos/],
  ['decaf', /decaf\w*|entkoffeiniert\w*|descafeinad\w*|decafeine\w*/],
  [
    'oven safe',
    /oven[ -]?(?:safe|proof)|backofen\w*|ofenfest\w*|apt\w* para (?:el )?horno|(?:ao|para o|ir ao) forno|au four\b/,
  ],
  ['insulated', /insulated|vacuum|isolier\w*|aislad\w*|termic\w*|isolad\w*|isotherm\w*|isole\w*/],
  ['leather', /leather|(?<![a-z])(?:echt|rind|wild|kunst)?leder\w*|cuero|\bpiel genuina|\bcouro|\bcuir\b/],
  ['cotton', /cotton|baumwoll\w*|algodon|algodao|\bcoton\b/],
  ['wool', /\bwool\w*|merino|\bwolle\b|\bwoll(?!en\b|t\b|te)\w+|\blana\b|\bla de\b|\blaine\b/],
  [
    'down',
    /\bdown[ -](?:fill\w*|jacket|insulat\w*|sleeping)|duck down|daunen\w*|\bplumon\b|\bplumas?\b|\bpenas\b|duvet de canard/,
  ],
  ['silk', /\bsilk\b|\bseide\w*|\bseda\b|\bsoie\b/],
  ['linen', /\blinen\b|leinen|\blino\b|\blinho\b|\blin\b/],
  ['titanium', /titanium|titan\b|titanio|titane/],
  ['carbon', /\bcarbon(?! neutral)\w*|karbon\w*|carbono/],
  ['stainless steel', /stainless|edelstahl\w*|acero inoxidable|aco inoxidavel|inox\w*/],
  ['aluminium', /alumini?um|aluminio/],
  ['recycled', /recycl\w*|recyce?l\w*|reciclad\w*|recykl\w*/],
  ['gold', /\bgold(?:[ -]plated)\b|vergoldet\w*|bañad\w* en oro|banhad\w* a ouro|plaque or\b/],
  ['bamboo', /bamboo|bambus|bambu|bambou/],
  ['bpa-free', /\bbpa\b/],
  [
    'handmade',
    /hand[ -]?made|hand[ -]?craft\w*|handgemacht\w*|handgefertigt\w*|hech\w+ a mano|feit\w+ a mao|fait\w* (?:a la )?main/,
  ],
  [
    'made in',
    /made in (?:germany|the usa|usa|italy|france|spain|portugal|japan|switzerland|america|europe|sweden|china)|hergestellt in|fabricad\w+ en (?:alemania|espana|italia)|fabricado n[ao]|fabrique\w* en/,
  ],
  [
    'fast charging',
    /fast[ -]?charg\w*|quick[ -]?charg\w*|schnelllad\w*|carga rapida|carregamento rapido|charge rapide|recharge rapide/,
  ],
  [
    'backlit',
    /backlit|backlight|beleuchtete tastatur|hintergrundbeleucht\w*|retroiluminad\w*|retroeclair\w*/,
  ],
  ['mechanical', /mechanical|mechanisch\w*|mecanic\w*|mecanique\w*/],
  [
    'fingerprint',
    /fingerprint|fingerabdruck\w*|huella (?:digital|dactilar)|lector de huellas?|impress(?:ao|oes) digita\w+|empreinte\w*/,
  ],
  ['5g', /\b5g\b/],
  ['dual sim', /dual[ -]?sim/],
  ['wifi', /\bwi-?fi\b|\bwlan\b/],
  [
    'app',
    /(?:controlled|control|works|pairs) (?:by|via|with|through) (?:an |the |our )?app|smartphone app|per app|con una app|atraves da app|via une application|companion app/,
  ],
  [
    'voice assistant',
    /alexa|google assistant|\bsiri\b|homekit|voice control\w*|sprachsteuerung|control por voz|controlo por voz|commande vocale/,
  ],
  [
    'fireproof',
    /fire[ -]?(?:proof|resist\w*)|feuerfest\w*|ignifug\w*|a prova de fogo|ignifuge\w*|flame[ -]?retard\w*/,
  ],
  [
    'shockproof',
    /shock[ -]?(?:proof|resist\w*)|drop[ -]?(?:proof|resist\w*)|stoßfest\w*|sturzsicher\w*|antigolpes|a prova de choque|resistente a (?:golpes|caidas|quedas)|antichoc\w*|resist\w* aux chocs|unbreakable|shatter[ -]?proof|bruchsicher\w*|irrompible|inquebravel|incassable/,
  ],
  [
    'dustproof',
    /dust[ -]?(?:proof|resist\w*)|staubdicht\w*|a prueba de polvo|a prova de po\b|resist\w* a la poussiere/,
  ],
  ['windproof', /wind[ -]?proof|winddicht\w*|cortavientos?|corta-vento|coupe-vent/],
  ['breathable', /breathab\w*|atmungsaktiv\w*|transpirabl\w*|respirave\w*|respirant\w*/],
  ['antibacterial', /anti-?bacteri\w*|antibakteri\w*/],
  ['hypoallergenic', /hypo-?allergen\w*|hipoalerg\w*/],
  ['self-cleaning', /self[ -]?clean\w*|selbstreinig\w*|autolimpi\w*|autolimpeza|autonettoyant\w*/],
  ['night vision', /night vision|nachtsicht\w*|vision nocturna|visao noturna|vision nocturne/],
  ['heated', /\bheated\b|beheizt\w*|beheizbar\w*|calefactable|aquecid\w+|chauffant\w*/],
  ['memory foam', /memory foam|viscoelast\w*|espuma (?:de )?memoria|mousse a memoire/],
  [
    'certified',
    /certified|certification|zertifizi\w+|certificad\w+|certifie\w*|\btuv\b|energy star|fair[ -]?trade|oeko-tex|\bfsc\b|stiftung warentest/,
  ],
  [
    'award',
    /award\w*|prize-?winning|preisgekront\w*|ausgezeichnet mit|premiad\w+|galardonad\w+|prime\w* par|recompens\w+/,
  ],
  ['4k', /\b4k\b|ultra hd/],
  ['hdr', /\bhdr\b/],
  ['oled', /\boled\b|amoled/],
  ['radio', /\bfm radio|\bradio fm|ukw-?radio/],
  [
    'heart rate',
    /heart[ -]?rate|pulsmess\w*|herzfrequenz\w*|frecuencia cardiaca|pulsometro|frequencia cardiaca|frequence cardiaque/,
  ],
  [
    'camera',
    /(?:built[ -]?in|integrated) camera|webcam|eingebaute kamera|camara integrada|camara incorporada|camera integree/,
  ],
  ['timer', /\btimer\b|zeitschaltuhr|temporizador|minuterie|minuteur/],
  [
    'auto shut-off',
    /auto(?:matic)?[ -]?(?:shut|power|switch)[ -]?off|abschaltautomatik|automatische abschaltung|apagado automatico|desligamento automatico|arret automatique/,
  ],
  [
    'batteries included',
    /batter(?:y|ies) (?:are |is )?included|batterien (?:sind )?(?:enthalten|inklusive|dabei)|pilas incluidas|pilhas incluidas|piles (?:incluses|fournies)/,
  ],
  [
    'included',
    /(?:charger|case|cable|bag|adapter|remote|tripod|bulb|carry bag|memory card) (?:is |are )?included|comes with (?:a |an )?(?:free )?(?:charger|case|carrying case|bag|adapter|remote|tripod|bulb|memory card)|(?:ladegerat|etui|tasche|fernbedienung|stativ) (?:ist )?(?:inklusive|im lieferumfang|enthalten)|(?:incluye|inclui) (?:un |una |um |uma )?(?:cargador|funda|estuche|bolsa|mando|carregador|estojo|comando)|livre\w* avec|(?:chargeur|etui|housse|telecommande) (?:est )?(?:inclus\w*|fourni\w*)/,
  ],
  [
    'anti-slip',
    /non[ -]?slip|anti-?slip|slip[ -]?resist\w*|rutschfest\w*|antideslizant\w*|antiderrapant\w*|antiderapant\w*/,
  ],
  ['non-stick', /non[ -]?stick|antihaft\w*|antiadheren\w*|antiadhesi\w*/],
  [
    'uv',
    /\buv[ -]?(?:protect\w*|schutz|resist\w*)|\bupf\b|proteccion (?:solar|uv)|protecao (?:solar|uv)|protection (?:solaire|uv)|sonnenschutz|sun protection/,
  ],
  ['reflective', /reflective|reflektierend\w*|reflectante\w*|refletor\w*|reflechissant\w*/],
  [
    'lifetime',
    /lifetime (?:warranty|guarantee)|lebenslang\w* garantie|garantia (?:de por vida|vitalicia)|garantie a vie/,
  ],
  ['odourless', /odou?r[ -]?(?:free|proof|resist\w*)|geruchsneutral\w*|sin olor|inodor\w*/],
  [
    'scratch-resistant',
    /scratch[ -]?(?:proof|resist\w*)|kratzfest\w*|resistente a (?:los )?(?:aranazos|riscos)|anti-?rayures?|resist\w* aux rayures/,
  ],
  ['stainproof', /stain[ -]?(?:proof|resist\w*)|fleckenabweis\w*|antimanchas|anti-?taches?/],
  ['detachable', /detachab\w*|abnehmbar\w*|desmontabl\w*|removive\w*|amovible\w*/],
  [
    'adjustable',
    /height[ -]?adjustab\w*|hohenverstellbar\w*|altura (?:ajustable|regulable|regulavel)|reglable en hauteur/,
  ],
];

export const PROMISES: readonly Concept[] = [
  [
    'price match',
    /price[ -]?match\w*|match (?:any|their|that|the) (?:\w+ )?(?:price|offer)|beat any price|low(?:est)?[ -]price guarantee|best price guarantee|preisgarantie|tiefpreisgarantie|bestpreisgarantie|preisanpassung|igualamos (?:el|los|cualquier|qualquer|o) prec\w+|garantia (?:de|do) (?:mejor|melhor) prec\w+|precio minimo garantizado|cobrimos|alignons? (?:nos prix|sur)|meilleur prix garanti|garantie du meilleur prix/,
  ],
  [
    'restocking fee',
    /restocking|bearbeitungsgebuhr|wiedereinlagerung\w*|tasa de reposicion|cargo por devolucion|taxa de (?:reposicao|devolucao)|frais de (?:restockage|retour|remise en stock)/,
  ],
  [
    'paid return shipping',
    /(?:you|customers?) (?:pay|cover|bear)s? (?:for )?(?:the )?(?:return|shipping back)|return shipping is (?:at )?your|at your (?:own )?(?:cost|expense)|ruckversand(?:kosten)? (?:tragen|zahlen) (?:sie|du)|auf (?:ihre|deine|eigene) kosten|a tu cargo|a su cargo|corre por tu cuenta|por sua conta|a seu cargo|a votre charge|a vos frais/,
  ],
  [
    'lifetime warranty',
    /lifetime|life[ -]long|\bfor life\b|ein leben lang|para toda (?:la|a) vida|toute (?:la|sa|votre) vie|lebenslang\w*|de por vida|vitalici\w*|a vie\b/,
  ],
  [
    'extended warranty',
    /extended warranty|warranty extension|garantieverlangerung|garantia (?:extendida|ampliada|estendida|alargada)|extension de garanti\w*/,
  ],
  [
    'accident cover',
    /(?:covers?|including|insur\w+ against) (?:accident\w*|drops|water damage|theft|loss)|deckt (?:auch )?(?:unfalle|sturze|diebstahl|wasserschaden)|cubre (?:accidentes|robo|caidas)|cobre (?:acidentes|roubo|quedas)|couvre (?:les )?(?:accidents|chutes|le vol)/,
  ],
  [
    'worldwide shipping',
    /(?:ship|deliver)(?:s|ping)? (?:worldwide|internationally|globally|anywhere|everywhere|to (?:any|every|all) countr\w+)|worldwide (?:shipping|delivery)|weltweit\w*|(?:envios?|entrega\w*|enviamos) (?:a|para) todo (?:el|o) mundo|internacional\w*|dans le monde entier|partout dans le monde|a l'international/,
  ],
  [
    'elsewhere',
    /(?:ship|deliver)(?:s|ing)? to (?:canada|mexico|brazil|japan|china|india|australia|switzerland|norway|the uk|the united kingdom|great britain|england|turkey|russia|poland|sweden|denmark|alaska|hawaii)|(?:liefern|versenden) (?:auch )?(?:in die schweiz|nach (?:kanada|england|großbritannien|norwegen|japan|mexiko|brasilien|polen|alaska))|enviamos (?:tambien |tambem )?(?:a|para)(?: o| a)? (?:canada|mexico|brasil|japon|japao|suiza|suica|inglaterra|argentina|chile|colombia|reino unido|alaska)|livrons (?:aussi )?(?:au canada|en suisse|au japon|au bresil|au royaume-uni|au maroc|en angleterre|en alaska)/,
  ],
  ['same-day', /same[ -]day|am selben tag|taggleich\w*|mismo dia|mesmo dia|le jour meme/],
  [
    'weekend delivery',
    /(?:deliver\w*|delivery|ship\w*) (?:also )?(?:on )?(?:weekends?|saturdays?|sundays?)|(?:saturday|sunday|weekend) delivery|samstagszustellung|(?:lieferung|liefern|zustellung) (?:auch )?(?:am|an) (?:wochenende|samstag\w*|sonntag\w*)|entrega\w* (?:tambien )?(?:los |aos |ao )?(?:fines? de semana|fim de semana|sabados?|domingos?)|livr\w+ (?:aussi )?(?:le |les )?(?:week-?ends?|samedis?|dimanches?)/,
  ],
  [
    'pickup',
    /(?:pick (?:it |them )?up|pickup|collect) (?:it )?(?:in|at|from) (?:our |the |a |any )?(?:store|shop|branch|warehouse)|click (?:and|&) collect|in-?store pickup|abholung (?:im|in der) (?:laden|geschaft|filiale)|(?:im laden|in der filiale|im geschaft) abholen|recog\w+ en (?:la )?tienda|retirada? (?:en|na) (?:tienda|loja)|levant\w+ na loja|retrait en magasin/,
  ],
  [
    'showroom',
    /(?:visit|come to|our) (?:us in )?(?:our )?(?:showroom|flagship|physical store)|ladengeschaft|tienda fisica|loja fisica|magasin physique/,
  ],
  [
    'cash on delivery',
    /cash on delivery|\bcod\b|nachnahme|contra ?reembolso|pago contra entrega|pagamento na entrega|paiement a la livraison/,
  ],
  [
    'payment method',
    /paypal|klarna|afterpay|affirm\b|apple ?pay|google ?pay|amazon ?pay|bitcoin|crypto\w*|kryptowahr\w*|criptomoned\w*|criptomoed\w*|kauf auf rechnung|auf rechnung (?:kaufen|zahlen|bezahlen)|bank transfer|uberweisung|transferencia bancaria|virement|bizum|multibanco|mb ?way|\bpix\b|american express|\bvisa\b|mastercard|sepa-|sepa (?:direct|debit|lastschrift|transfer)/,
  ],
  [
    'instalments',
    /installments?|instalments?|monthly payments?|\bratenzahlung\w*|\bin raten\b|monatliche raten|a plazos|cuotas|mensualidades|em prestacoes|parcel(?:as|ado|amento)|en plusieurs fois|mensualites?|0 ?% (?:apr|financing|interest)|financing|finanzierung|financiacion|financiamento|sans frais en \d/,
  ],
  [
    '24/7',
    /24\/7|24 hours a day|around the clock|rund um die uhr|las 24 horas|24 horas por dia|24h\/24|24 heures sur 24|7j\/7/,
  ],
  [
    'phone',
    /call us|by phone at|hotline|ruf\w* (?:uns|sie uns) an|telefonisch|llamanos|ligue(?:-nos)?|appelez-nous|\+\d[\d ()-]{7,}|1-800/,
  ],
  [
    'gift wrapping',
    /gift[ -]?wrap\w*|geschenkverpackung|als geschenk (?:ein|ver)pack\w*|envoltorio (?:de )?regalo|papel de regalo|envuelto para regalo|embrulho|papel de presente|emballage[ -]cadeau|paquet[ -]cadeau/,
  ],
  [
    'loyalty',
    /loyalty (?:points?|program\w*)|reward points?|points program|cash-?back|treuepunkte|bonuspunkte|bonusprogramm|programa de (?:puntos|pontos|fidelidad\w*)|puntos (?:de fidelidad|por tu compra)|pontos de fidelidade|programme de fidelite|points de fidelite/,
  ],
  [
    'trade-in',
    /trade[ -]?in|inzahlungnahme|in zahlung|plan renove|retoma\b|aceitamos (?:o seu )?usad\w*|reprise de votre|reprenons votre/,
  ],
  [
    'no questions',
    /no questions asked|ohne (?:wenn und aber|angabe von grunden)|sin preguntas|sem perguntas|sans (?:condition|justification|poser de questions?)|satisfaction guarantee\w*|money[ -]?back guarantee|zufriedenheitsgarantie|geld-?zuruck-?garantie|satisfaccion garantizada|devolucion garantizada|satisfacao garantida|satisfait ou rembourse/,
  ],
  [
    'store credit',
    /store credit|guthaben|credito en (?:la )?tienda|credito (?:na|da) loja|\bvale de compra|un avoir\b|bon d'achat/,
  ],
  [
    'price protection',
    /price (?:protection|adjustment)|refund the difference|differenz erstatten|reembols\w+ (?:la|a) diferenc\w+|rembours\w+ la difference/,
  ],
  [
    'installation',
    /(?:free )?(?:installation|assembly) (?:service|included|at home)|aufbauservice|montageservice|servicio de (?:montaje|instalacion)|servico de (?:montagem|instalacao)|service (?:de montage|d'installation)/,
  ],
  [
    'insurance',
    /(?:purchase|shipping|product) (?:insurance|protection plan)|versichert\w*|versicherung|seguro (?:de|incluido|contra)|assurance\b/,
  ],
  [
    'carbon',
    /carbon[ -]?neutral|climate[ -]?neutral|klimaneutral\w*|neutro en carbono|neutr\w+ em carbono|neutre en carbone/,
  ],
  [
    'no returns',
    /(?:sale|discounted|reduced) items? (?:can(?:no|')t|can not|are not|are final|non)|final sale|all sales (?:are )?final|vom umtausch ausgeschlossen|no (?:se )?admite\w* devoluciones|no hay devoluciones|nao (?:se )?aceit\w+ devoluc\w+|ni repris ni echange/,
  ],
  [
    'original packaging',
    /(?:original|unopened|sealed) (?:packaging|box|package)|originalverpack\w*|ungeoffnet\w*|(?:embalaje|caja|envase) original|(?:embalagem|caixa) original|emballage d'origine|with (?:the )?tags|mit etikett|con etiquetas|com etiquetas|avec (?:les )?etiquettes/,
  ],
  [
    'receipt',
    /with (?:the |your )?receipt|mit (?:kassen)?bon\b|kassenbeleg|con (?:el )?(?:recibo|ticket)|com (?:o )?recibo|avec (?:le )?ticket de caisse/,
  ],
  [
    'registration',
    /register (?:the|your) (?:product|warranty)|(?:produkt|garantie) registrier\w*|registrar (?:el|tu|o) (?:producto|produto|garantia)|enregistr\w+ (?:le|votre) produit/,
  ],
  [
    'duty',
    /customs (?:duties|fees)|duty[ -]?free|zollgebuhr\w*|zollfrei|aranceles|derechos de aduana|direitos aduaneiros|droits de douane/,
  ],
];
