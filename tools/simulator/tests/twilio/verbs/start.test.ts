import { placeCall } from '../../../twilio/place-call';
import { pagesNetwork } from '../../fixture-network';
import { type MediaServer, startMediaServer } from '../../media-server';

let server: MediaServer;

beforeAll(async () => {
  server = await startMediaServer(() => {});
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
});

async function start(twiml: string) {
  const { network, asked } = pagesNetwork(
    { '/engage': twiml, '/status': { status: 204, headers: {}, body: '' } },
    { ca: server.ca },
  );
  const report = await placeCall(network);
  const statuses = asked.flatMap(({ form }) => (form.StreamEvent ? [form.StreamEvent] : []));
  return { ...report, statuses };
}

const fork = () =>
  `<Start><Stream name="fork" track="both_tracks" url="${server.url}" statusCallback="/status"/></Start>`;

/** Messages on their way are waited for; the test's own time limit ends it. */
async function stopped(): Promise<void> {
  while (server.stops().length === 0) await new Promise(setImmediate);
}

test('forks both tracks of the call until the call ends', async () => {
  const report = await start(`${fork()}<Say>Bye.</Say>`);
  await stopped();
  expect(report).toMatchObject({ end: 'goodbye', alerts: [] });
  expect(report.statuses).toEqual(['stream-started', 'stream-stopped']);
  expect(server.starts()[0]?.start.tracks).toEqual(['inbound', 'outbound']);
});

test("shows a fork to a server that is not ASAPP's as one to a media server", async () => {
  const { events } = await start(`${fork()}<Say>Bye.</Say>`);
  expect(events).toContainEqual(
    expect.objectContaining({ to: 'media server', what: 'forks the call to a stream' }),
  );
  await stopped();
});

test('stops a fork by its name', async () => {
  const report = await start(`${fork()}<Pause/><Stop><Stream name="fork"/></Stop><Say>Bye.</Say>`);
  await stopped();
  expect(report.alerts).toEqual([]);
});

test('refuses a second stream with the same name', async () => {
  const report = await start(`${fork()}${fork()}<Say>Bye.</Say>`);
  expect(report.alerts).toEqual([expect.objectContaining({ code: 12200 })]);
});

test('warns when no stream of that name is running', async () => {
  const report = await start('<Stop><Stream name="none"/></Stop><Say>Bye.</Say>');
  expect(report.alerts).toEqual([expect.objectContaining({ code: 12200 })]);
});

test('does not end the call if a fork fails', async () => {
  const report = await start(
    '<Start><Stream url="wss://localhost:1/" statusCallback="/status"/></Start><Say>Bye.</Say>',
  );
  expect(report.end).toBe('goodbye');
  expect(report.statuses).toEqual(['stream-error']);
});
