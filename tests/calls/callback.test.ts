import { flowSettings } from '../../tools/cli/flow/flow-settings';
import { makeFlow } from '../../tools/cli/flow/make-flow';
import {
  answersTo,
  type CallOptions,
  type CallReport,
  LOCAL_DOMAIN,
  Refusal,
  spoken,
  type World,
} from '../../tools/simulator';
import { inWorld } from './world';

const QUEUE = `WW${'1'.repeat(32)}`;
const CALLBACKS = `WW${'2'.repeat(32)}`;
const CALLER = '+15550177001';

const env = { AGENT_DESTINATION: QUEUE, QUEUE_SECONDS: '600', CALLBACK_WORKFLOW: CALLBACKS };

/** A caller who waits until the given key is pressed in answer to the first offer. */
function place(world: World, key: string, more: CallOptions = {}) {
  return world.call({
    from: CALLER,
    agent: { outcome: 'agent', frames: 1 },
    ...more,
    script: { queues: [{ result: 'bridged', afterMs: 300_000 }], digits: [key], ...more.script },
  });
}

type RestWorld = World<'rest'>;

const tasks = ({ rest }: RestWorld) =>
  rest.allTasks().map(({ workflowSid, status, attributes, virtualStartTime, channel }) => ({
    workflowSid,
    status,
    virtualStartTime,
    channel,
    attributes: JSON.parse(attributes),
  }));

const callbackIn = (world: RestWorld) => tasks(world).find((one) => one.workflowSid === CALLBACKS);
const waitingIn = (world: RestWorld) => tasks(world).find((one) => one.workflowSid === QUEUE);

const events = ({ logs }: World) => logs.map((line) => JSON.parse(line).event);
const offers = (report: CallReport) => spoken(report).filter((words) => /called back/.test(words));

