import { flowSettings } from '../../tools/cli/flow/flow-settings';
import { makeFlow } from '../../tools/cli/flow/make-flow';
import {
  answerTo,
  type CallOptions,
  type Host,
  LOCAL_DOMAIN,
  Refusal,
  spoken,
  type World,
} from '../../tools/simulator';
import { inWorld } from './world';

const env = { AGENT_DESTINATION: 'voicemail' };

test('a caller whose silence Twilio does not record hears an apology', async () => {
  await inWorld({ env }, async (world) => {
    const report = await world.call({ script: { message: { seconds: 5, ends: 'unrecorded' } } });

    expect(report.end).toBe('goodbye');
    expect(spoken(report)).toContainEqual(expect.stringMatching(/^says "We are sorry, nobody/));
    expect(report.alerts).toEqual([]);
  });
});

describe('the webhook of voicemails', () => {
  const MAIL = 'https://mail.example.com/voicemail';

  /** The query of the webhook's request after a call from +15550107777 on the line `sales`. */
  async function told(more: Record<string, string> = {}): Promise<Record<string, string>> {
    const urls: string[] = [];
    const host: Host = ({ url }) => {
      urls.push(url);
      return { status: 204, headers: {}, body: '' };
    };
    const variables = { ...env, VOICEMAIL_CALLBACK_URL: `${MAIL}?box=7`, ...more };
    await inWorld({ env: variables, hosts: { [MAIL]: host } }, async (world) => {
      const voiceUrl = `${world.origin}/engage?line=sales`;
      const report = await world.call({ voiceUrl, from: '+15550107777' });
      expect(report.end).toBe('voicemail');
      expect(world.logs.join()).not.toContain('5550107777');
    });
    expect(urls).toHaveLength(1);
    return Object.fromEntries(new URL(urls[0] ?? '').searchParams);
  }

  test('gets the caller’s number, the line and the task', async () => {
    const from = '+15550107777';
    expect(await told()).toEqual({ box: '7', from, line: 'SALES', taskName: 'AccountInquiry' });
  });

  test('gets no number with VOICEMAIL_CALLER=false', async () => {
    const known = { box: '7', line: 'SALES', taskName: 'AccountInquiry' };
    expect(await told({ VOICEMAIL_CALLER: 'false' })).toEqual(known);
  });
});

describe('VOICEMAIL_WORKFLOW', () => {
  const WORKFLOW = `WW${'3'.repeat(32)}`;
  const variables = { ...env, VOICEMAIL_WORKFLOW: WORKFLOW, TIME_ZONE: 'America/New_York' };
  const CREATE = /^POST \/v1\/Workspaces\/\w+\/Tasks$/;

  const place = (world: World, more: CallOptions = {}) =>
    world.call({ from: '+15550177001', agent: { outcome: 'agent', frames: 1 }, ...more });
  const events = ({ logs }: World) => logs.map((line) => JSON.parse(line).event);

  test('gets a task for each message, as Flex’s voicemail plugin reads it', async () => {
    await inWorld({ env: variables, with: ['rest'] }, async (world) => {
      const report = await place(world);

      expect(report.end).toBe('voicemail');
      const [task, ...more] = world.rest.allTasks();
      expect(more).toEqual([]);
      expect(task).toMatchObject({ workflowSid: WORKFLOW, status: 'pending', channel: 'voice' });
      expect(JSON.parse(task?.attributes ?? '')).toMatchObject({
        taskType: 'voicemail',
        name: '+15550177001',
        from: '+15550177001',
        direction: 'inbound',
        taskName: 'AccountInquiry',
        callBackData: {
          numberToCall: '+15550177001',
          numberToCallFrom: report.to,
          recordingSid: expect.stringMatching(/^RE/),
          recordingUrl: expect.stringContaining('/Recordings/RE'),
          mainTimeZone: 'America/New_York',
          utcDateTimeReceived: expect.stringMatching(/Z$/),
          isDeleted: false,
          attempts: 0,
        },
        conversations: { conversation_id: report.callSid },
      });
      expect(report.alerts).toEqual([]);
      expect(world.logs.join()).not.toContain('5550177');
    });
  });

  test('ends every failed chain with a voicemail', async () => {
    const chain = { ...variables, AGENT_DESTINATION: '+15550103000' };
    await inWorld({ env: chain, with: ['rest'] }, async (world) => {
      const report = await place(world, { script: { answers: ['busy'] } });

      expect(report.end).toBe('voicemail');
      expect(world.rest.allTasks()).toHaveLength(1);
    });
  });

  test('is absolute in the TwiML, and the caller does not wait for it', async () => {
    await inWorld({ env: variables, with: ['rest'] }, async (world) => {
      world.rest.before(CREATE, () => new Promise<void>(() => {}));
      const report = await place(world);

      expect(report.end).toBe('voicemail');
      expect(answerTo(report, '/call-complete')).toContain(
        `recordingStatusCallback="${world.origin}/voicemail-task?workflow=${WORKFLOW}`,
      );
      expect(spoken(report).join()).toContain('your message was recorded');
      expect(events(world)).toContain('voicemail-task-failed');
    });
  });

  test('gets one task if the answer to the first attempt is lost', async () => {
    await inWorld({ env: variables, with: ['rest'] }, async (world) => {
      // What TaskRouter has created all the same.
      world.rest.before(CREATE, ({ form }) => {
        if (world.rest.allTasks().length > 0) return;
        world.rest.addTask(WORKFLOW, form.get('Attributes') ?? '');
        throw new Refusal(503, 20503, 'marked');
      });
      await place(world);

      expect(world.rest.allTasks()).toHaveLength(1);
      expect(events(world)).not.toContain('voicemail-task-failed');
    });
  });

  test('gets one task if Twilio repeats its report', async () => {
    await inWorld({ env: variables, with: ['rest'] }, async (world) => {
      const report = await place(world);
      const { callBackData } = JSON.parse(world.rest.allTasks()[0]?.attributes ?? '');
      const again = await world.post(`/voicemail-task?workflow=${WORKFLOW}`, {
        CallSid: report.callSid,
        RecordingSid: callBackData.recordingSid,
        RecordingUrl: callBackData.recordingUrl,
        RecordingStatus: 'completed',
      });

      expect(again.status).toBe(204);
      expect(world.rest.allTasks()).toHaveLength(1);
    });
  });

  test('gets its task by Twilio’s own repetition if TaskRouter was down', async () => {
    await inWorld({ env: variables, with: ['rest'] }, async (world) => {
      let failures = 0;
      world.rest.before(CREATE, () => {
        failures += 1;
        if (failures <= 2) throw new Refusal(500, 20500, 'marked');
      });
      const report = await place(world);

      expect(report.end).toBe('voicemail');
      expect(world.rest.allTasks()).toHaveLength(1);
      expect(events(world)).toContain('voicemail-task-failed');
    });
  });

  test('gets a message without a number if Twilio cannot say who called', async () => {
    await inWorld({ env: variables, with: ['rest'] }, async (world) => {
      world.rest.before(/^GET .*\/Calls\//, () => {
        throw new Refusal(500, 20500, 'marked');
      });
      await place(world);

      const { callBackData, ...attributes } = JSON.parse(
        world.rest.allTasks()[0]?.attributes ?? '',
      );
      expect(callBackData.recordingSid).toMatch(/^RE/);
      expect(attributes).not.toHaveProperty('from');
    });
  });

  test.each(['failed', 'absent'])('gets no task for a recording that is %s', async (status) => {
    await inWorld({ env: variables, with: ['rest'] }, async (world) => {
      const answer = await world.post(`/voicemail-task?workflow=${WORKFLOW}`, {
        CallSid: `CA${'1'.repeat(32)}`,
        RecordingSid: `RE${'1'.repeat(32)}`,
        RecordingStatus: status,
      });

      expect(answer.status).toBe(204);
      expect(world.rest.allTasks()).toEqual([]);
    });
  });

  test('has no effect if a webhook gets the voicemails, and the log says so', async () => {
    const MAIL = 'https://mail.example.com/voicemail';
    const both = { ...variables, VOICEMAIL_CALLBACK_URL: MAIL };
    const host: Host = () => ({ status: 204, headers: {}, body: '' });
    await inWorld({ env: both, with: ['rest'], hosts: { [MAIL]: host } }, async (world) => {
      const report = await place(world);

      expect(report.end).toBe('voicemail');
      expect(answerTo(report, '/call-complete')).toContain(`recordingStatusCallback="${MAIL}`);
      expect(world.rest.allTasks()).toEqual([]);
      expect(
        world.logs.filter((line) => line.includes('VOICEMAIL_WORKFLOW has no effect')),
      ).not.toEqual([]);
    });
  });

  test('ends every failed chain of a Studio Flow with a voicemail', async () => {
    const chain = { ...variables, AGENT_DESTINATION: '+15550103000' };
    const flow = makeFlow(flowSettings({}, chain, LOCAL_DOMAIN));
    await inWorld({ env: chain, flow, with: ['studio', 'rest'] }, async (world) => {
      const report = await place(world, { script: { answers: ['busy'] } });

      expect(report.end).toBe('voicemail');
      expect(world.rest.allTasks()).toHaveLength(1);
    });
  });

  test('gets the messages of a Studio Flow too', async () => {
    const options = { agent: '+15550103000 voicemail' };
    const flow = makeFlow(flowSettings(options, variables, LOCAL_DOMAIN));
    await inWorld({ env: variables, with: ['studio', 'rest'], flow }, async (world) => {
      const report = await place(world, { script: { answers: ['busy'] } });

      expect(report.end).toBe('voicemail');
      const attributes = world.rest.allTasks().map((task) => JSON.parse(task.attributes));
      expect(attributes).toMatchObject([
        { taskType: 'voicemail', callBackData: { numberToCall: '+15550177001' } },
      ]);
    });
  });
});
