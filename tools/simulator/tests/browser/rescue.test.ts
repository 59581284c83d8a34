import { accessibilityFaults } from '../../../../tests/support/accessibility';
import { describeInBrowser } from '../../../../tests/support/browser';
import { type OpenConsole, openConsole } from './open-console';
import { line, outcome } from './page';
import { takePicture } from './picture';

describeInBrowser('the call console, with faults switched on', (open) => {
  let shown: OpenConsole;
  beforeAll(async () => {
    shown = await openConsole();
  });
  afterAll(() => shown.close());

  test('connects the caller with a person if ASAPP refuses the streaming URL', async () => {
    const { page, errors } = await open({
      viewport: { width: 1360, height: 1000 },
      colorScheme: 'dark',
    });
    await page.goto(shown.url);
    await page.getByText('Faults at ASAPP').click();
    await page.getByLabel('Streaming URL').selectOption('HTTP 503');
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await line(page, 'talks with the caller').waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Hang up' }).click();
    await outcome(page, 'Ended well: the caller was put through to a person');

    const refused = line(page, 'GET /mg-genagent/v1/twilio-media-stream-url');
    await expect(refused.textContent()).resolves.toContain('503');
    await line(page, 'POST /engage').click();
    await page.locator('.details').filter({ hasText: '+15550103000' }).waitFor();
    await takePicture(page, 'console-rescue');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  }, 30_000);

  test("shows Twilio's error at the line of a dropped socket, with a link to its page", async () => {
    const { page, errors } = await open();
    await page.goto(shown.url);
    await page.getByText('Faults at ASAPP').click();
    await page.getByLabel('Socket drops after (s)').fill('1');
    await page.getByLabel('Person who is called').selectOption('is busy');
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await outcome(page, 'Ended well: the caller heard a goodbye');

    await page.locator('.outcome').filter({ hasText: 'with 1 alert from Twilio' }).waitFor();
    await line(page, 'Twilio error 31903').click();
    const meaning = page.getByRole('link', { name: 'What Twilio says about 31903' });
    await expect(meaning.getAttribute('href')).resolves.toBe(
      'https://www.twilio.com/docs/api/errors/31903',
    );
    // In the page's own tab it would end a call that goes on.
    await expect(meaning.getAttribute('target')).resolves.toBe('_blank');
    expect(errors).toEqual([]);
  }, 30_000);
});
