import { serviceUrl } from '../../../src/voice/urls';
import { table } from '../command/help';
import type { Terminal } from '../command/terminal';
import type { Protection } from './probe';

/** Prints what was deployed, and the URLs to use. */
export function announce(
  domainName: string,
  version: string | undefined,
  protection: Protection,
  terminal: Terminal,
): void {
  const urls = {
    voice: serviceUrl(domainName, '/engage'),
    fallback: serviceUrl(domainName, '/fallback'),
    studioRedirect: `https://${domainName}/engage?FlowEvent=return&flowSid={{flow.flow_sid}}`,
    studioRunFunction: `https://${domainName}/call-transfer-state`,
    // With its file name: Twilio serves / only for an asset that was uploaded as /assets/index.html.
    page: `https://${domainName}/index.html`,
  };
  terminal.result({ domainName, version, protection: protection.kind, urls });
  terminal.say(`\nDeployed version ${version} to ${terminal.style('bold', domainName)}\n`);
  terminal.say(
    table([
      ['voice URL of a number', urls.voice],
      ['fallback URL', urls.fallback],
      ['Studio, TwiML Redirect', urls.studioRedirect],
      ['Studio, Run Function', urls.studioRunFunction],
      ['the same as a web page', urls.page],
    ]),
  );
  terminal.say('\nNext: `npm run bind-number -- +15551234567`');
}
