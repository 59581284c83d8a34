import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { version } from '../../package.json';
import { accessibilityFaults } from '../support/accessibility';
import { describeInBrowser } from '../support/browser';

const HTML = readFileSync(join(__dirname, '../../assets/index.html'), 'utf8');
const ENV_NAMES = readFileSync(join(__dirname, '../../.env.example'), 'utf8').match(
  /^[A-Z_0-9]+(?==)/gm,
);

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(HTML);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // Safe: a server that listens on TCP has an address of this kind.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

test('the landing page names no variable of the service', () => {
  expect(ENV_NAMES?.length).toBeGreaterThan(10);
  expect(ENV_NAMES?.filter((name) => HTML.includes(name))).toEqual([]);
});

test('the landing page shows the version of package.json', () => {
  expect(HTML).toContain(`<p>Version ${version}. `);
});

describeInBrowser('the landing page', (open) => {
  const addresses = (base: string) => [
    `${base}/engage#rc=2&rp=ct,4xx,5xx`,
    `${base}/fallback#rc=2&rp=ct,4xx,5xx`,
    `${base}/engage?FlowEvent=return&flowSid={{flow.flow_sid}}`,
    `${base}/call-transfer-state`,
  ];

  test.each(['/', '/index.html', '/index.html?a=b#c'])(
    'opened at %s it shows the webhooks of its own host, and sends no other request',
    async (path) => {
      const { page, requests, errors } = await open();
      await page.goto(origin + path);
      await expect(page.locator('dd.address code').allTextContents()).resolves.toEqual(
        addresses(origin),
      );
      expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([
        new URL(path.replace(/#.*/, ''), origin).href,
      ]);
      expect(errors).toEqual([]);
    },
  );

  test('without JavaScript it is readable, says which host to insert, and has no dead button', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto(origin);
    await expect(page.locator('dd.address code').allTextContents()).resolves.toEqual(
      addresses('https://your-service.twil.io'),
    );
    await expect(page.getByText('with the host of this page').isVisible()).resolves.toBe(true);
    await expect(page.getByRole('button').count()).resolves.toBe(0);
  });

  test('a button copies its URL, and says so to a screen reader', async () => {
    const { page } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(origin);
    const button = page.getByRole('button', { name: 'Copy: Fallback URL of a phone number' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Fallback URL of a phone number: copied').waitFor();
    await expect(page.evaluate('navigator.clipboard.readText()')).resolves.toBe(
      `${origin}/fallback#rc=2&rp=ct,4xx,5xx`,
    );
  });

  test('selects the URL if copying is not allowed', async () => {
    const { page } = await open();
    await page.addInitScript('delete Navigator.prototype.clipboard');
    await page.goto(origin);
    await page.getByRole('button').first().click();
    await page.getByRole('status').getByText('selected').waitFor();
    await expect(page.evaluate('String(getSelection())')).resolves.toContain('/engage#rc=2');
  });

  test.each(['light', 'dark'] as const)('axe-core finds nothing in the %s page', async (scheme) => {
    const { page } = await open({ colorScheme: scheme });
    await page.goto(origin);
    await expect(accessibilityFaults(page)).resolves.toEqual([]);
  });

  test('on a phone nothing is wider than the screen', async () => {
    const { page } = await open({ viewport: { width: 320, height: 640 } });
    await page.goto(origin);
    await expect(page.evaluate('document.documentElement.scrollWidth')).resolves.toBe(320);
  });
});
