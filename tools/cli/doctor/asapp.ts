import * as v from 'valibot';
import { VOICE_AGENT_VARIABLES } from '../../../src/agents/select-agent';
import { readSummaryFlag } from '../../../src/agents/summary';
import { asappApi } from '../../../src/asapp/api';
import { type AsappConfig, readAsappConfig } from '../../../src/asapp/config';
import {
  autoTranscribeStreamingUrl,
  generativeAgentStreamingUrl,
} from '../../../src/asapp/streaming-url';
import { readSummary } from '../../../src/asapp/summary';
import { sendRequest } from '../../../src/http/client';
import { RequestError } from '../../../src/http/errors';
import { type Environment, readVariables } from '../../../src/runtime/variables';
import { readTranscribeHandOff } from '../../../src/transcription/options';
import { type Check, type Finding, ok, problem, skipped, warning } from './check';
import { viewsOf } from './names';
import { isOffline } from './network';

/** How long ASAPP may take for both answers, in ms. */
const PATIENCE_MILLISECONDS = 10_000;

const health = v.object({ healthCheck: v.string() });

/** What calls need of ASAPP; they may need something else on another line. */
interface Use {
  readonly isAgent: boolean;
  readonly transcribes: boolean;
  readonly summarizes: boolean;
  readonly config: AsappConfig | undefined;
}

/** Whether ASAPP is up, and gives each key the streaming URLs that calls need. */
export const asappCheck: Check = {
  title: 'ASAPP',
  online: true,
  run: async ({ settings }) => {
    const uses = viewsOf(settings.variables)
      .map(useOf)
      .filter(({ isAgent, transcribes }) => isAgent || transcribes);
    if (uses.length === 0) return [skipped('ASAPP (nothing here uses it)')];
    const findings: Finding[] = [];
    for (const use of new Map(uses.map((one) => [JSON.stringify(one), one])).values()) {
      findings.push(...(await checkUse(use)));
    }
    return findings;
  },
};

function useOf(view: Environment): Use {
  const { VOICE_AGENT = 'asapp' } = readVariables(view, VOICE_AGENT_VARIABLES).value;
  const isAgent = VOICE_AGENT === 'asapp';
  return {
    isAgent,
    summarizes: isAgent && readSummaryFlag(view).value,
    transcribes: readTranscribeHandOff(view).value,
    config: readAsappConfig(view).value,
  };
}

async function checkUse({ isAgent, transcribes, summarizes, config }: Use): Promise<Finding[]> {
  if (!config) return [skipped('ASAPP (its variables are missing or malformed)')];
  const deadline = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  try {
    return [
      await checkHealth(config, deadline),
      ...(isAgent ? [await checkGenerativeAgent(config, deadline)] : []),
      ...(transcribes ? [await checkAutoTranscribe(config, deadline)] : []),
      ...(summarizes ? [await checkSummary(config, deadline)] : []),
    ];
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    if (await isOffline(error.facts.code)) return [skipped('ASAPP (no network)')];
    return [problem(`${error.message}, at ${config.origin}.`, fixFor(error))];
  }
}

async function checkHealth(config: AsappConfig, deadline: AbortSignal): Promise<Finding> {
  const request = { method: 'GET', path: '/v1/health', schema: health, deadline } as const;
  const { healthCheck } = await sendRequest(asappApi(config), request);
  if (healthCheck.toUpperCase() === 'SUCCESS') return ok(`ASAPP is healthy (${config.origin})`);
  return problem(
    `ASAPP reports a disruption: ${healthCheck}.`,
    'See status.asapp.com and try again; until then, calls go to the fallback.',
  );
}

async function checkGenerativeAgent(config: AsappConfig, deadline: AbortSignal): Promise<Finding> {
  await generativeAgentStreamingUrl(config, config.voiceAgentMode, deadline);
  return ok('ASAPP accepts the key for GenerativeAgent on Twilio');
}

async function checkAutoTranscribe(config: AsappConfig, deadline: AbortSignal): Promise<Finding> {
  await autoTranscribeStreamingUrl(config, deadline);
  return ok('ASAPP accepts the key for AutoTranscribe on Twilio');
}

/** A conversation that does not exist: a key that may not have summaries is refused before that matters. */
const NO_CONVERSATION = 'doctor-probe';

async function checkSummary(config: AsappConfig, deadline: AbortSignal): Promise<Finding> {
  try {
    await readSummary(config, NO_CONVERSATION, 0, deadline);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const { status } = error.facts;
    if (status === 401 || status === 403) {
      return warning(
        `ASAPP does not allow summaries for this key (HTTP ${status}): calls are handed off without them.`,
        'Ask your ASAPP contact to enable AutoSummary for the key, or remove SUMMARY.',
      );
    }
    if (status === undefined || status === 429 || status >= 500) {
      const fix = 'Try again later; until then, calls are handed off without summaries.';
      return warning(`${error.message}, at ${config.origin}.`, fix);
    }
  }
  return ok('ASAPP accepts the key for summaries');
}

function fixFor({ facts }: RequestError): string {
  switch (facts.status) {
    case 401:
      return 'ASAPP does not know the key: copy ASAPP_API_ID and ASAPP_API_SECRET again, from the environment that ASAPP_API_HOST belongs to (sandbox and production have separate keys).';
    case 403:
      return `ASAPP knows the key but has not enabled it for ${facts.path?.includes('autotranscribe') ? 'AutoTranscribe' : 'GenerativeAgent'}: ask your ASAPP contact to enable it.`;
    case 404:
      return 'The host is not ASAPP’s API: set ASAPP_API_HOST to api.sandbox.asapp.com or api.asapp.com.';
    case 429:
      return 'Too many requests to ASAPP, or the daily quota is used up: try again later, or ask ASAPP for a higher limit.';
    case undefined:
      return 'Check ASAPP_API_HOST (api.sandbox.asapp.com or api.asapp.com), and that your network lets requests to it through.';
    default:
      return 'See status.asapp.com and try again; until then, calls go to the fallback.';
  }
}
