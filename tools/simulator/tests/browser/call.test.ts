import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../../../../tests/support/accessibility';
import { describeInBrowser } from '../../../../tests/support/browser';
import type { CallRecord } from '../../console/protocol';
import { readCallRequest } from '../../local/call-request';
import { type OpenConsole, openConsole } from './open-console';
import { countAudio, line, loud, outcome, watchTasks } from './page';
import { takePicture } from './picture';

let shown: OpenConsole;
beforeAll(async () => {
  shown = await openConsole();
});
afterAll(() => shown.close());

describeInBrowser('the call console', (open) => {
  test('places a call that can be heard and inspected', async () => {
    const { page, errors } = await open({ viewport: { width: 1360, height: 900 } });
    const audio = countAudio(page);
    await page.goto(shown.url);

    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await page.getByText('with a recorded caller').waitFor();
    await page.getByText('Being recorded', { exact: true }).waitFor();
    const watched = await watchTasks(page);
    await loud(page, 'Agent');
    await page.getByRole('button', { name: '5', exact: true }).click();
    await outcome(page, 'Ended well: the caller heard a goodbye');
    await page.getByText('Was recorded', { exact: true }).waitFor();
    // The goodbye alone is two seconds, in frames of 20 ms.
    expect(audio.received).toBeGreaterThan(100);
    const { tasks, long } = await watched();
    expect(tasks).toBeGreaterThan(100);
    expect(long).toEqual([]);

    await line(page, 'POST /engage').click();
    await details(
      page,
      /<Stream\s+url="wss:\/\/localhost:\d+\/mg-twilio-genagent\/twilio-media\/…"/,
    );
    await takePicture(page, 'console-call');
    await line(page, 'ends the stream').click();
    await details(page, /Twilio logs 31921/);
    await details(page, /dtmf 5/);

    const call = await exported(page);
    expect(call).toMatchObject({
      request: { outcome: 'completed' },
      over: { end: 'goodbye', endedWell: true },
    });
    expect(call.events.map(({ what }) => what)).toContain('POST /call-complete');
    expect(errors).toEqual([]);
  }, 30_000);

  test('shows Studio in the diagram of a call through it, and keeps the call in the list', async () => {
    const { page, errors } = await open();
    await page.goto(shown.url);
    await page.getByLabel('Number bound to').selectOption('studio');
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await page.getByText('with a recorded caller').waitFor();
    await line(page, 'opens a media stream').click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Hang up' }).click();
    await outcome(page, 'Ended well: the caller hung up');

    await expect(page.locator('.parties').textContent()).resolves.toContain('Studio');
    const [listed] = await page.locator('.past button').allTextContents();
    expect(listed).toContain('the caller hung up');
    expect(errors).toEqual([]);
  }, 30_000);

  test('names variables that are not a JSON object before the call', async () => {
    const { page } = await open();
    await page.goto(shown.url);
    await page.getByText('What the agent has learned').click();
    await page.getByLabel('Transfer variables').fill('{ priority: high }');
    await page.getByText('Transfer variables: write a JSON object').waitFor();
    await expect(
      page.getByRole('button', { name: 'Call', exact: true }).isDisabled(),
    ).resolves.toBe(true);
  });
});

describeInBrowser(
  'the call console with a microphone',
  (open) => {
    test('hands a call to a system, with the keyboard, the microphone and a small screen', async () => {
      const { page, errors } = await open({
        viewport: { width: 390, height: 844 },
        colorScheme: 'dark',
      });
      const audio = countAudio(page);
      await page.goto(shown.url);
      await page.getByText('Ready', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Call', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('with your microphone on').waitFor();
      await loud(page, 'You');
      await page.keyboard.press('2');
      await outcome(page, 'Ended well: the call was handed to another system');

      // The diagram is a screen further down: a link leads there.
      await page.getByRole('link', { name: 'What happens in the call' }).click();
      await page.waitForFunction(
        'document.querySelector("#call-title").offsetTop <= scrollY + 100',
      );
      expect(audio.sent).toBeGreaterThan(20);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(errors).toEqual([]);
    }, 30_000);
  },
  { microphone: true },
);

describeInBrowser('the tasks in the call console', (open) => {
  let withVoicemails: OpenConsole;
  beforeAll(async () => {
    withVoicemails = await openConsole({ VOICEMAIL_WORKFLOW: `WW${'1'.repeat(32)}` });
  });
  afterAll(() => withVoicemails.close());

  test('have that of a voicemail, with what the person who takes it will see', async () => {
    const { page, errors } = await open({ viewport: { width: 390, height: 844 } });
    await page.goto(withVoicemails.url);
    await page.getByText('Ready', { exact: true }).waitFor();
    await withVoicemails.phone.place(readCallRequest({ outcome: 'agent', agentAnswers: ['busy'] }));

    await page.getByText('voicemail: pending').click();
    await page.locator('.tasks pre').filter({ hasText: '"recordingSid": "RE' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  }, 30_000);
});

async function details(page: Page, text: RegExp): Promise<void> {
  await page.locator('.details').filter({ hasText: text }).waitFor();
}

async function exported(page: Page): Promise<CallRecord> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export JSON' }).click();
  // The file is what the server writes of this very type.
  return JSON.parse(readFileSync(await (await waiting).path(), 'utf8')) as CallRecord;
}
