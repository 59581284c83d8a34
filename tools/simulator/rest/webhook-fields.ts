import { badRequest } from './refusal';

/** The fields of a number or an application that are URLs and their methods. */
export const URL_FIELDS = {
  VoiceUrl: 'voice_url',
  VoiceFallbackUrl: 'voice_fallback_url',
  StatusCallback: 'status_callback',
} as const;

export const METHOD_FIELDS = {
  VoiceMethod: 'voice_method',
  VoiceFallbackMethod: 'voice_fallback_method',
  StatusCallbackMethod: 'status_callback_method',
} as const;

export interface Webhooks {
  voice_url: string | null;
  voice_method: string;
  voice_fallback_url: string | null;
  voice_fallback_method: string;
  status_callback: string | null;
  status_callback_method: string;
}

/** Twilio prints a callback that is not set as an empty text, and the other URLs as null. */
export const NO_WEBHOOKS: Webhooks = {
  voice_url: null,
  voice_method: 'POST',
  voice_fallback_url: null,
  voice_fallback_method: 'POST',
  status_callback: '',
  status_callback_method: 'POST',
};

/** What a form changes of the webhooks; throws as Twilio does (21402, 21403, 21405). */
export function changedWebhooks(before: Webhooks, form: URLSearchParams): Webhooks {
  const after = { ...before };
  for (const [parameter, field] of Object.entries(URL_FIELDS)) {
    const value = form.get(parameter);
    if (value === null) continue;
    if (value !== '' && !/^https?:\/\/[^\s/]+\S*$/.test(value)) {
      throw badRequest(21402, `${parameter} is not valid: ${value}`);
    }
    after[field] = value || NO_WEBHOOKS[field];
  }
  for (const [parameter, field] of Object.entries(METHOD_FIELDS)) {
    const value = form.get(parameter);
    if (value === null) continue;
    if (value !== 'GET' && value !== 'POST') {
      throw badRequest(21403, `${parameter} is not valid: ${value}`);
    }
    after[field] = value;
  }
  if (after.voice_fallback_url && !after.voice_url) {
    throw badRequest(21405, 'A fallback URL was given without a primary URL');
  }
  return after;
}
