import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveTimeBack, hurry, takeTime } from '../../../tests/support/time';
import {
  type Conference,
  type LocalSignalWire,
  type MediaStreamServer,
  startLocalSignalWire,
  startMediaStreamServer,
} from '../../simulator';
import { run } from '../conference-stream';
import { runCommand, temporaryFolder } from './run-command';

let space: LocalSignalWire;
let server: MediaStreamServer;
let conference: Conference;
const folder = temporaryFolder();

beforeEach(async () => {
  server = await startMediaStreamServer();
  space = await startLocalSignalWire({
    eventUrl: 'https://voice-agent-1234.twil.io/conference-stream',
    send: async () => ({ status: 204, headers: {}, body: '' }),
    ca: server.ca,
  });
  conference = space.conference();
  conference.join();
  conference.join();
  const variables = { ...space.env, CONFERENCE_STREAM_URL: `${server.url}/audio` };
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(folder.path, '.env'), lines.join('\n'));
});
afterEach(async () => {
  await space.settled();
  await Promise.all([space.close(), server.close()]);
});
afterAll(folder.remove);

const command = (...args: string[]) => runCommand(run, args, { cwd: folder.path });

test('npm run conference-stream starts a stream, and stops it by its conference', async () => {
  const started = await command('start', conference.sid);

  expect(started.code).toBe(0);
  expect(started.out).toContain(`conference-${conference.sid}: started`);
  expect(space.forms[0]).not.toHaveProperty('StatusCallback');
  const [stream] = conference.streams;
  await stream?.opened;
  expect(started.out).toContain(`Its SID is ${stream?.sid}`);

  const stopped = await command('stop', conference.sid, '--json');

  expect(JSON.parse(stopped.out)).toEqual({
    conferenceSid: conference.sid,
    name: `conference-${conference.sid}`,
    status: 'stopped',
  });
  expect(conference.streams[0]?.status).toBe('stopped');
});

test('conference-stream stop --stream stops a stream by its SID', async () => {
  const { out } = await command('start', conference.sid, '--json');
  const { streamSid } = JSON.parse(out);
  await conference.streams[0]?.opened;

  const { code } = await command('stop', conference.sid, '--stream', streamSid);

  expect(code).toBe(0);
  expect(conference.streams[0]?.status).toBe('stopped');
});

test('conference-stream does not start a second stream for a conference', async () => {
  await command('start', conference.sid);
  const { code, out } = await command('start', conference.sid);

  expect(code).toBe(0);
  expect(out).toContain('already-started');
  expect(conference.streams).toHaveLength(1);
});

test('conference-stream --domain has the events of the stream sent to the service', async () => {
  await command('start', conference.sid, '--domain', 'voice-agent-1234.twil.io');

  expect(space.forms[0]?.StatusCallback).toBe('https://voice-agent-1234.twil.io/conference-stream');
});

test.each(['start', 'stop'])(
  'conference-stream %s says that the conference is over',
  async (action) => {
    conference.end();

    const { code, err } = await command(action, conference.sid);

    expect(code).toBe(1);
    expect(err).toContain('SignalWire has no such');
  },
);

test.each([
  [401, 'Check the key'],
  [422, 'CONFERENCE_STREAM_ variables'],
  [500, 'again in a minute'],
] as const)(
  'conference-stream exits with 1 and says what to do if SignalWire answers with %j',
  async (problem, words) => {
    space.fault('start-stream', problem);
    takeTime();

    const { code, err } = await hurry(command('start', conference.sid)).finally(giveTimeBack);

    expect(code).toBe(1);
    expect(err).toContain(words);
  },
);

test.each([[], ['start'], ['pause', 'x']])(
  'conference-stream refuses the arguments %j',
  async (...args) => {
    expect((await command(...args)).code).toBe(2);
  },
);
