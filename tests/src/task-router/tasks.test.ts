import { cancelTask, createTask, newestTask, taskOfCall } from '../../../src/task-router/tasks';
import { CALL_SID } from '../../support/runtime';
import { addWorkflow, type LocalTaskRouter, startTaskRouter } from '../../support/task-router';

const WORKSPACE = `WS${'1'.repeat(32)}`;
const WORKFLOW = `WW${'1'.repeat(32)}`;

let router: LocalTaskRouter;
beforeEach(async () => {
  router = await startTaskRouter();
  addWorkflow(router.rest, WORKFLOW, WORKSPACE);
});
afterEach(() => router.rest.close());

const create = (attributes: object) =>
  createTask(router.send, {
    workspaceSid: WORKSPACE,
    workflowSid: WORKFLOW,
    attributes: JSON.stringify(attributes),
  });
const find = (callSid = CALL_SID) => taskOfCall(router.send, WORKSPACE, WORKFLOW, callSid);
const evaluated = () =>
  router.rest.requests.filter(({ query }) => query.has('EvaluateTaskAttributes')).length;

describe('a new task', () => {
  test('waits on the voice channel for up to a week', async () => {
    const since = new Date(Date.now() - 90_000);
    const { sid } = await createTask(router.send, {
      workspaceSid: WORKSPACE,
      workflowSid: WORKFLOW,
      attributes: '{"a":1}',
      since,
    });
    const [task] = router.rest.allTasks();
    expect(task).toMatchObject({ sid, channel: 'voice', timeout: 604_800, attributes: '{"a":1}' });
    expect(Math.abs((task?.virtualStartTime ?? 0) - since.getTime())).toBeLessThan(1_000);
  });

  test('is found among the newest by its attributes', async () => {
    await create({ recordingSid: 'RE1' });
    const task = await create({ recordingSid: 'RE2' });
    const look = (wanted: string) =>
      newestTask(router.send, WORKSPACE, WORKFLOW, ({ recordingSid }) => recordingSid === wanted);
    expect(await look('RE2')).toEqual(task);
    expect(await look('RE3')).toBeUndefined();
    router.rest.accept(WORKFLOW);
    expect(await look('RE2')).toEqual(task);
    const waits = (_attributes: object, isWaiting: boolean) => isWaiting;
    expect(await newestTask(router.send, WORKSPACE, WORKFLOW, waits)).toBeUndefined();
  });
});

describe('the task of a call', () => {
  test('is found among the oldest waiting ones, without the limited request', async () => {
    const { sid } = await create({ call_sid: CALL_SID });
    for (let more = 0; more < 120; more += 1) await create({ call_sid: `CA${more}` });
    expect(await find()).toMatchObject({ sid, isWaiting: true });
    expect(evaluated()).toBe(0);
  });

  test('is found behind a hundred older ones', async () => {
    for (let more = 0; more < 100; more += 1) await create({ call_sid: `CA${more}` });
    const { sid } = await create({ call_sid: CALL_SID });
    expect(await find()).toMatchObject({ sid, isWaiting: true });
    expect(evaluated()).toBe(1);
  });

  test('is found if lists leave the attributes out', async () => {
    const { sid } = await create({ call_sid: CALL_SID });
    router.rest.alterAnswers((text) =>
      text.replace(/"attributes":"(?:[^"\\]|\\.)*"/g, '"attributes":null'),
    );
    expect(await find()).toMatchObject({ sid, isWaiting: true });
  });

  test('is not waiting once somebody has accepted it', async () => {
    await create({ call_sid: CALL_SID });
    router.rest.accept(WORKFLOW);
    expect(await find()).toMatchObject({ isWaiting: false });
  });

  test('is not found if the workflow has given it up, or there never was one', async () => {
    await create({ call_sid: CALL_SID });
    router.rest.cancel(WORKFLOW);
    expect(await find()).toBeUndefined();
    expect(await find(`CA${'9'.repeat(32)}`)).toBeUndefined();
  });
});

describe('a task', () => {
  test('can be canceled while nobody has it', async () => {
    await cancelTask(router.send, await create({}), 'not needed');
    expect(router.rest.allTasks()).toMatchObject([{ status: 'canceled', reason: 'not needed' }]);
  });

  test('can no longer be canceled once somebody has it', async () => {
    const task = await create({});
    router.rest.accept(WORKFLOW);
    await expect(cancelTask(router.send, task, 'late')).rejects.toMatchObject({
      isRefusal: true,
      logFields: { status: 400, code: '20001' },
    });
  });
});
