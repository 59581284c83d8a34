import type twilio from 'twilio';
import { twilioClient } from '../../../cli/twilio/client';
import { type LocalTwilioRest, startTwilioRest } from '../../rest/start';
import { setTaskStatus } from '../../twilio/task';

const WORKFLOW = `WW${'1'.repeat(32)}`;
const OTHER = `WW${'2'.repeat(32)}`;
const WORKSPACE = `WS${'1'.repeat(32)}`;

let rest: LocalTwilioRest;
let workspace: ReturnType<twilio.Twilio['taskrouter']['v1']['workspaces']>;

beforeEach(async () => {
  rest = await startTwilioRest();
  for (const sid of [WORKFLOW, OTHER]) {
    rest.workflows.push({ sid, workspace_sid: WORKSPACE, friendly_name: 'Test' });
  }
  const { sid, authToken } = rest.account;
  const client = twilioClient({ accountSid: sid, username: sid, password: authToken }, rest.url);
  // Without the retries of the commands' client, which would wait for a limit to pass.
  Object.assign(client.httpClient, { autoRetry: false });
  workspace = client.taskrouter.v1.workspaces(WORKSPACE);
});
afterEach(() => rest.close());
afterEach(() => jest.restoreAllMocks());

const create = (attributes: object = {}, more = {}) =>
  workspace.tasks.create({
    workflowSid: WORKFLOW,
    attributes: JSON.stringify(attributes),
    ...more,
  });
const refusal = (status: number, code: number) => ({ status, code });
const sids = (tasks: readonly { sid: string }[]) => tasks.map(({ sid }) => sid);

test('creates a task and prints it as Twilio does', async () => {
  const virtualStartTime = new Date(Date.now() - 60_000);
  const task = await create({ a: 1 }, { taskChannel: 'voice', timeout: 600, virtualStartTime });
  expect(task).toMatchObject({
    sid: expect.stringMatching(/^WT/),
    workspaceSid: WORKSPACE,
    workflowSid: WORKFLOW,
    assignmentStatus: 'pending',
    attributes: '{"a":1}',
    taskChannelUniqueName: 'voice',
    timeout: 600,
  });
  expect(Math.abs(task.virtualStartTime.getTime() - virtualStartTime.getTime())).toBeLessThan(
    1_000,
  );
  await expect(workspace.tasks(task.sid).fetch()).resolves.toMatchObject({ sid: task.sid });
});

test.each([
  ['attributes that are not JSON', { attributes: 'x' }],
  ['attributes of more than 4096 characters', { attributes: JSON.stringify('x'.repeat(4096)) }],
  ['a workflow of another workspace', { workflowSid: `WW${'9'.repeat(32)}` }],
  ['a timeout of more than two weeks', { timeout: 1_209_601 }],
  ['a start in the future', { virtualStartTime: new Date(Date.now() + 60_000) }],
  ['an unknown task channel', { taskChannel: 'pigeon' }],
])('refuses a task with %s', async (_what, settings) => {
  await expect(create({}, settings)).rejects.toMatchObject(refusal(400, 20001));
});

test('refuses a task in a workspace that does not exist', async () => {
  const { sid, authToken } = rest.account;
  const client = twilioClient({ accountSid: sid, username: sid, password: authToken }, rest.url);
  const elsewhere = client.taskrouter.v1.workspaces(`WS${'9'.repeat(32)}`);
  await expect(elsewhere.tasks.create({ attributes: '{}' })).rejects.toMatchObject(
    refusal(404, 20404),
  );
});

test('lists tasks by workflow, status and attributes, in either order', async () => {
  const [one, two] = [await create({ call_sid: 'CA1' }), await create({ call_sid: 'CA2' })];
  const other = await create({}, { workflowSid: OTHER });
  await workspace.tasks(two.sid).update({ assignmentStatus: 'canceled', reason: 'test' });

  const list = async (filter: Parameters<typeof workspace.tasks.list>[0]) =>
    sids(await workspace.tasks.list(filter));
  expect(await list({ workflowSid: WORKFLOW })).toEqual([one.sid, two.sid]);
  expect(await list({ workflowSid: OTHER })).toEqual([other.sid]);
  expect(await list({ assignmentStatus: ['canceled'] })).toEqual([two.sid]);
  expect(await list({ assignmentStatus: ['pending', 'reserved'], limit: 1 })).toEqual([one.sid]);
  expect(await list({ ordering: 'DateCreated:desc' })).toHaveLength(3);
  expect(await list({ evaluateTaskAttributes: "call_sid=='CA2'" })).toEqual([two.sid]);
});

