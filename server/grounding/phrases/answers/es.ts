/** What answers to the customer's wishes say. Shape of a line as in the file that takes them in. */
export const answers = {
  small_talk: 'Todo bien por aquí, ¡gracias! ¿Qué buscas?',
  bot: 'Soy el asistente automático de la tienda. Si quieres, puedo llamar a una persona.',
  abuse: 'Siento que estés molesto. Puedo seguir ayudándote o llamar a una persona.',
  out_of_scope:
    'Solo puedo ayudarte con esta tienda: sus productos, tu carrito, tus pedidos y sus condiciones.',
  take_time: 'Tómate tu tiempo. Aquí estoy.',
  language_now: 'De acuerdo, seguimos en español.',
  again: 'Aquí está de nuevo:',
  rephrase: '¿Puedes decirlo con otras palabras?',
  opted_out:
    'De acuerdo. Aquí solo respondo a lo que escribes. En un canal de mensajes, envía STOP y no recibirás nada más.',
  opted_in: 'De acuerdo. En un canal de mensajes, envía START para volver a recibir noticias.',
  delete_by_person: 'Un compañero puede borrar lo que está guardado sobre ti. ¿Se lo pido?',
  not_written: 'La tienda no ha escrito nada sobre eso. ¿Pregunto a un compañero?',
  not_said: 'La tienda no dice eso de {product}.',
  shall_i_ask: '¿Pregunto a un compañero?',
  tax_at_checkout: 'La caja muestra los impuestos exactos antes de pagar.',
  alternatives_here: 'Estos podrían servirte en su lugar:',
  nothing_similar: 'Ahora mismo no tengo nada parecido.',
  cheaper_here: 'Por menos:',
  nothing_cheaper: 'No he encontrado nada parecido por menos.',
  accessories_here: 'Combina con esto:',
  nothing_with_it: 'La tienda no indica nada que combine con eso.',
  new_here: 'Novedades en la tienda:',
  bestsellers_unknown: 'No sé qué se vende más. Esto es lo nuevo:',
  match_by_person:
    'No puedo igualar precios de otras tiendas. Un compañero puede ver la oferta: ¿se lo pido?',
  no_discounts:
    'No puedo dar descuentos por mi cuenta. Si tienes un código, envíamelo. También puedo buscar algo que cueste menos.',
  trust:
    'Cada precio que nombro se lee de la tienda y va firmado, así que se puede comprobar, y ves el total completo antes de pagar.',
  prices_proven:
    'Cada precio que nombro se lee de la tienda en ese momento y va firmado: el propio precio lleva a su prueba.',
  return_all: '¿Registro una devolución de este pedido? Responde que sí y la tienda lo sabrá.',
  sorry_for_that: 'Lo siento.',
  order_by_person: 'No puedo hacerlo yo, pero un compañero sí. ¿Se lo pido?',
  payment_trouble:
    'Siento que el pago no funcione. Puedes volver a intentarlo en la página de pago, o pregunto a un compañero: ¿lo hago?',
  watch_limit: '¿Por debajo de qué precio te escribo?',
  watch_email: '¿A qué dirección de correo?',
  lead_need: '¿Qué necesitas, cuántos y para cuándo?',
  lead_contact:
    '¿Cómo podemos contactarte? Envía un correo o un teléfono con prefijo de país; con ello aceptas que te contactemos por esto.',
  shall_i_add: '¿Pongo {product} en tu carrito?',
  shall_i_clear: '¿Quito todo esto de tu carrito?',
  no_code_in_cart: 'No hay ningún código en tu carrito.',
  picked: 'Mi elección es {product}:',
  nothing_fits: 'No he encontrado nada que cumpla todo eso.',
};
