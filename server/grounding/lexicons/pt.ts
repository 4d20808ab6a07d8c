import type { Lexicon } from './lexicon.ts';

export const pt: Lexicon = {
  harmless:
    'um momento|um segundo|um instante|de nada|hoje\\?|(?:ajuda-lo|ajuda-la|ajudar|ajudar-te|te ajudar|lhe ajudar) hoje|(?:procura|precisa|deseja|busca) hoje|bom dia|boa tarde|boa noite|tenha um (?:bom|otimo) (?:dia|fim de semana)|alias|a esquerda|pelo menos|em primeiro lugar|primeiro,|uma vez|cada um|cada uma|um de(?:stes|les|sses)|uma de(?:stas|las|ssas)|um dos|uma das|nenhum~|o outro|a outra|qual (?:prefere|lhe agrada|voce prefere|gosta) .{0,20}(?:mais|melhor)|melhor para (?:si|voce|ti)|para quem e|se (?:tiver|tem) um (?:codigo|cupao|cupom)|tem (?:algum |um )?(?:codigo|cupao|cupom)(?: de desconto)?|nao posso (?:dar|oferecer|fazer|prometer|alterar|mudar|inventar) .{0,30}(?:desconto|preco|precos)s?|nao consigo (?:dar|oferecer|prometer|alterar|mudar) .{0,30}(?:desconto|preco|precos)s?|(?:posso |vou |quer que )?(?:verificar|verifico|verifique|ver|vejo|confirmar|confirmo|consultar|consulto) (?:se|a|o|que) .{0,40}(?:disponivel|disponibilidade|em stock|em estoque|ha)|disponibilidade|ate breve|ate logo|com todo o gosto|so posso|apenas posso|neste momento (?:nao )?(?:posso|consigo)|agora (?:nao )?(?:posso|consigo)|sem compromisso|sem pressa',
  number:
    'zero|dois|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|catorze|quatorze|quinze|dezasseis|dezesseis|dezassete|dezessete|dezoito|dezanove|dezenove|vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa|cem|cento~|centenas?|duzent~|trezent~|quatrocent~|quinhent~|seiscent~|setecent~|oitocent~|novecent~|mil|milhar~|milhao|milhoes|bilhao|bilhoes|duzia~|meio|meia|metade|dobro|triplo|um terco|tercos|um quarto de|quinto|por cento|porcento|percentagem|porcentagem|um par de|par de|dezenas?|[mdclxvi]{3,}',
  one: 'um|uma|so um|so uma',
  counted:
    'euros?|dolar~|reais|real|pesos?|centimos?|centavos?|ano|anos|mes|meses|semana|semanas|dia|dias|hora|horas|minuto|minutos|unidade|unidades|peca|pecas|estrela|estrelas|terco|decimo|fracao|milhar',
  currency:
    'euros?|dolar~|reais|pesos?|centimos?|centavos?|contos?|libras? esterlinas?|libras|ienes|francos?|pratas?|paus|mangos|pilas|grana|eur|usd|brl|gbp|jpy|bitcoins?|kwanzas?|meticais',
  discount:
    'desconto~|saldos?|oferta~|promo~|cupao|cupoes|cupom|cupons|voucher~|vale[ -](?:de|compra~|presente)|pechincha~|liquida~|poup~|economiz~|economia|leve (?:dois|tres|mais)|pague~|cobr(?:imos|o) (?:o|esse|qualquer) preco|igual(?:amos|o) (?:o|esse|qualquer) preco|preco (?:especial|reduzido|de amigo|promocional|minimo)|black friday|bonus|cashback|reembolso da diferenca|faco-?lhe|baixo o preco|baixamos|abatimento~|a menos|de menos|pontos de fidelidade|codigo|arredond~',
  free: 'gratis|gratuit~|sem custo~|sem encargos|sem taxa~|de graca|oferecemos|de oferta|por conta da casa|por nossa conta|cortesia|isent~|nao (?:custa|paga|cobramos) nada|brinde~|de presente|portes pagos|frete (?:gratis|zero)',
  inStock:
    'em stock|em estoque|disponiv~|em armazem|existencias|temos (?:muitos|muitas|de sobra|bastantes|bastante)|pront[oa] a enviar|pront[oa] para envio|restam|resta|ha (?:muitos|muitas|bastantes|stock|unidades)|unidade|unidades|de volta|reposicao|repor~',
  soldOut:
    'esgotad~|sem stock|sem estoque|indisponiv~|nao (?:esta )?disponivel|nao (?:ha|restam|temos) (?:mais|stock|nenhum)|descontinuad~|fora de stock|acabou|acabaram',
  scarcity:
    'apresse~|despache~|corra|ultim[oa]s?|ultima oportunidade|a esgotar~|esta a acabar|esgotando|quase esgotad~|a voar|voando|restam poucos|restam poucas|pouc[oa]s|edicao limitada|stock limitado|estoque limitado|unidades limitadas|enquanto durar~|ate esgotar~|nao espere|antes que (?:acabe|esgote)~|restam|resta',
  day: 'amanha|depois de amanha|ontem|segunda(?:-feira)?|terca(?:-feira)?|quarta(?:-feira)|quinta(?:-feira)|sexta(?:-feira)?|sabado~|domingo~|janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|natal|pascoa|ano novo|meia-noite|meio-dia|esta (?:semana|tarde|noite)|este (?:mes|fim de semana)|proxim[oa] (?:semana|mes|dia|segunda|ano)|semana que vem|mes que vem|fim de semana|em (?:poucos|alguns|poucas|algumas|questao de) (?:dias|horas|semanas)|dentro de~|poucos dias|alguns dias|varios dias|dias uteis|mesmo dia|dia seguinte|final do~|inicio do~|fim do mes|quinzena|prazo de~',
  soon: 'hoje|agora|ja|em breve|brevemente|logo|imediat~|instante|rapid~|expresso|urgente~|de imediato|quanto antes|num (?:dia|mes|instante)|numa semana|em um (?:dia|mes)|em uma semana|dias|horas|semanas|a tempo|antes|garantid~',
  arrival:
    'cheg~|entreg~|envi~|receb~|mand~|despach~|sai|saem|saira~|tera~|a sua porta|em sua casa|na sua casa|em casa|repor~|volta~|estara~',
  cheapest:
    'mais barat[oa]s?|mais economic[oa]s?|mais em conta|melhor preco~|preco mais baixo|menor preco|mais acessive~|imbative~|melhor oferta|melhor relacao~|melhor custo~|preco minimo|menos car[oa]',
  superlative:
    'mais (?:vendid~|popular~|lev~|rapid~|resistente~|grande~|pequen~|potente~|nov[oa]~|modern~|forte~|quente~|confortav~|fiav~|confiav~|complet~|avancad~|car[oa]s?|compact~|silencios~|duradour~|duravel|versatil|recente|recentes|procurad~)|maior|maiores|menor|menores|melhor|melhores|best[ -]?seller~|campeao de~|numero um|lider~|premiad~|sem igual|inigualav~|unic[oa]s? (?:que|em|modelo|loja|marca)|do mundo|cinco estrelas|bem avaliad~|todos (?:o|a|os) (?:recomendam|adoram|amam)|maximo|maxima|recorde',
  cheaper:
    'mais barat[oa]s? (?:do )?que|mais car[oa]s? (?:do )?que|menos car[oa]~|barat[oa]s?|economic[oa]s?|acessive~|car[oa]s?|custa (?:menos|mais)|abaixo de~|dentro do (?:seu|teu) orcamento|cabe no (?:seu|teu) orcamento|mesmo preco|vale a pena|em conta',
  policy:
    'devol~|reembols~|garant~|troca-lo|troca-la|trocas?|trocar|sem perguntas|satisfacao~|seguro (?:de|contra|incluido)|segurad~|cobertura|cobre~|periodo de (?:teste|experiencia)|experimentar (?:em casa|sem)|prestacoes|parcel~|financi~|sem juros|alfandega~|impostos (?:incluidos|incluido)|iva|enviamos (?:para todo|para qualquer|internacional~)|entregamos em (?:todo|qualquer)|todo o mundo|embrulho~|papel de presente|direito de~|livre resolucao|cancelar (?:a qualquer|sem)',
  feature:
    'impermeav~|resistente~|repelente~|submersiv~|inquebrav~|indestrutiv~|ignifug~|respirav~|transpirav~|corta-vento~|isolad~|isolamento|cancelamento de~|sem fios?|bluetooth|wi-?fi|nfc|gps|recarregav~|usb~|hdmi|tatil|touch~|solar~|lava-loucas?|maquina de lavar~|lavav~|micro-?ondas|antiaderente~|vegan~|organic~|biologic~|ecologic~|algodao|la|merino|couro|pele|seda|linho|nylon|nailon|poliester|titanio|aluminio|aco|inox~|carbono|bambu|madeira|carvalho|plastico|vidro|ceramica|ouro|prata|diamante~|reciclad~|reciclav~|biodegradav~|sustentav~|comercio justo|artesana~|feit[oa]s? (?:a mao|em|de|com)|fabricad~|compativ~|funciona com|serve (?:para|em)|encaixa~|cabe~|liga-se~|conecta~|suporta~|inclui~|incluid~|vem com|vem~ com|traz~|na caixa|bateria~|pilhas?|integrad~|embutid~|ajustav~|dobrav~|dobra-se|insuflav~|inflav~|hipoalergenic~|alergen~|certificad~|certificacao|homologad~|grau (?:medico|militar)|dermatologic~|clinicamente|testad[oa]|patentead~|reversiv~|anti\\w+|protecao~|uv|bolso~|compartimento~|acolchoad~|almofadad~|forrad~|forro|fecho~|ziper|capuz|amoviv~|removiv~|destacav~|comando~|controlo por voz|controle por voz|alexa|siri|android|iphone|ios|windows|mac|linux|4k|oled|congelador|freezer|a prova de~|adequad~|apt[oa] para|sem gluten|sem acucar|sem lactose|sem (?:frutos secos|cafeina)|cafeina|descafeinad~|carregamento rapido|longa duracao|termic~|aquecid~|autolimpe~|automatic~|rodas|ergonomic~|ortopedic~|viscoelastic~|sem costuras|elastic~|antiderrapante~|penas|plumas|sintetic~|dura (?:todo|o dia|a vida)|para toda a vida',
  not: 'nao|sem|nunca|nem|tampouco|nenhum~|infelizmente',
  and: 'e|enquanto|mas|contra|ou',
  kinds: {
    total: 'total~|no total|soma|montante|paga|pagara|a pagar|cobrad~',
    subtotal: 'subtotal|artigos|produtos|itens',
    shipping: 'envio~|entrega|portes|frete|normal|expresso',
    tax: 'imposto~|iva|taxa~',
    saving: 'poup~|desconto~|economiz~|menos|reducao|cupao|cupom',
    price: 'preco~|custa~|custam|vale|valem|sai por|fica por|por apenas|por so|cada um~|cada uma~',
    stock: 'em stock|em estoque|restam|resta|disponiv~|unidades|existencias',
  },
};