describe('a caller in a queue', () => {
  test('can press a key to be called back, and hears that their place is kept', async () => {
    await inWorld({ env, with: ['rest'] }, async (world) => {
      const began = Date.now();
      const report = await place(world, '1');

      expect(report.end).toBe('goodbye');
      expect(spoken(report).slice(-3, -1)).toEqual([
        expect.stringMatching(/^says "Thank you.*call you back.*Goodbye/),
        'hangs up',
      ]);
      expect(waitingIn(world)).toMatchObject({ status: 'canceled' });
      const callback = callbackIn(world);
      expect(callback).toMatchObject({
        status: 'pending',
        channel: 'voice',
        attributes: {
          taskType: 'callback',
          name: CALLER,
          from: CALLER,
          direction: 'inbound',
          callBackData: { numberToCall: CALLER, numberToCallFrom: report.to, isDeleted: false },
          conversations: { conversation_id: report.callSid },
        },
      });
      expect(callback?.attributes).not.toHaveProperty('call_sid');
      // It has been waiting for half a minute already.
      expect(callback?.virtualStartTime).toBeLessThan(began - 25_000);
      expect(report.alerts).toEqual([]);
      expect(events(world)).toContain('callback-promised');
      expect(world.logs.join()).not.toContain('5550177');
    });
  });

  test('hears the offer after half a minute, then every two minutes', async () => {
    await inWorld({ env, with: ['rest'] }, async (world) => {
      const report = await place(world, '');

      expect(report.end).toBe('with-person');
      const times = report.events.flatMap(({ at, what }) => (/called back/.test(what) ? [at] : []));
      const minutes = new Set(times.map((at) => Math.floor((at - 30_000) / 120_000)));
      expect(Math.min(...times)).toBeGreaterThanOrEqual(30_000);
      expect([...minutes]).toEqual([0, 1, 2]);
      expect(tasks(world).map(({ status }) => status)).toEqual(['completed']);
    });
  });

  test('can press the key between the offers too', async () => {
    await inWorld({ env, with: ['rest'] }, async (world) => {
      const report = await place(world, '', {
        script: { digits: ['', '', '', '', '', '', '', '1'] },
      });

      expect(report.end).toBe('goodbye');
      expect(callbackIn(world)).toMatchObject({ status: 'pending' });
    });
  });

  test.each([true, false])(
    'is called back with custom hold music too, whether or not Twilio sends QueueTime after a Redirect',
    async (omitQueueTime) => {
      const variables = { ...env, HOLD_MUSIC_URL: 'https://media.example.com/wait.mp3' };
      await inWorld({ env: variables, with: ['rest'] }, async (world) => {
        const began = Date.now();
        const playSeconds = { [variables.HOLD_MUSIC_URL]: 30 };
        const report = await place(world, '1', { script: { omitQueueTime, playSeconds } });

        expect(report.end).toBe('goodbye');
        expect(waitingIn(world)).toMatchObject({ status: 'canceled' });
        expect(callbackIn(world)?.virtualStartTime).toBeLessThan(began - 25_000);
      });
    },
  );

  test('keeps waiting after another key', async () => {
    await inWorld({ env, with: ['rest'] }, async (world) => {
      const report = await place(world, '7');

      expect(report.end).toBe('with-person');
      expect(callbackIn(world)).toBeUndefined();
      expect(spoken(report).join()).not.toContain('did not work');
    });
  });

  test('is offered CALLBACK_KEY in the language of the line', async () => {
    const variables = { ...env, CALLBACK_KEY_SALES: '#', SAY_LANGUAGE_SALES: 'es-MX' };
    await inWorld({ env: variables, with: ['rest'] }, async (world) => {
      const report = await place(world, '#', { voiceUrl: `${world.origin}/engage?line=sales` });

      expect(spoken(report).join()).toContain('pulse almohadilla');
      expect(spoken(report).join()).toContain('le llamaremos');
      expect(callbackIn(world)).toMatchObject({ status: 'pending' });
    });
  });

  test.each(['anonymous', '+266696687', 'sip:ann@pbx.example.com', 'client:ann'])(
    'who has no number to call is not offered a callback: %s',
    async (from) => {
      await inWorld(
        { env: { ...env, CALLER_ID: '+15550100002' }, with: ['rest'] },
        async (world) => {
          const report = await place(world, '1', { from });

          expect(report.end).toBe('with-person');
          expect(offers(report)).toEqual([]);
          expect(callbackIn(world)).toBeUndefined();
        },
      );
    },
  );

  test('is offered nothing without CALLBACK_WORKFLOW, and waits as before', async () => {
    const { CALLBACK_WORKFLOW: _, ...off } = env;
    await inWorld({ env: off, with: ['rest'] }, async (world) => {
      const report = await place(world, '1');

      expect(report.end).toBe('with-person');
      expect(answersTo(report, '/queue-wait').join()).not.toContain('Gather');
      expect(world.rest.requests).toEqual([]);
    });
  });

  test('without tasks is called back too', async () => {
    const variables = { ...env, AGENT_DESTINATION: 'queue:support' };
    await inWorld({ env: variables, with: ['rest'] }, async (world) => {
      const report = await place(world, '1');

      expect(report.end).toBe('goodbye');
      expect(tasks(world)).toMatchObject([{ workflowSid: CALLBACKS, status: 'pending' }]);
    });
  });

  test('who talked to the agent has what it learned in the task', async () => {
    await inWorld({ env, with: ['rest'] }, async (world) => {
      await world.call({
        from: CALLER,
        agent: { outcome: 'agent', frames: 1, transferVariables: { priority: 'high' } },
        script: { queues: [{ result: 'waits' }], digits: ['1'] },
      });

      expect(callbackIn(world)?.attributes).toMatchObject({
        outcome: 'agent',
        transferVariables: { priority: 'high' },
      });
    });
  });
});

describe('the place in the queue', () => {
  const COLLECTION = /^\w+ \/v1\/Workspaces\/\w+\/Tasks$/;
  const CREATE = /^POST \/v1\/Workspaces\/\w+\/Tasks$/;
  const LIST = /^GET \/v1\/Workspaces\/\w+\/Tasks$/;
  const CANCEL = /^POST \/v1\/Workspaces\/\w+\/Tasks\/\w+$/;
  const refuse = (status: number, code: number) => () => {
    throw new Refusal(status, code, 'marked');
  };

  test.each([
    [1, 'cannot create a task', CREATE, refuse(500, 20500)],
    [2, 'refuses a task', CREATE, refuse(400, 20001)],
    [3, 'limits requests', COLLECTION, refuse(429, 20429)],
    [4, 'cannot list tasks', LIST, refuse(500, 20500)],
    [5, 'does not know the workspaces', /Workspaces$/, refuse(503, 20503)],
    [6, 'refuses the credentials', /./, refuse(401, 20003)],
    [7, 'hangs', COLLECTION, () => new Promise<void>(() => {})],
  ])('is kept if TaskRouter (%i) %s', async (number, _how, pattern, effect) => {
    // Another one each time, since the service remembers the workspace of a workflow.
    const variables = { ...env, CALLBACK_WORKFLOW: `WWa${String(number).repeat(31)}` };
    await inWorld({ env: variables, with: ['rest'] }, async (world) => {
      world.rest.before(pattern, effect);
      const report = await place(world, '1');

      expect(report.end).toBe('with-person');
      expect(spoken(report).join()).toContain('You still have your place in line');
      expect(tasks(world).filter(({ status }) => status === 'pending')).toEqual([]);
      expect(waitingIn(world)).toMatchObject({ status: 'completed' });
      expect(report.alerts).toEqual([]);
      expect(events(world)).toContain('callback-failed');
      expect(world.logs.join()).not.toContain('marked');
    });
  });

  test('is kept if somebody accepts the call first, and the callback is withdrawn', async () => {
    await inWorld({ env, with: ['rest'] }, async (world) => {
      world.rest.before(CREATE, () => world.rest.accept(QUEUE));
      const report = await place(world, '1');

      expect(report.end).toBe('with-person');
      expect(callbackIn(world)).toMatchObject({ status: 'canceled' });
      expect(waitingIn(world)).toMatchObject({ status: 'completed' });
      expect(events(world)).toContain('callback-withdrawn');
    });
  });

  test('is not given up before the callback is there', async () => {
    await inWorld({ env, with: ['rest'] }, async (world) => {
      const atCancel: unknown[] = [];
      world.rest.before(CANCEL, () => void atCancel.push(callbackIn(world)?.status));
      await place(world, '1');

      expect(atCancel).toEqual(['pending']);
    });
  });

  test('goes to the callback if the answer to the cancellation is lost', async () => {
    await inWorld({ env, with: ['rest'] }, async (world) => {
      world.rest.before(CANCEL, () => {
        world.rest.cancel(QUEUE);
        throw new Refusal(500, 20500, 'marked');
      });
      const report = await place(world, '1');

      expect(report.end).toBe('goodbye');
      expect(callbackIn(world)).toMatchObject({ status: 'pending' });
    });
  });

  test('goes to the callback if the caller hangs up right after the key', async () => {
    await inWorld({ env, with: ['rest'] }, async (world) => {
      world.rest.before(CANCEL, () => world.rest.cancel(QUEUE));
      await place(world, '1');

      expect(tasks(world).map(({ workflowSid, status }) => [workflowSid, status])).toEqual([
        [QUEUE, 'canceled'],
        [CALLBACKS, 'pending'],
      ]);
    });
  });

  test('goes to the callback at the second attempt, although the first callback was withdrawn', async () => {
    await inWorld({ env, with: ['rest'] }, async (world) => {
      let cancels = 0;
      world.rest.before(CANCEL, () => {
        cancels += 1;
        if (cancels === 1) throw new Refusal(429, 20429, 'marked');
      });
      const report = await place(world, '', { script: { digits: ['1', '1'] } });

      expect(report.end).toBe('goodbye');
      const callbacks = tasks(world).filter(({ workflowSid }) => workflowSid === CALLBACKS);
      expect(callbacks.map(({ status }) => status)).toEqual(['canceled', 'pending']);
    });
  });

  test('makes one callback, however often the key is pressed', async () => {
    await inWorld({ env, with: ['rest'] }, async (world) => {
      let cancels = 0;
      world.rest.before(CANCEL, () => {
        cancels += 1;
        // The first answer is lost, and so is the one about the status.
        if (cancels === 1) throw new Refusal(500, 20500, 'marked');
      });
      world.rest.before(/^GET .*\/Tasks\/\w+$/, refuse(500, 20500));
      const report = await place(world, '', { script: { digits: ['1', '1'] } });

      expect(report.end).toBe('goodbye');
      expect(tasks(world).filter(({ workflowSid }) => workflowSid === CALLBACKS)).toHaveLength(1);
    });
  });
});

test('a caller whom a Studio Flow has put into a queue is called back too', async () => {
  const flow = makeFlow(flowSettings({ agent: QUEUE }, {}, LOCAL_DOMAIN));
  await inWorld({ env, with: ['studio', 'rest'], flow }, async (world) => {
    const report = await place(world, '1');

    expect(report.end).toBe('goodbye');
    expect(waitingIn(world)).toMatchObject({ status: 'canceled' });
    expect(callbackIn(world)).toMatchObject({
      status: 'pending',
      attributes: { callBackData: { numberToCall: CALLER } },
    });
  });
});
