import type { FaithfulReply } from '../skeleton.ts';

/** Faithful replies in Spanish: carts, checkouts, orders and policies. */
export const purchasesReplies: readonly FaithfulReply[] = [
  {
    says: 'En tu carrito está {cart.line1.title}, cantidad: {cart.line1.quantity}. El total de esa línea es {cart.line1.total}.',
  },
  { says: 'Ya está en el carrito: {cart.line2.title}, por {cart.line2.total}.' },
  {
    says: 'Tu carrito ahora mismo:\n{cart.line1.title}: {cart.line1.total}\n{cart.line2.title}: {cart.line2.total}\nTotal: {cart.total}',
  },
  {
    says: 'Llevas {cart.line1.quantity} de {cart.line1.title} y {cart.line2.quantity} de {cart.line2.title}. ¿Todo bien así?',
  },
  {
    says: 'Los artículos suman {cart.items}; el envío, {cart.shipping}; los impuestos, {cart.tax}. En total: {cart.total}.',
  },
  { says: 'El total es {cart.total}. ¿Te parece bien si pasamos al pago?' },
  { says: 'Cada unidad de {cart.line1.title} sale a {cart.line1.unit_price}.' },
  { says: '{cart.line2.title} va a {cart.line2.unit_price} la unidad.' },
  { says: 'El envío de este carrito es {cart.shipping}.', customer: '¿Cuánto es el envío?' },
  { says: 'De impuestos figura {cart.tax}.' },
  { says: 'Sumando todo, el carrito marca {cart.total}. Si quieres quitar algo, dímelo antes de pagar.' },
  { says: 'He añadido {cart.line1.title} al carrito. ¿Algo más?' },
  { says: 'Listo, añadido. El carrito queda en {cart.total}.' },
  { says: 'Hecho. Ahora el subtotal de artículos es {cart.items}.' },
  { says: '¿Quieres que quite {cart.line2.title} o lo dejamos?' },
  { says: 'Antes de pagar, repasa que esté todo: {cart.line1.title} y {cart.line2.title}.' },
  { says: 'Puedes terminar la compra aquí: {checkout.link}' },
  { says: 'Aquí tienes el enlace para revisar y pagar: {checkout.link} Yo no veo los datos de tu tarjeta.' },
  { says: 'Entra en {checkout.link}, pon tu dirección y elige cómo pagar.' },
  { says: 'Cuando quieras, sigue por este enlace: {checkout.link}' },
  {
    says: 'Opciones de entrega:\n{delivery.1.title}: {delivery.1.price}, {delivery.1.days}\n{delivery.2.title}: {delivery.2.price}, {delivery.2.days}',
  },
  { says: 'Con {delivery.1.title} la entrega prevista es {delivery.1.days} y cuesta {delivery.1.price}.' },
  { says: '{delivery.2.title} sale por {delivery.2.price}. Llegada prevista: {delivery.2.days}.' },
  {
    says: '¿Qué te viene mejor, {delivery.1.title} ({delivery.1.price}) o {delivery.2.title} ({delivery.2.price})?',
  },
  {
    says: 'Si te corre prisa, {delivery.2.title} tiene prevista la entrega {delivery.2.days}.',
    customer: 'Lo necesito cuanto antes',
  },
  { says: 'Para tu dirección veo {delivery.1.title}: {delivery.1.days}.' },
  { says: 'Tu pedido {order.number} está {order.status}.' },
  {
    says: 'El estado de tu pedido es: {order.status}. Entrega prevista: {order.delivery}.',
    customer: '¿Dónde está mi pedido?',
  },
  { says: 'Ya lo tengo delante: pedido {order.number}, total {order.total}, estado {order.status}.' },
  { says: 'El pedido {order.number} tiene prevista la entrega {order.delivery}.' },
  { says: 'El total del pedido {order.number} es {order.total}.' },
  { says: 'Gracias por tu compra. Tu número es {order.number}; guárdalo por si lo necesitas.' },
  {
    says: 'Tranquila, tu pedido consta como {order.status}. Cualquier novedad te la puedo mirar aquí.',
    customer: 'Estoy preocupada por mi pedido',
  },
  { says: '¿Es el pedido {order.number} el que quieres consultar?' },
  { says: 'Sobre las devoluciones, la tienda dice: {policy.returns.1}', customer: '¿Puedo devolverlo?' },
  { says: 'Claro. {policy.returns.1} {policy.returns.2}' },
  { says: 'Para devolver, así se hace: {policy.returns.3}' },
  { says: 'En cuanto al dinero: {policy.returns.4}', customer: '¿Cuándo me devuelven el dinero?' },
  { says: 'Hay excepciones, te las copio: {policy.returns.5}' },
  { says: 'Enviamos a estos destinos: {policy.shipping.1}', customer: '¿Envían a mi país?' },
  { says: 'Te copio lo que cuesta: {policy.shipping.2}' },
  {
    says: 'Sobre el envío sin coste, la norma es esta: {policy.shipping.3}',
    customer: '¿El envío es gratis?',
  },
  { says: 'Plazos: {policy.shipping.4}' },
  { says: 'Para lo más voluminoso se aplica esto: {policy.shipping.5}' },
  {
    says: '{policy.shipping.6} Lo dice nuestra página de envíos.',
    customer: '¿Cómo llega la tarjeta regalo?',
  },
  { says: 'La garantía funciona así: {policy.warranty.1}' },
  { says: 'Lo que la garantía deja fuera: {policy.warranty.2}', customer: '¿Y si se me cae?' },
  { says: 'Vaya, siento que te haya salido con defecto. {policy.warranty.3}', customer: 'Se me ha roto' },
  { says: 'De los pagos: {policy.payment.1}', customer: '¿Cómo se paga?' },
  { says: '{policy.payment.2} Así que depende de adónde vaya.' },
  { says: 'Sobre los impuestos, la página de pagos dice: {policy.payment.3}', customer: '¿Lleva IVA?' },
  { says: '¿Cuándo se cobra? {policy.payment.4}' },
  {
    says: 'Te resumo con las palabras de la propia tienda: {policy.returns.1} Y para pedirla: {policy.returns.3}',
  },
  {
    says: 'La respuesta corta está en nuestras condiciones: {policy.warranty.1} Si tu caso es distinto, aviso a una persona.',
  },
  { says: 'Con mucho gusto. Le transcribo la condición: {policy.returns.2}' },
];
