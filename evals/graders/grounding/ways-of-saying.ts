/**
 * Other ways of saying that a product has a property, in five languages (folded), also by a denial: “lets no water in”. They belong to a
 * name of `concepts.ts`, whose words are looked for in the product's texts; those of `own` are looked for beside them.
 */
export interface Way {
  readonly name: string;
  /** What a reply says. */
  readonly says: RegExp;
  /** What the product's own texts must say of it. */
  readonly own: RegExp;
}

const CABLE = '(?:cables?|cords?|wires?|kabel|schnur|hilos?|fios?|fils?|cabos?|enchufe)';
const CHARGE = '(?:re)?(?:charg|carg|carreg)\\w*|(?:auf|ge)?\\w*lad\\w*|ladt|ladbar\\w*';
const KIDS =
  '(?:toddlers?|bab(?:y|ies)|infants?|small children|young children|kids|children|kleinkind\\w*|kinder\\w*|babys?|sauglinge?|bebes?|ninos(?: pequenos)?|criancas(?: pequenas)?|tout[- ]petits|enfants?(?: en bas age)?|nourrissons?)';

export const WAYS: readonly Way[] = [
  {
    name: 'app',
    says: /\bapps?\b|aplicac(?:ion|ao)\w*|aplicativos?|(?:via|depuis|avec|par|l'|une?) ?applis?(?:cation)?s?\b|application mobile|(?:from|with|by|on) (?:your|a|the) (?:smart)?phone|(?:mit dem|per|vom) (?:smartphone|handy)|desde (?:el|tu) (?:movil|telefono)|(?:pelo|com o|a partir do) (?:telemovel|telefone|celular)|depuis (?:votre |ton |un )?(?:telephone|smartphone)/,
    own: /\bapps?\b|\bsmart\b|aplicac|application|wi-?fi|wlan|bluetooth|zigbee|smartphone/,
  },
  {
    name: 'pairs with a phone',
    says: /(?:pair|connect|link|sync)\w* (?:\w+ ){0,3}(?:phone|mobile|smartphone|tablet)|(?:verbind|kopp\w+|koppel)\w* (?:\w+ ){0,6}(?:handy|smartphone|telefon)|(?:conect|empareja|vincul|sincroniz|liga-?|emparelh)\w* (?:\w+ ){0,5}(?:movil|telefono|telemovel|telefone|celular|smartphone)|(?:connect|appair|jumel|relie)\w* (?:\w+ ){0,5}(?:telephone|smartphone|mobile)/,
    own: /bluetooth|wireless|inalambr|sem fio|kabellos|sans fil|wi-?fi|wlan|phone|telef|handy|smart/,
  },
  {
    name: 'solar',
    says: /solar\w*|solaire\w*|\b(?:sun|sunlight|sunshine|sonne|sonnenlicht|soleil|sol)\b/,
    own: /solar|solaire|\bsun|sonne|soleil|\bsol\b/,
  },
  {
    name: 'handmade',
    says: /(?:by|per|von) hand (?:made|gefertigt|hergestellt|gemacht|genaht)|(?:made|crafted|sewn|built|finished|assembled|woven) (?:\w+ )?by hand|hand[- ]?(?:made|craft\w*|sewn|built|woven|gemacht\w*|gefertigt\w*|arbeit|genaht\w*|werklich)|von hand (?!spul|wasch|ge(?:spult|waschen)|zu)|(?:hech|fabricad|elaborad|cosid|feit|produzid|montad)\w* (?:\w+ )?a ma(?:no|o)|artesanal\w*|(?:fait|fabrique|assemble|cousu|realise)\w* (?:a la )?main|artisanal\w*/,
    own: /hand[- ]?(?:made|craft|gem|gef|arbeit|werk|sewn|wash)|by hand|von hand|a mano|a mao|a la main|artesan|artisan/,
  },
  {
    name: 'fireproof',
    says: /(?:withstand|resist|surviv|stand up to|handle|cope with)\w* (?:\w+ ){0,3}(?:flames?|fire)|(?:open|naked|direct) (?:flames?|fire)|flame[- ]?proof|fire[- ]?(?:proof|resist\w*)|(?:offene\w*|direkte\w*) (?:feuer|flammen?)|feuerfest\w*|flammfest\w*|nicht brennbar|(?:resiste|aguanta|soporta|suporta)\w* (?:\w+ ){0,3}(?:fuego|fogo|llamas?|chamas?)|ignifug\w*|a prova de fogo|(?:resiste|supporte)\w* (?:\w+ ){0,3}(?:feu|flammes?)|ininflammable\w*|incombust\w*/,
    own: /fire|flame|feuer|flamm|fuego|fogo|\bfeu\b|ignif|oven|induction|cast iron|camping|stove/,
  },
  {
    name: 'floats',
    says: /\bfloat(?:s|ing)?\b|unsinkable|won't sink|doesn't sink|schwimmt\b|schwimmfahig\w*|unsinkbar\w*|geht nicht unter|\bflota(?:n|ndo)?\b|no se hunde|a flote|flutua\w*|boia(?:r|ndo)?\b|nao (?:se )?afunda|\bflott(?:e|ent|er)\b|insubmersible\w*|ne coule pas/,
    own: /float|schwimm|flota|flutua|\bboia|flott|water|wasser|boat|swim/,
  },
  {
    name: 'silent',
    says: /\b(?:silent\w*|noiseless\w*|whisper[- ]?quiet|inaudible|soundless|(?:can't|cannot|won't|hardly|barely) (?:\w+ ){0,2}hear|(?:makes?|without) (?:\w+ )?(?:no|any|a) (?:noise|sound)|no noise)\b|lautlos\w*|gerauschlos\w*|flusterleise|unhorbar\w*|(?:kaum|nicht) zu horen|hort man (?:kaum|nicht)|silencios\w*|sin ruido|no hace (?:nada de )?ruido|inaudible|(?:apenas|no) se oye|sem ruido|nao faz (?:qualquer )?(?:ruido|barulho)|mal se ouve|apenas hace ruido|(?:quase|mal) (?:nao )?faz (?:ruido|barulho)|fait a peine de bruit|macht kaum (?:larm|gerausche?)|hardly makes (?:any )?(?:noise|sound)|nao se ouve|silencieu\w*|sans bruit|ne fait (?:aucun|pas de) bruit|inaudible/,
    own: /silen|quiet|noise|leise|gerausch|lautlos|silenc|bruit|ruid|\bdb\b/,
  },
  {
    name: 'award',
    says: /\bawards?\b|\bprizes?\b|award[- ]winning|(?:design|innovations?|umwelt|test)?preis(?:e|gekront\w*)? (?:gewonnen|erhalten|bekommen|ausgezeichnet)|designpreis\w*|preisgekront\w*|auszeichnung\w*|testsieger\w*|\bpremios?\b|premiad\w+|galardon\w*|\bpremio\b|prix (?:(?:de|du|d')\s?(?:design|l'innovation|innovation|meilleur\w*|excellence|la meilleure)|international\w*|national\w*)|(?:remporte|gagne|recu|obtenu)\w* (?:\w+ ){0,2}prix|prime\w* (?:par|pour)|recompens\w+|distinction\w*|medaill\w*|medal\w*/,
    own: /award|prize|premi|preisgek|galard|\bprix d|recompens|auszeichn/,
  },
  {
    name: 'scratch-resistant',
    says: /(?:can't|cannot|won't|never|impossible to|doesn't|unable to) (?:\w+ ){0,2}scratch\w*|scratch[- ]?(?:proof|resist\w*|free)|unscratchable|(?:nicht|nie|kein\w*|unmoglich) (?:\w+ ){0,3}(?:zer|ver)?kratz\w*|kratzfest\w*|kratzer\w*|(?:no|nunca|imposible|es imposible) (?:se )?(?:puede )?(?:\w+ )?ray(?:a|ar|arse|ara|arlo|arla)\b|resistente a (?:los |las )?(?:aranazos|rayaduras|riscos)|(?:nao|nunca|impossivel) (?:se |consegue |de )?(?:\w+ )?risca\w*|a prova de riscos|(?:impossible (?:a|de) |ne (?:se |peut )?(?:pas )?(?:\w+ )?)(?:le |la |les )?ray\w+|ne se raye\w*|inrayable\w*|anti-?rayures?|insensible aux rayures/,
    own: /scratch|kratz|\bray|risc|hardened|sapphire|saphir/,
  },
  {
    name: 'ocean plastic',
    says: /(?:plasti\w*|kunststoff\w*|fishing nets?|fischernetz\w*|redes|filets|bottles|flaschen|botellas|garrafas|bouteilles)(?:,? \w+){0,6} (?:oceans?|sea|meer\w*|ozean\w*|mar|oceano|oceans?|mer)\b|(?:ocean|meeres|sea)[- ]?plasti\w*|(?:ocean|sea|meer|mar|oceano|mer)\b(?: \w+){0,6} (?:plasti\w*|kunststoff\w*)|recycl\w*|recicl\w*|recyc?el\w*|wiederverwertet\w*/,
    own: /recycl|recicl|recyc|ocean|oceano|meeresplast/,
  },
  {
    name: 'safe for children',
    says: new RegExp(
      `(?:safe|suitable|harmless|approved|sicher|geeignet|unbedenklich|ungefahrlich|segur[oa]s?|apt[oa]s?|indicad[oa]s?|adequad[oa]s?|inofensiv[oa]s?|sans (?:danger|risque)|convient|adapte\\w*|inoffensi\\w+|sur)(?: \\w+){0,2} (?:for|fur|bei|para|pour|aux?|a|dans les mains)(?: \\w+){0,3} ${KIDS}|(?:child|baby|kid|toddler)[- ]?(?:safe|proof)|kinder(?:sicher|geeignet)|babysicher|fur ${KIDS}(?: \\w+){0,2} (?:geeignet|sicher|unbedenklich|ungefahrlich|gedacht)`,
    ),
    own: /child|kid|baby|toy|\bkind|nino|crian|enfant|jouet|infant|toddler|bebe/,
  },
  {
    name: 'waterproof',
    says: /(?:lets?|letting|allows?)(?: \w+){0,3} (?:no|any) (?:water|moisture|rain)|(?:doesn't|does not|won't|never) let(?:s)?(?: \w+){0,2} (?:water|moisture|rain)|keeps? (?:\w+ )?(?:out )?(?:water|rain|everything dry|dry|you dry|the rain)|no water (?:gets|comes)|lasst(?: \w+){0,2} (?:kein|nicht)\w*(?: \w+)? (?:wasser|nasse|regen|feuchtigkeit)|(?:kein|nicht)\w* (?:tropfen )?(?:wasser|nasse|regen)(?: \w+){0,2} (?:durch|rein|hinein|ein)|halt (?:\w+ )?(?:trocken|dicht)|no deja(?:n)?(?: que)?(?: \w+){0,2} (?:agua|humedad|lluvia)|no (?:le )?entra (?:el )?agua|aguanta (?:la lluvia|bajo el agua)|nao deixa(?:m)?(?: \w+){0,2} (?:agua|humidade|chuva)|nao entra agua|ne laisse(?:nt)? (?:pas )?(?:passer |entrer |rentrer )?(?:\w+ )?(?:eau|l'eau|pluie|l'humidite)|l'eau ne (?:passe|rentre|penetre) pas/,
    own: /waterproof|water[ -]?resist|water[ -]?repell|rainproof|wasserdicht|wasserfest|wasserabweis|impermeab|impermeave|prova d.?agua|etanche|hydrofuge|rain (?:jacket|boots|pants|cover)|dry bag|ipx\d/,
  },
  {
    name: 'rechargeable',
    says: new RegExp(
      `(?:can|could|kann|konnen|lasst|lassen|puede\\w*|pode\\w*|peut|peuvent|pouvez|konnt)(?: \\w+){0,3} (?:be )?(?:recharg\\w*|charged?|recarg\\w*|recarreg\\w*|carregar|cargar|(?:wieder |neu )?auf\\w*lad\\w*|laden|charger)|se recarga|se carga\\b|recarrega-?se|carrega-?se|se recharge|se charge\\b|wird(?: \\w+){0,4} (?:auf)?geladen|ladt sich|(?:${CHARGE}) (?:\\w+ )?(?:over|via|uber|per|por|par|en|mit|with|through|in der) (?:\\w+ )?(?:usb\\w*|sonne|kabel)`,
    ),
    own: /recharg|aufladbar|auflad|recarg|recarreg|lithium|li-?ion|batter|akku|\busb|charg|\bpil/,
  },
  {
    name: 'usb-c',
    says: /usb-?c\b|usb type-c/,
    own: /usb-?c\b|usb type-c|type-c/,
  },
  {
    name: 'wireless',
    says: new RegExp(
      `\\b(?:without|no|needs no|ohne|sin|sem|sans)(?: (?:any|a|an|el|un|le|o|um|ein\\w*))? ${CABLE}\\b|keine? ${CABLE}`,
    ),
    own: /wireless|cordless|kabellos|drahtlos|inalambric|sem fios?|sans fil|bluetooth|\brf\b|battery|akku|bateria|pilha/,
  },
  {
    name: 'dishwasher',
    says: /dishwasher|(?:geschirr)?spulmaschine\w*|geschirrspuler|lavavajillas|lava-?louc\w*|lave-vaisselle/,
    own: /dishwasher|spulmaschine|geschirrspul|lavavajillas|lava-?louc|lave-vaisselle/,
  },
  {
    name: 'dimmable',
    says: /\bdim(?:med|s|ming|mable|mer)?\b|dimmen|gedimmt|dimmbar\w*|(?:brightness|helligkeit|brillo|brilho|luminosite|luz|lumiere|intensidad\w*|intensite)(?: \w+){0,5} (?:adjust\w*|regul\w*|einstell\w*|ajust\w*|regl\w*|atenua\w*|baixa\w*|tamis\w*|vari\w*|reduzi\w*)|(?:regular|atenuar|ajustar|regler|tamiser|reduire|baixar|diminuir)(?: \w+){0,3} (?:luz|brillo|brilho|lumiere|luminosite|intensidad\w*|intensite)/,
    own: /dimm|regulable|regulavel|intensite variable|variable intensity/,
  },
  {
    name: 'induction',
    says: /induction|induktion\w*|induccion|inducao/,
    own: /induction|induktion|induccion|inducao/,
  },
  {
    name: 'organic',
    says: /\borganic\w*|\bbio(?:logisch\w*|qualitat|logic\w*|logique\w*)?\b|okologisch\w*|ecologic[oa]s?\b|organic[oa]s?\b|agriculture biologique|kontrolliert biologisch\w*/,
    own: /organic|\bbio\b|biolog|okolog|ecologic|organic/,
  },
  {
    name: 'laptop compartment',
    says: /laptop (?:compartment|sleeve|pocket|section)|(?:compartment|pocket|sleeve|room|space|section)(?: \w+){0,2} (?:for|fur) (?:your |a |the )?(?:laptop|notebook|computer)|laptop-?fach|(?:fach|platz)(?: \w+){0,2} fur (?:\w+ )?(?:laptop|notebook|computer)|(?:compartimento|bolsillo|espacio|bolso|espaco)(?: \w+){0,3} (?:para|de) (?:\w+ )?(?:portatil|ordenador|computador|laptop)|(?:compartiment|poche|place)(?: \w+){0,3} (?:pour|a) (?:\w+ |l')?(?:ordinateur|portable|laptop)/,
    own: /laptop|notebook|portatil|ordinateur|computador/,
  },
  {
    name: 'noise canceling',
    says: /(?:shut|block|keep|cancel|filter)\w*(?: \w+){0,2} (?:out |off |away )?(?:the )?(?:noise|outside world|surrounding\w*)|(?:noise|sound)\w*(?: \w+){0,3} (?:out|blocked|cancel\w*)|(?:blend|schirm|schluck|unterdruck|filter|dampf)\w*(?: \w+){0,5} (?:larm|gerausch\w*|umgebung\w*)|(?:larm|gerausch\w*|umgebung\w*)(?: \w+){0,4} (?:aus|ab|unterdruckt|draußen)|(?:aisla|bloquea|cancela|elimina|anula|isola|abafa)\w*(?: \w+){0,5} (?:ruido|barulho)s?|(?:isole|coupe|bloque|attenue|elimine|reduit|filtre)\w*(?: \w+){0,4} (?:bruits?|exterieur)/,
    own: /noise|\banc\b|gerausch|ruido|bruit/,
  },
  {
    name: 'foldable',
    says: /\bfold(?:s|ed|ing|able)?\b|collapsib\w*|(?:zusammen|ein)?(?:falt|klapp)(?:en|bar\w*|t)\b|zusammenleg\w*|\bplieg\w*|plega\w*|\bdobra\w*|(?:se )?repli\w+|pliab\w*|pliant\w*|\bplier\b|se plie/,
    own: /fold|falt|klapp|plega|plieg|dobra|plia|repli/,
  },
  {
    name: 'vegan',
    says: /vegan\w*|(?:free from|without|no) animal (?:products|ingredients)|(?:ohne|frei von) tierische\w*|sin ingredientes? (?:de origen )?animal\w*|sem ingredientes? (?:de origem )?animal\w*|sans (?:ingredient|produit)s? (?:d'origine )?anima\w+/,
    own: /vegan/,
  },
];
