import { placesOf, type Template, type TemplateButton } from './templates.ts';

/** A template as it is handed in for approval: the body of `POST /{whatsapp-business-account-id}/message_templates`. */
export function templateDefinition(template: Template): Record<string, unknown> {
  const { name, language, category, header, body, examples, footer, offer, buttons } = template;
  const components = [
    ...(header ? [headerOf(header, examples)] : []),
    ...(offer
      ? [{ type: 'limited_time_offer', limited_time_offer: { text: offer.text, has_expiration: true } }]
      : []),
    body === undefined
      ? { type: 'body', add_security_recommendation: true }
      : { type: 'body', text: body, ...(examples.length > 0 && { example: { body_text: [examples] } }) },
    ...(footer === undefined ? [] : [{ type: 'footer', text: footer }]),
    ...(buttons.length > 0 ? [{ type: 'buttons', buttons: buttons.map(buttonOf) }] : []),
  ];
  return { name, language, category: category.toUpperCase(), components };
}

function headerOf(header: NonNullable<Template['header']>, examples: readonly string[]): object {
  if (header.format === 'image')
    return { type: 'header', format: 'image', example: { header_handle: [header.handle] } };
  const { text } = header;
  return {
    type: 'header',
    format: 'text',
    text,
    ...(placesOf(text) > 0 && { example: { header_text: [examples[0] ?? text] } }),
  };
}

function buttonOf(button: TemplateButton): object {
  switch (button.type) {
    case 'quick_reply':
      return { type: 'quick_reply', text: button.text };
    case 'url': {
      const { text, url, example } = button;
      return { type: 'url', text, url, ...(url.endsWith('{{1}}') && { example: [example ?? url] }) };
    }
    case 'copy_code':
      return { type: 'copy_code', example: button.example };
    case 'otp':
      return { type: 'otp', otp_type: 'copy_code' };
    case 'products':
      return { type: 'mpm', text: button.text };
  }
}
