import { type PhraseKey, phraseText } from '../../../grounding/phrases/phrases.ts';
import { FORMS, type FormField, type FormName } from './forms.ts';

/**
 * A form as Flow JSON, in the words of the shop: what is uploaded to Meta, once for each language
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/flows/reference/flowjson). Labels have 20 characters at
 * most there.
 */
export function flowJson(name: FormName, language: string): Record<string, unknown> {
  const { screen, title, fields } = FORMS[name];
  const say = (key: PhraseKey): string => phraseText(key, language);
  const payload = Object.fromEntries(fields.map((field) => [field.name, `\${form.${field.name}}`]));
  return {
    version: '7.0',
    data_api_version: '3.0',
    routing_model: { [screen]: [] },
    screens: [
      {
        id: screen,
        title: say(title),
        terminal: true,
        data: {
          init_values: { type: 'object', __example__: {} },
          error_messages: { type: 'object', __example__: {} },
        },
        layout: {
          type: 'SingleColumnLayout',
          children: [
            {
              type: 'Form',
              name: 'form',
              // biome-ignore lint/suspicious/noTemplateCurlyInString: places of Flow JSON
              'init-values': '${data.init_values}',
              // biome-ignore lint/suspicious/noTemplateCurlyInString: places of Flow JSON
              'error-messages': '${data.error_messages}',
              children: [
                ...fields.map((field) => componentOf(field, say)),
                {
                  type: 'Footer',
                  label: say('form_send'),
                  'on-click-action': { name: 'data_exchange', payload },
                },
              ],
            },
          ],
        },
      },
    ],
  };
}

function componentOf({ name, label, input, required }: FormField, say: (key: PhraseKey) => string): object {
  if (input === 'consent') return { type: 'OptIn', name, label: say(label), required };
  if (input === 'area') return { type: 'TextArea', name, label: say(label), required };
  return { type: 'TextInput', name, label: say(label), 'input-type': input, required };
}
