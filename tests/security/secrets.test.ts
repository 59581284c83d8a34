import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { readCallTransfer } from '../../src/asapp/call-transfer';
import { buildFunctions } from '../../tools/cli/build/functions';
import type { HttpFault } from '../../tools/simulator';
import { ROOT, startSignedService } from './signed-service';

const SECRET = 'MARK-OF-THE-SECRET';
const KEY_ID = 'MARK-OF-THE-KEY';
const CALL = {
  CallSid: `CA${'1'.repeat(32)}`,
  AccountSid: `AC${'2'.repeat(32)}`,
  CallStatus: 'in-progress',
  From: '+15550100001',
};
const PATHS = readdirSync(join(ROOT, 'functions')).map((file) => `/${file.split('.')[0]}`);
const FAULTS: readonly (HttpFault | undefined)[] = [
  undefined,
  401,
  503,
  'reset',
  'html',
  'empty-object',
  // A server that echoes what it received.
  { status: 400, json: { error: { message: SECRET, requestId: 'r', code: '400-01' } } },
];

test('no answer and no log line of any function holds a secret, whatever ASAPP does', async () => {
  const service = await startSignedService({
    ASAPP_API_ID: KEY_ID,
    ASAPP_API_SECRET: SECRET,
    CLERK_API_KEY: SECRET,
    SIGNALWIRE_API_TOKEN: SECRET,
    SIGNALWIRE_SIGNING_KEY: SECRET,
  });
  const answers: string[] = [];
  try {
    for (const fault of FAULTS) {
      service.asapp.clearFaults();
      if (fault !== undefined) {
        service.asapp.fault('streaming-url', fault);
        service.asapp.fault('call-transfer', fault);
      }
      for (const path of PATHS) answers.push(inspect(await service.post(path, CALL)));
    }
  } finally {
    await service.close();
  }

  expect(answers).toHaveLength(FAULTS.length * PATHS.length);
  expect(service.logs.length).toBeGreaterThan(0);
  for (const text of [...answers, ...service.logs]) {
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(KEY_ID);
  }
});

test('a request error holds no secret, however it is printed', async () => {
  const config = { origin: 'http://127.0.0.1:9', apiId: KEY_ID, apiSecret: SECRET };
  const error: unknown = await readCallTransfer(config, 'CA1', AbortSignal.timeout(3_000)).catch(
    (thrown: unknown) => thrown,
  );

  expect(error).toHaveProperty('facts');
  const printed = [
    String(error),
    inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error),
    (error as { stack?: string }).stack ?? '',
  ].join('\n');
  expect(printed).not.toContain(SECRET);
});

test('a bundled function holds no secret and no path of the machine that built it', async () => {
  process.env.ASAPP_API_SECRET = SECRET;
  // In a separate project, so that other tests keep the functions that they use.
  const project = mkdtempSync(join(ROOT, 'dist/security-'));
  try {
    for (const folder of ['functions', 'src', 'node_modules'])
      symlinkSync(join(ROOT, folder), join(project, folder));
    writeFileSync(join(project, '.env'), `ASAPP_API_SECRET=${SECRET}\n`);
    const files = await buildFunctions(project);

    expect(files).toHaveLength(PATHS.length);
    for (const file of readdirSync(join(project, 'dist/functions'))) {
      const bundle = readFileSync(join(project, 'dist/functions', file), 'utf8');
      expect(bundle).not.toContain(SECRET);
      expect(bundle).not.toContain(ROOT);
      expect(bundle).not.toContain('sourceMappingURL');
    }
  } finally {
    delete process.env.ASAPP_API_SECRET;
    rmSync(project, { recursive: true });
  }
});
