import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startTwilioProxy, startTwilioRest } from '../../simulator';
import { runToolkitDeploy } from '../deploy/toolkit';
import { cloneProject } from './clone';

jest.setTimeout(60_000);
const TOOLKIT = require.resolve('twilio-run/bin/twilio-run.js');

test('the commands in docs/operations.md put an earlier build back into service', async () => {
  const rest = await startTwilioRest();
  const proxy = await startTwilioProxy(rest.listener);
  const clone = cloneProject();
  const temporary = mkdtempSync(join(tmpdir(), 'voice-agent-test-'));
  try {
    await clone.build();
    const ca = join(temporary, 'ca.pem');
    writeFileSync(ca, proxy.ca);
    clone.writeEnv({ ACCOUNT_SID: rest.account.sid, AUTH_TOKEN: rest.account.authToken });
    const env = {
      PATH: process.env.PATH,
      HOME: temporary,
      HTTP_PROXY: proxy.url,
      NODE_EXTRA_CA_CERTS: ca,
      CI: 'true',
    };
    const toolkit = (...args: string[]) =>
      promisify(execFile)(process.execPath, [TOOLKIT, ...args], {
        cwd: clone.path,
        env,
      });
    const deploy = () =>
      runToolkitDeploy({
        cwd: clone.path,
        envFile: join(clone.path, '.env'),
        environment: '',
        env,
      });

    expect(await deploy()).toMatchObject({ code: 0 });
    clone.edit('assets/index.html', 'Voice agent service', 'A worse page');
    expect(await deploy()).toMatchObject({ code: 0 });
    const [service] = rest.services;
    const [environment] = service?.environments ?? [];
    const [first, second] = service?.builds ?? [];
    expect(environment?.build_sid).toBe(second?.sid);

    const { stdout } = await toolkit('list', 'builds', '--env', '.env');
    expect(stdout).toContain(first?.sid);
    await toolkit('promote', '--build-sid', first?.sid ?? '', '--production', '--env', '.env');
    expect(environment?.build_sid).toBe(first?.sid);
  } finally {
    clone.remove();
    rmSync(temporary, { recursive: true });
    await proxy.close();
    await rest.close();
  }
});
