import type { Words } from './words.ts';

export const pt: Words = {
  theShop: 'a loja',
  orderNumber: 'Número do pedido',
  total: 'Total',
  delivery: 'Entrega prevista',
  carrier: 'Transportadora',
  trackingNumber: 'Número de rastreio',
  track: 'Seguir a encomenda',
  refunded: 'Reembolsado',
  amount: 'Valor',
  reason: 'Motivo',
  handoff: 'Transferência',
  resume: 'Reativar com',
  respondBy: 'Responder até',
  price: 'Preço',
  confirmWatch: 'Confirmar',
  endWatch: 'Terminar ou não receber mais e-mails destes',
  toShop: 'Ir para a loja',
  notAsked: 'Se não pediu isto, não faça nada: não voltará a ouvir falar do assunto.',
  onlyEmail: 'Este foi o único e-mail que pediu.',
  bankDays: 'Conforme o seu banco, o dinheiro demora alguns dias a chegar à sua conta.',
  lookUp: 'Para consultar o pedido, dê este número ao assistente. Enviaremos um código para este endereço.',
  codeWarning: 'Escreva-o apenas onde o pediu. Se não pediu um código, ignore esta mensagem.',
  signature: (shop) => `Cumprimentos, ${shop}`,
  templates: {
    order_confirmation: {
      subject: ({ shop, orderNumber }) => `O seu pedido ${orderNumber} em ${shop}`,
      opening: () => 'Obrigado pelo seu pedido. Recebemos o seu pagamento.',
    },
    order_shipped: {
      subject: ({ orderNumber }) => `O seu pedido ${orderNumber} está a caminho`,
      opening: () => 'Boas notícias: a sua encomenda está a caminho.',
    },
    order_canceled: {
      subject: ({ orderNumber }) => `O seu pedido ${orderNumber} foi cancelado`,
      opening: () => 'O seu pedido foi cancelado.',
    },
    order_refunded: {
      subject: ({ orderNumber }) => `Reembolso do seu pedido ${orderNumber}`,
      opening: () => 'Devolvemos o seu dinheiro.',
    },
    order_code: {
      subject: ({ shop }) => `O seu código para ${shop}`,
      opening: () => 'Com este código pode ver o seu pedido:',
    },
    payment_refunded: {
      subject: ({ shop }) => `O seu pagamento a ${shop} está a ser devolvido`,
      opening: () =>
        'O seu pagamento chegou, mas não pudemos fazer o pedido. Devolvemos todo o dinheiro; lamentamos.',
    },
    watch_confirm: {
      subject: ({ product }) => `Falta a sua confirmação: ${product}`,
      opening: ({ shop, product }) =>
        `Alguém, esperamos que você, quer um e-mail de ${shop} sobre ${product}. Confirme com esta ligação; é válida durante sete dias.`,
    },
    watch_back_in_stock: {
      subject: ({ product }) => `${product} está de novo disponível`,
      opening: ({ shop, product }) =>
        `${product} está de novo disponível em ${shop}. Não podemos prometer por quanto tempo.`,
    },
    watch_price_below: {
      subject: ({ product }) => `${product} custa agora menos`,
      opening: ({ product }) => `${product} custa agora menos do que o valor que indicou.`,
    },
    refund_failed: {
      subject: ({ orderNumber }) => `Um reembolso falhou: pedido ${orderNumber}`,
      opening: () =>
        'Não foi possível fazer um reembolso: o dinheiro continua na loja. Tente de novo ou encerre-o na API de administração (GET /admin/v1/refunds?status=failed), ou pague ao comprador de outra forma.',
    },
    dispute_opened: {
      subject: ({ orderNumber }) => `Um pagamento está em disputa: pedido ${orderNumber}`,
      opening: () =>
        'O banco do comprador pede o dinheiro de volta. Responda a tempo no seu provedor de pagamentos; caso contrário, o dinheiro se perde.',
    },
    dispute_closed: {
      subject: ({ orderNumber }) => `Uma disputa foi decidida: pedido ${orderNumber}`,
      opening: () => 'O banco decidiu sobre uma disputa. O resultado está abaixo.',
    },
    handoff_waiting: {
      subject: ({ shop }) => `Um cliente espera por uma pessoa em ${shop}`,
      opening: () =>
        'Um cliente espera por uma pessoa no chat. Abra a caixa de entrada (shopwright inbox) para ver o motivo e responder.',
    },
    webhook_gone: {
      subject: ({ shop }) => `Um webhook de ${shop} foi desativado`,
      opening: () =>
        'O endereço respondeu 410 Gone, por isso não são enviados mais eventos para lá. Se não era essa a intenção, reative-o: continua onde parou.',
    },
    webhook_unreachable: {
      subject: ({ shop }) => `Um webhook de ${shop} foi desativado`,
      opening: () =>
        'O endereço não aceitou nada durante três dias, por isso não são enviados mais eventos para lá. Assim que voltar a responder, reative-o: continua onde parou. Os eventos são guardados por 30 dias.',
    },
  },
};
