import type { Words } from './words.ts';

export const es: Words = {
  theShop: 'la tienda',
  orderNumber: 'Número de pedido',
  total: 'Total',
  delivery: 'Entrega estimada',
  carrier: 'Transportista',
  trackingNumber: 'Número de seguimiento',
  track: 'Seguir el paquete',
  refunded: 'Reembolsado',
  amount: 'Importe',
  reason: 'Motivo',
  handoff: 'Traspaso',
  resume: 'Volver a activarlo con',
  respondBy: 'Responder antes del',
  price: 'Precio',
  confirmWatch: 'Confirmar',
  endWatch: 'Terminar o no recibir más correos así',
  toShop: 'Ir a la tienda',
  notAsked: 'Si no lo ha pedido, no haga nada: no volverá a saber de ello.',
  onlyEmail: 'Este era el único correo que pidió.',
  bankDays: 'Según tu banco, el dinero tarda unos días en llegar a tu cuenta.',
  lookUp: 'Para consultar tu pedido, da este número al asistente. Enviaremos un código a esta dirección.',
  codeWarning: 'Escríbelo solo donde lo pediste. Si no pediste ningún código, ignora este mensaje.',
  signature: (shop) => `Un saludo, ${shop}`,
  templates: {
    order_confirmation: {
      subject: ({ shop, orderNumber }) => `Tu pedido ${orderNumber} en ${shop}`,
      opening: () => 'Gracias por tu pedido. Hemos recibido tu pago.',
    },
    order_shipped: {
      subject: ({ orderNumber }) => `Tu pedido ${orderNumber} está en camino`,
      opening: () => 'Buenas noticias: tu paquete está en camino.',
    },
    order_canceled: {
      subject: ({ orderNumber }) => `Tu pedido ${orderNumber} se ha cancelado`,
      opening: () => 'Tu pedido se ha cancelado.',
    },
    order_refunded: {
      subject: ({ orderNumber }) => `Reembolso de tu pedido ${orderNumber}`,
      opening: () => 'Te hemos devuelto el dinero.',
    },
    order_code: {
      subject: ({ shop }) => `Tu código para ${shop}`,
      opening: () => 'Con este código puedes ver tu pedido:',
    },
    payment_refunded: {
      subject: ({ shop }) => `Te devolvemos el pago a ${shop}`,
      opening: () =>
        'Tu pago llegó, pero no pudimos hacer el pedido. Te devolvemos todo el dinero; lo sentimos.',
    },
    watch_confirm: {
      subject: ({ product }) => `Confirme, por favor: ${product}`,
      opening: ({ shop, product }) =>
        `Alguien, esperamos que usted, quiere un correo de ${shop} sobre ${product}. Confírmelo con este enlace; vale siete días.`,
    },
    watch_back_in_stock: {
      subject: ({ product }) => `${product} vuelve a estar disponible`,
      opening: ({ shop, product }) =>
        `${product} vuelve a estar disponible en ${shop}. No podemos prometer por cuánto tiempo.`,
    },
    watch_price_below: {
      subject: ({ product }) => `${product} cuesta ahora menos`,
      opening: ({ product }) => `${product} cuesta ahora menos que el importe que indicó.`,
    },
    refund_failed: {
      subject: ({ orderNumber }) => `Un reembolso ha fallado: pedido ${orderNumber}`,
      opening: () =>
        'No se ha podido hacer un reembolso: el dinero sigue en la tienda. Vuelva a intentarlo o ciérrelo en la API de administración (GET /admin/v1/refunds?status=failed), o pague al comprador de otra forma.',
    },
    dispute_opened: {
      subject: ({ orderNumber }) => `Un pago está en disputa: pedido ${orderNumber}`,
      opening: () =>
        'El banco del comprador reclama el dinero. Responda a tiempo en su proveedor de pagos; si no, el dinero se pierde.',
    },
    dispute_closed: {
      subject: ({ orderNumber }) => `Una disputa está resuelta: pedido ${orderNumber}`,
      opening: () => 'El banco ha decidido sobre una disputa. El resultado figura abajo.',
    },
    handoff_waiting: {
      subject: ({ shop }) => `Un cliente espera a una persona en ${shop}`,
      opening: () =>
        'Un cliente espera en el chat a una persona. Abre la bandeja de entrada (shopwright inbox) para ver el motivo y responder.',
    },
    webhook_gone: {
      subject: ({ shop }) => `Se desactivó un webhook de ${shop}`,
      opening: () =>
        'Su dirección respondió 410 Gone, así que ya no se envían eventos allí. Si no era esa la intención, vuelve a activarlo: continúa donde se detuvo.',
    },
    webhook_unreachable: {
      subject: ({ shop }) => `Se desactivó un webhook de ${shop}`,
      opening: () =>
        'Su dirección no ha aceptado nada durante tres días, así que ya no se envían eventos allí. Cuando vuelva a responder, actívalo: continúa donde se detuvo. Los eventos se guardan 30 días.',
    },
  },
};