test('evaluates attributes three times a second, then refuses', async () => {
  const evaluate = () => workspace.tasks.list({ evaluateTaskAttributes: "a=='b'" });
  jest.spyOn(Date, 'now').mockReturnValue(Date.now());
  for (let count = 0; count < 3; count += 1) await evaluate();
  await expect(evaluate()).rejects.toMatchObject(refusal(429, 20429));
});

test.each([
  ["a=='x'", true],
  ['a=="x" AND b.c==2', true],
  ["a!='x'", false],
  ["missing=='x'", false],
])('evaluates %s as %p', async (evaluateTaskAttributes, isFound) => {
  await create({ a: 'x', b: { c: 2 } });
  expect(await workspace.tasks.list({ evaluateTaskAttributes })).toHaveLength(isFound ? 1 : 0);
});

test('refuses an expression that it does not know', async () => {
  await expect(workspace.tasks.list({ evaluateTaskAttributes: 'a HAS "x"' })).rejects.toMatchObject(
    refusal(400, 20001),
  );
});

describe('a task', () => {
  const close = (sid: string, assignmentStatus: 'canceled' | 'completed', reason?: string) =>
    workspace.tasks(sid).update({ assignmentStatus, ...(reason && { reason }) });

  test.each([
    ['pending', 'canceled', true],
    ['reserved', 'canceled', true],
    ['assigned', 'canceled', false],
    ['wrapping', 'canceled', false],
    ['canceled', 'completed', false],
    ['pending', 'completed', false],
    ['assigned', 'completed', true],
    ['wrapping', 'completed', true],
  ] as const)('that is %s can become %s: %p', async (before, after, isAllowed) => {
    const { sid } = await create();
    const task = rest.allTasks().find((one) => one.sid === sid);
    if (task) setTaskStatus(task, before);
    const changed = close(sid, after, 'test');
    if (isAllowed) await expect(changed).resolves.toMatchObject({ assignmentStatus: after });
    else await expect(changed).rejects.toMatchObject(refusal(400, 20001));
  });

  test('needs a reason to be closed', async () => {
    const { sid } = await create();
    await expect(close(sid, 'canceled')).rejects.toMatchObject(refusal(400, 20001));
  });

  test('is gone five minutes after it was closed', async () => {
    const { sid } = await create();
    await close(sid, 'canceled', 'test');
    await expect(workspace.tasks(sid).fetch()).resolves.toMatchObject({ reason: 'test' });
    const task = rest.allTasks().find((one) => one.sid === sid);
    if (task) task.closedAt = Date.now() - 5 * 60_000;
    await expect(workspace.tasks(sid).fetch()).rejects.toMatchObject(refusal(404, 20404));
  });

  test('can be deleted', async () => {
    const { sid } = await create();
    await expect(workspace.tasks(sid).remove()).resolves.toBe(true);
    await expect(workspace.tasks(sid).fetch()).rejects.toMatchObject(refusal(404, 20404));
  });
});

test('lets a test step in before a request is answered', async () => {
  const paths: string[] = [];
  rest.before(/^POST .*\/Tasks$/, ({ path }) => void paths.push(path));
  await create();
  await workspace.tasks.list();
  expect(paths).toEqual([`/v1/Workspaces/${WORKSPACE}/Tasks`]);
});

test('knows the workflows that variables name', () => {
  const named = `WW${'5'.repeat(32)}`;
  rest.addWorkflows({ AGENT_DESTINATION: `+15551230000 ${named} voicemail`, OTHER: named });
  expect(rest.workflows.filter(({ sid }) => sid === named)).toHaveLength(1);
});
