import type { Lexicon } from './lexicon.ts';

export const es: Lexicon = {
  harmless:
    'un momento|un segundo|de nada|hoy\\?|en que puedo ayudar~ hoy|que (?:buscas|busca|necesitas|necesita) hoy|puedo ayudar~ hoy|buenos dias|buen dia|buenas tardes|buenas noches|feliz dia|que tengas un (?:buen|gran|lindo) (?:dia|fin de semana)|fin de semana\\?|por cierto|a la izquierda|al menos|por lo menos|en primer lugar|primero,|una vez|cada uno|cada una|uno de (?:estos|ellos|los)|una de (?:estas|ellas|las)|ningun[oa]?|el otro|la otra|cual (?:prefieres|te gusta|quieres|prefiere|le gusta) .{0,20}mejor|que te va mejor|mejor para ti|le va mejor|para quien es|lo mejor posible|si tienes un (?:codigo|cupon)|tienes (?:algun |un )?(?:codigo|cupon)(?: de descuento)?|tiene (?:algun |un )?(?:codigo|cupon)(?: de descuento)?|no puedo (?:dar|ofrecer|hacer|prometer|cambiar|inventar) .{0,30}(?:descuento|precio|precios)s?|(?:puedo |voy a |quieres que )?(?:comprobar|compruebo|compruebe|mirar|miro|mire|ver|consultar|consulto|verificar|verifico) (?:si|la|el|que) .{0,40}(?:disponible|disponibilidad|en stock|hay)|disponibilidad|nos vemos pronto|hasta pronto|sin prisa|con mucho gusto|solo puedo|unicamente puedo|ahora mismo (?:no )?(?:puedo|lo)|sin compromiso',
  number:
    'cero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci~|veint~|treinta~|cuarenta~|cincuenta~|sesenta~|setenta~|ochenta~|noventa~|cien|ciento~|cientos~|doscient~|trescient~|cuatrocient~|quinient~|seiscient~|setecient~|ochocient~|novecient~|mil|miles|millon~|billon~|docena~|medio|media|mitad|doble|triple|tercio~|cuarto de|cuarta parte|quinta parte|decima parte|por ciento|porciento|porcentaje|un par de|par de|decenas|[mdclxvi]{3,}',
  one: 'un|uno|una|solo un|sola',
  counted:
    'euros?|dolar~|pesos?|centimos?|centavos?|ano|anos|mes|meses|semana|semanas|dia|dias|hora|horas|minuto|minutos|unidad|unidades|pieza|piezas|estrella|estrellas|tercio|decimo|fraccion|millar',
  currency:
    'euros?|dolar~|pesos?|centimos?|centavos?|reales|libras? esterlinas?|libras|yenes|francos?|pavos|duros|pelas|plata|lana|eur|usd|mxn|ars|cop|clp|brl|gbp|jpy|bitcoins?|soles|bolivares',
  discount:
    'descuento~|rebaj~|ofert~|promo~|cupon~|vale (?:de|por)|ganga~|chollo~|liquidacion~|ahorr~|saldos?|dos por uno|tres por dos|igual(?:amos|o|ar) (?:el|ese|cualquier|su) precio|mejor(?:amos|o) (?:el|ese|cualquier) precio|precio (?:especial|rebajado|reducido|de amigo|de empleado|minimo)|black friday|bonificacion|bono|cashback|reembolso de la diferencia|te lo dejo|se lo dejo|le bajo|te bajo|bajamos el precio|quito del|menos en tu|de menos|puntos de fidelidad|codigo|redondeo',
  free: 'gratis|gratuit~|sin coste~|sin costo~|sin cargo~|sin gastos|regal~|de regalo|invita la casa|cortesia|libre de (?:gastos|cargos)|no (?:cuesta|pagas|paga|cobramos) nada|por nada|obsequio~|corre por nuestra cuenta|incluido en el precio',
  inStock:
    'en stock|disponib~|en almacen|en existencia~|existencias|tenemos (?:de sobra|muchos|muchas|bastantes)|listo para enviar|quedan|queda|hay (?:muchos|muchas|bastantes|de sobra|stock|existencias|unidades)|unidad|unidades|de nuevo en|reposicion|reponer~|repon~',
  soldOut:
    'agotad~|sin stock|no (?:esta )?disponible|no quedan?|no hay (?:stock|existencias|mas)|descatalogad~|fuera de stock|se acab~',
  scarcity:
    'date prisa|dese prisa|apresur~|corre|ultim[oa]s?|ultima oportunidad|se agota~|se acaba~|se esta agotando|a punto de agotar~|casi agotad~|vuela~|volando|quedan poc[oa]s|pocas? unidades|poc[oa]s|edicion limitada|stock limitado|existencias limitadas|unidades limitadas|hasta agotar|mientras duren|no esperes|antes de que se|quedan|queda',
  day: 'manana|pasado manana|anoche|ayer|lunes|martes|miercoles|jueves|viernes|sabado~|domingo~|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|navidad~|reyes|semana santa|nochebuena|medianoche|mediodia|esta (?:semana|tarde|noche)|este (?:mes|fin de semana)|proxim[oa] (?:semana|mes|dia|lunes|ano)|semana que viene|mes que viene|fin de semana|en (?:pocos|unos|unas|pocas|cuestion de|cuestion) (?:dias|horas|semanas|de horas|de dias)|dentro de~|pocos dias|unos dias|varios dias|dias habiles|dias laborables|mismo dia|dia siguiente|finales de~|principios de~|quincena|plazo de~',
  soon: 'hoy|ahora|ya|pronto|enseguida|en seguida|inmediat~|al instante|rapid~|expres|urgente~|de inmediato|cuanto antes|en breve|en un (?:dia|mes|rato|plis|momento)|en una semana|dias|horas|semanas|a tiempo|antes|garantizad~|en nada',
  arrival:
    'lleg~|entreg~|envi~|recib~|mand~|despach~|sale|salen|saldra~|tendra~|tendras|a tu puerta|en tu casa|en casa|repon~|vuelve~|estara~',
  cheapest:
    'mas barat[oa]s?|mas economic[oa]s?|mejor precio~|precio mas bajo|menor precio|mas asequible~|imbatible~|insuperable~|mejor oferta|mejor relacion~|precio minimo|el menos caro|la menos cara',
  superlative:
    'mas (?:vendid~|popular~|liger~|rapid~|resistente~|grande~|pequen~|potente~|nuev~|modern~|fuerte~|caliente~|comod~|fiable~|completo~|complet~|avanzad~|car[oa]s?|compact~|silencios~|duradero~|durader~|versatil~|valorad~)|mejor|mejores|superventas|best[ -]?seller~|numero uno|lider~|premiad~|galardonad~|sin igual|inigualable~|unic[oa]s? (?:que|en|modelo|tienda|marca)|del mundo|cinco estrellas|valorad~|todos (?:lo|la|los) (?:recomiendan|adoran|aman)|maximo|maxima|record',
  cheaper:
    'mas barat[oa]s? que|mas car[oa]s? que|menos car[oa]~|barat[oa]s?|economic[oa]s?|asequible~|car[oa]s?|cuesta (?:menos|mas)|mejor precio que|por debajo de~|dentro de tu presupuesto|dentro de su presupuesto|entra en tu presupuesto|mismo precio|igual de car[oa]|vale la pena',
  policy:
    'devol~|devuelv~|reembols~|garant~|cambiarl[oa]|cambios|cambio gratuito|sin preguntas|satisfaccion~|seguro (?:de|contra|incluido)|asegurad~|cobertura|cubre~|periodo de prueba|prueba sin~|probarl[oa] (?:en casa|sin)|plazos|financi~|sin intereses|aduana~|aranceles|iva|impuestos (?:incluidos|incluido)|impuesto incluido|envi(?:amos|o) (?:a todo|a cualquier|internacional~|al extranjero|mundial~)|todo el mundo|envolver~|papel de regalo|derecho de~|desistimiento|cancel(?:ar|acion) (?:en cualquier|sin)',
  feature:
    'impermeable~|resistente~|repelente~|sumergible~|irrompible~|indestructible~|ignifug~|transpirable~|cortavientos|aislante|aislad~|cancelacion de~|inalambric~|bluetooth|wi-?fi|nfc|gps|recargable~|usb~|hdmi|tactil~|solar~|lavavajillas|lavable~|lavadora|microondas|antiadherente~|vegan~|organic~|ecologic~|algodon|lana|merino|cuero|piel|seda|lino|nailon|nylon|poliester|titanio|aluminio|acero|inoxidable|carbono|bambu|madera|roble|plastico|vidrio|cristal|ceramica|oro|plata de ley|diamante~|reciclad~|reciclable~|biodegradable~|sostenible~|comercio justo|artesan~|hech[oa]s? (?:a mano|en|de|con)|fabricad~|compatible~|funciona con|sirve (?:para|con)|encaja~|cabe~|se conecta~|conexion|soporta~|incluy~|incluid~|viene~|trae~|en la caja|bateria~|pilas?|integrad~|ajustable~|plegable~|se pliega|hinchable~|inflable~|hipoalergenic~|alergen~|certificad~|certificacion|homologad~|grado (?:medico|militar)|dermatologic~|clinicamente|probad[oa]|patentad~|reversible~|anti\\w+|proteccion~|uv|bolsillo~|compartimento~|acolchad~|forrad~|forro|cremallera~|capucha~|desmontable~|extraible~|mando~|control por voz|alexa|siri|android|iphone|ios|windows|mac|linux|4k|oled|congelador|a prueba de~|apto para~|apta para~|sin gluten|sin azucar|sin lactosa|sin (?:frutos secos|cafeina)|cafeina|descafeinad~|carga rapida|larga duracion|termic~|calefact~|autolimpi~|automatic~|ruedas|ergonomic~|ortopedic~|viscoelastic~|sin costuras|elastic~|antideslizante~|plumon|plumas|sintetic~|dura todo~|para toda la vida',
  not: 'no|sin|nunca|tampoco|ni|ningun~|lamentablemente|carece~',
  and: 'y|e|mientras|pero|frente a|o',
  kinds: {
    total: 'total~|en total|suma|importe|pagas|pagaras|a pagar|cobrad~',
    subtotal: 'subtotal|articulos|productos',
    shipping: 'envio~|entrega|portes|gastos de envio|estandar|expres',
    tax: 'impuesto~|iva',
    saving: 'ahorr~|descuento~|rebaja~|menos|reduccion|cupon',
    price: 'precio~|cuesta~|cuestan|vale|valen|sale por|por solo|cada un[oa]',
    stock: 'en stock|quedan|queda|disponible~|unidades|existencias',
  },
};
