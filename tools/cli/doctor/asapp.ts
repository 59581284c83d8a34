import * as v from 'valibot';
import { asappApi } from '../../../src/asapp/api';
import { type AsappConfig, readAsappConfig } from '../../../src/asapp/config';
import {
  autoTranscribeStreamingUrl,
  generativeAgentStreamingUrl,
} from '../../../src/asapp/streaming-url';
import { sendRequest } from '../../../src/http/client';
import { RequestError } from '../../../src/http/errors';
import { variable } from '../../../src/runtime/variables';
import { readTranscribeHandOff } from '../../../src/transcription/options';
import { bad, type Check, type Finding, good, leftOut } from './check';
import { isOffline } from './network';

/** How long ASAPP may take for both answers, in ms. */
const PATIENCE_MILLISECONDS = 10_000;

const health = v.object({ healthCheck: v.string() });

/** Whether ASAPP is there, and gives this key the URL that each call needs. */
export const asappCheck: Check = {
  title: 'ASAPP',
  online: true,
  run: async ({ settings }) => {
    const isAgent = (variable(settings.variables, 'VOICE_AGENT') ?? 'asapp') === 'asapp';
    const transcribes = readTranscribeHandOff(settings.variables).value;
    if (!isAgent && !transcribes) return [leftOut('ASAPP: nothing here uses it')];
    const config = readAsappConfig(settings.variables).value;
    if (!config) return [leftOut('ASAPP: its variables are missing or malformed')];
    const deadline = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    try {
      return [
        await checkHealth(config, deadline),
        ...(isAgent ? [await checkGenerativeAgent(config, deadline)] : []),
        ...(transcribes ? [await checkAutoTranscribe(config, deadline)] : []),
      ];
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      if (await isOffline(error.facts.code)) return [leftOut('ASAPP: there is no network')];
      return [bad(`${error.message}, at ${config.origin}.`, mendOf(error))];
    }
  },
};

async function checkHealth(config: AsappConfig, deadline: AbortSignal): Promise<Finding> {
  const request = { method: 'GET', path: '/v1/health', schema: health, deadline } as const;
  const { healthCheck } = await sendRequest(asappApi(config), request);
  if (healthCheck.toUpperCase() === 'SUCCESS') return good(`ASAPP is healthy (${config.origin})`);
  return bad(
    `ASAPP says that it is disrupted: ${healthCheck}.`,
    'See status.asapp.com and try again; calls go to the fallback meanwhile.',
  );
}

async function checkGenerativeAgent(config: AsappConfig, deadline: AbortSignal): Promise<Finding> {
  await generativeAgentStreamingUrl(config, config.voiceAgentMode, deadline);
  return good('ASAPP takes the key for GenerativeAgent on Twilio');
}

async function checkAutoTranscribe(config: AsappConfig, deadline: AbortSignal): Promise<Finding> {
  await autoTranscribeStreamingUrl(config, deadline);
  return good('ASAPP takes the key for AutoTranscribe on Twilio');
}

function mendOf({ facts }: RequestError): string {
  switch (facts.status) {
    case 401:
      return 'ASAPP does not know the key: copy ASAPP_API_ID and ASAPP_API_SECRET anew, and use those of the environment that ASAPP_API_HOST names (sandbox and production have keys of their own).';
    case 403:
      return `ASAPP knows the key but has not enabled it for ${facts.path?.includes('autotranscribe') ? 'AutoTranscribe' : 'GenerativeAgent'}: ask your ASAPP contact to do so.`;
    case 404:
      return 'The host is not ASAPP’s API: set ASAPP_API_HOST to api.sandbox.asapp.com or api.asapp.com.';
    case 429:
      return 'ASAPP has had too many requests, or the day’s quota is used up: try again later, or ask ASAPP for more.';
    case undefined:
      return 'Check ASAPP_API_HOST (api.sandbox.asapp.com or api.asapp.com), and that this network lets it through.';
    default:
      return 'See status.asapp.com and try again; calls go to the fallback meanwhile.';
  }
}
