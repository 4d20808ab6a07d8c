/** What answers to the customer's wishes say. Shape of a line as in the file that takes them in. */
export const answers = {
  small_talk: 'Por aqui tudo bem, obrigado! O que procura?',
  bot: 'Sou o assistente automático da loja. Se quiser, posso chamar uma pessoa.',
  abuse: 'Lamento o incómodo. Posso continuar a ajudar ou chamar uma pessoa.',
  out_of_scope:
    'Só posso ajudar com esta loja: os produtos, o seu carrinho, as suas encomendas e as condições.',
  take_time: 'Sem pressa. Estou aqui.',
  language_now: 'Está bem, continuamos em português.',
  again: 'Aqui está outra vez:',
  rephrase: 'Pode dizer isso por outras palavras?',
  opted_out:
    'Está bem. Aqui só respondo ao que escreve. Num canal de mensagens, envie STOP e não recebe mais nada.',
  opted_in: 'Está bem. Num canal de mensagens, envie START para voltar a receber notícias.',
  delete_by_person: 'Um colega pode apagar o que está guardado sobre si. Peço?',
  not_written: 'A loja não escreveu nada sobre isso. Pergunto a um colega?',
  not_said: 'A loja não diz isso de {product}.',
  shall_i_ask: 'Pergunto a um colega?',
  tax_at_checkout: 'O checkout mostra os impostos exatos antes de pagar.',
  alternatives_here: 'Estes podem servir em alternativa:',
  nothing_similar: 'De momento não tenho nada parecido.',
  cheaper_here: 'Por menos:',
  nothing_cheaper: 'Não encontrei nada parecido por menos.',
  accessories_here: 'Combina com isto:',
  nothing_with_it: 'A loja não indica nada que combine com isso.',
  new_here: 'Novidades na loja:',
  bestsellers_unknown: 'Não sei o que se vende mais. Isto é o que há de novo:',
  match_by_person: 'Não posso igualar preços de outras lojas. Um colega pode ver a oferta: peço?',
  no_discounts:
    'Não posso dar descontos por minha conta. Se tem um código, envie-mo. Também posso procurar algo que custe menos.',
  trust:
    'Cada preço que indico é lido da loja e vai assinado, por isso pode ser verificado, e vê o total completo antes de pagar.',
  prices_proven:
    'Cada preço que indico é lido da loja nesse momento e vai assinado: o próprio preço leva à sua prova.',
  return_all: 'Registo uma devolução desta encomenda? Responda sim e a loja fica a saber.',
  sorry_for_that: 'Lamento isso.',
  order_by_person: 'Não posso fazer isso, mas um colega pode. Peço?',
  payment_trouble:
    'Lamento que o pagamento não funcione. Pode tentar outra vez na página de pagamento, ou pergunto a um colega: pergunto?',
  watch_limit: 'Abaixo de que preço lhe escrevo?',
  watch_email: 'Para que endereço de email?',
  lead_need: 'De que precisa, quantos e para quando?',
  lead_contact:
    'Como podemos contactá-lo? Envie um email ou um telefone com indicativo do país; com isso aceita que o contactemos sobre isto.',
  shall_i_add: 'Coloco {product} no seu carrinho?',
  shall_i_clear: 'Tiro tudo isto do seu carrinho?',
  no_code_in_cart: 'Não há nenhum código no seu carrinho.',
  picked: 'A minha escolha é {product}:',
  nothing_fits: 'Não encontrei nada que cumpra tudo isso.',
};
