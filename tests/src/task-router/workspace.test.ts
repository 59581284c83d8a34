import { workspaceOf } from '../../../src/task-router/workspace';
import { Refusal } from '../../../tools/simulator';
import { addWorkflow, type LocalTaskRouter, startTaskRouter } from '../../support/task-router';

const [ONE, OTHER] = [`WS${'1'.repeat(32)}`, `WS${'2'.repeat(32)}`];
/** A new one for each test: the workspace of a workflow is remembered. */
const workflow = (number: number) => `WWb${String(number).repeat(31)}`;

let router: LocalTaskRouter;
beforeEach(async () => {
  router = await startTaskRouter();
});
afterEach(() => router.rest.close());

const paths = () => router.rest.requests.map(({ path }) => path);

test('the workspace of a workflow is found by listing, once per process', async () => {
  const { rest, send } = router;
  addWorkflow(rest, workflow(9), ONE);
  addWorkflow(rest, workflow(1), OTHER);

  expect(await workspaceOf(send, workflow(1))).toBe(OTHER);
  expect(paths()).toEqual([
    '/v1/Workspaces',
    `/v1/Workspaces/${ONE}/Workflows/${workflow(1)}`,
    `/v1/Workspaces/${OTHER}/Workflows/${workflow(1)}`,
  ]);
  expect(await workspaceOf(send, workflow(1))).toBe(OTHER);
  expect(paths()).toHaveLength(3);
});

test('an account with one workspace needs one request', async () => {
  addWorkflow(router.rest, workflow(2), ONE);
  expect(await workspaceOf(router.send, workflow(2))).toBe(ONE);
  expect(paths()).toEqual(['/v1/Workspaces']);
});

test('a failed search for a workspace is not remembered', async () => {
  const { rest, send } = router;
  addWorkflow(rest, workflow(3), ONE);
  rest.refuseNext(new Refusal(503, 20503, 'marked'));
  await expect(workspaceOf(send, workflow(3))).rejects.toMatchObject({
    logFields: { status: 503 },
  });
  expect(await workspaceOf(send, workflow(3))).toBe(ONE);
});

test('a workflow that is in no workspace is a problem for a person', async () => {
  addWorkflow(router.rest, workflow(8), ONE);
  addWorkflow(router.rest, workflow(9), OTHER);
  await expect(workspaceOf(router.send, workflow(4))).rejects.toMatchObject({
    logLevel: 'error',
    logFields: { problems: ['no workspace of this account has the workflow'] },
  });
});
