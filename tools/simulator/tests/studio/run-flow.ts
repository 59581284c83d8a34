import type { FlowDefinition } from '../../../studio/definition';
import { layOut } from '../../../studio/layout';
import { type Draft, END, widget } from '../../../studio/widget';
import { createStudio, type StudioOptions } from '../../studio/studio';
import { createNetwork, type NetworkOptions } from '../../twilio/network';
import { type CallOptions, placeCall } from '../../twilio/place-call';
import { type Page, pagesEdge } from '../fixture-network';

const FLOW_SID = 'FW1';

interface Run extends Pick<StudioOptions, 'failure'> {
  pages?: Record<string, Page>;
  call?: CallOptions;
  hosts?: NetworkOptions['hosts'];
}

/** A flow whose trigger leads to the first of the widgets. */
export function flowOf(...drafts: Draft[]): FlowDefinition {
  const exits = {
    incomingMessage: END,
    incomingCall: drafts[0]?.name ?? END,
    incomingConversationMessage: END,
    incomingRequest: END,
    incomingParent: END,
  };
  return layOut('test', [widget('trigger', 'Trigger', {}, exits), ...drafts]);
}

/** A widget that says something, after which the flow is over. */
export const sayWidget = (name: string, text: string = name): Draft =>
  widget('say-play', name, { say: text, loop: 1 }, { audioComplete: END });

/** Places a call to a flow; `spoken` is what the caller heard, `asked` what the service was asked. */
export async function runFlow(definition: FlowDefinition, run: Run = {}) {
  const { edge, asked } = pagesEdge(run.pages ?? {});
  const studio = createStudio({
    accountSid: 'AC1',
    flows: { [FLOW_SID]: definition },
    ...(run.failure && { failure: run.failure }),
  });
  const voiceUrl = studio.webhookUrl(FLOW_SID);
  const network = createNetwork({
    edge,
    authToken: 'token',
    accountSid: 'AC1',
    hosts: { ...run.hosts, ...studio.hosts },
    pace: 0,
  });
  const report = await placeCall(network, { voiceUrl, statusCallback: voiceUrl, ...run.call });
  const spoken = report.events.flatMap(({ what }) => /^says "(.*)"$/.exec(what)?.[1] ?? []);
  const codes = report.alerts.map(({ code }) => code);
  const [execution] = studio.executions;
  return { ...report, asked, spoken, codes, studio, execution };
}

/** The URL with which a call comes back to the flow. */
export const returnUrl = (query = '') =>
  `https://webhooks.twilio.com/v1/Accounts/AC1/Flows/${FLOW_SID}?FlowEvent=return${query}`;
