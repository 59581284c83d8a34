import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type LocalService, startLocalService } from '../service/local-service';

/**
 * A service whose functions are given as source text, by file name: `engage.protected` →
 * the body of `(context, event, twiml, respond) => …`.
 */
export async function startFixture(
  functions: Record<string, string>,
  env: Record<string, string> = {},
  onLog?: (line: string) => void,
): Promise<LocalService> {
  // Inside the project: the functions must find its `twilio`.
  mkdirSync('dist', { recursive: true });
  const folder = mkdtempSync(join(process.cwd(), 'dist/fixture-'));
  for (const [name, body] of Object.entries(functions)) {
    writeFileSync(join(folder, `${name}.js`), wrap(body));
  }
  const service = await startLocalService({
    functions: relative(process.cwd(), folder),
    env,
    ...(onLog !== undefined && { onLog }),
  });
  return {
    ...service,
    async close() {
      await service.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const wrap = (body: string) => `
exports.handler = (context, event, callback) => {
  const respond = (body, type = 'text/xml', status = 200) => {
    const response = new Twilio.Response();
    response.appendHeader('content-type', type);
    response.setStatusCode(status);
    response.setBody(body);
    callback(null, response);
  };
  ${body}
};
`;

/** A function that answers this TwiML; each `{{expression}}` in it is filled in at each request. */
export const answerTwiml = (inside: string) =>
  `respond(\`<Response>${inside.replace(/{{(.*?)}}/g, '$${$1}')}</Response>\`);`;
