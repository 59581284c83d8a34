import {
  EVERYTHING,
  openVerifyWorld,
  placedBy,
  read,
  type VerifyWorld,
  WORKFLOW,
} from './verify-world';

jest.setTimeout(60_000);

let opened: VerifyWorld;
beforeEach(async () => {
  opened = await openVerifyWorld();
});
afterEach(() => opened.close());

describe('npm run verify -- --workflow', () => {
  const LEAVE = [...EVERYTHING, '--workflow', WORKFLOW, '--only', 'leave'];
  const answerIn = (out: string) => read(out).answers.find(({ id }) => id === '14');

  test('says that the task of a caller who left is still pending', async () => {
    const { verify, world } = opened;
    const { code, out } = await verify(...LEAVE);
    expect(answerIn(out)).toMatchObject({
      verdict: 'seen',
      evidence: [
        expect.stringMatching(/WT\w{32} is still pending \d+ s .* only its own timeout of 20 s/),
      ],
    });
    expect(world.rest.allTasks()).toMatchObject([{ workflowSid: WORKFLOW, timeout: 20 }]);
    expect(code).toBe(0);
  });

  test.each([
    ['was canceled by <Leave>', 12, /was canceled \d+ s after <Leave> \(left\)/],
    ['ended by its own timeout', 20, /by its own timeout of 20 s \(left\), not by <Leave>/],
  ])('says that the task of a caller who left %s', async (_how, lived, words) => {
    changeTask({ assignment_status: 'canceled', reason: 'left' }, lived);
    const { out } = await opened.verify(...LEAVE);
    expect(answerIn(out)).toMatchObject({
      verdict: 'seen',
      evidence: [expect.stringMatching(words)],
    });
  });

  test.each([
    ['outlives its own timeout', { age: 99 }, 'otherwise', /still pending 99 s .* timeout is 20 s/],
    ['is taken', { assignment_status: 'assigned' }, 'not seen', /in which nobody works/],
  ])('says that the task of a caller who left %s', async (_how, change, verdict, words) => {
    changeTask(change);
    const { code, out } = await opened.verify(...LEAVE);
    expect(answerIn(out)).toMatchObject({ verdict, evidence: [expect.stringMatching(words)] });
    expect(code).toBe(verdict === 'otherwise' ? 1 : 0);
  });

  test('says that the workflow itself canceled the task too early', async () => {
    changeTask({ assignment_status: 'canceled', reason: 'Workflow timeout' }, -5);
    expect(answerIn((await opened.verify(...LEAVE)).out)).toMatchObject({
      verdict: 'not seen',
      evidence: [expect.stringContaining('before the caller left (Workflow timeout)')],
    });
  });

  test('says how to get a caller into the workflow if the agent sends none there', async () => {
    const { verify } = opened;
    const { out } = await verify(...LEAVE, '--ask-for-person', 'Thank you, goodbye.');
    expect(answerIn(out)).toMatchObject({
      verdict: 'not seen',
      evidence: [expect.stringContaining('the outcome is completed. Choose what the robot says')],
    });
  });

  /** Changes the task that Twilio shows, as if it had been closed so many seconds after its beginning. */
  function changeTask(change: object, lived = 0): void {
    opened.world.rest.alterAnswers((text, { method, path }) => {
      if (method !== 'GET' || !/\/Tasks\/WT\w+$/.test(path)) return text;
      const task: { date_created: string } = JSON.parse(text);
      const date_updated = new Date(Date.parse(task.date_created) + lived * 1_000).toISOString();
      return JSON.stringify({ ...task, ...change, date_updated });
    });
  }

  test('says before it asks that a task will wait in the workflow', async () => {
    const args = EVERYTHING.filter((arg) => arg !== '--yes' && arg !== '--json');
    const { out } = await opened.verifyTyping('n\n', ...args, '--workflow', WORKFLOW);
    expect(out).toContain('A task waits in the workflow for at most 20 seconds');
    expect(placedBy(opened)).toEqual([]);
  });
});
