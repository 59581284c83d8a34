import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where Debian installs them, the one without windows first: it takes half the time. */
const DEBIAN = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const CHROMIUM =
  process.env.CHROMIUM_PATH ?? DEBIAN.find((path) => existsSync(path)) ?? '/usr/bin/chromium';
const MISSING = `there is no Chromium at ${CHROMIUM}: install it, or set CHROMIUM_PATH`;

/** Chromium's own sandbox cannot be used by root, which is who runs in most containers. */
const NO_SANDBOX = '--no-sandbox';
/** A microphone that beeps, and that every page may use. */
const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** A page with its own browser state, and everything that it requested and reported. */
export interface Visit {
  readonly page: Page;
  /** The URL of each request. */
  readonly requests: readonly string[];
  /** Errors of the page and of its console. */
  readonly errors: readonly string[];
}

export type Open = (options?: BrowserContextOptions) => Promise<Visit>;

/**
 * Tests in a real browser. Without one they are skipped, with a message; in continuous
 * integration (`CI` is set) they fail.
 */
export function describeInBrowser(
  name: string,
  tests: (open: Open) => void,
  { microphone = false } = {},
): void {
  if (!existsSync(CHROMIUM)) {
    const report = process.env.CI ? test : test.skip;
    report(`${name}: ${MISSING}`, () => {
      throw new Error(MISSING);
    });
    if (!process.env.CI) process.stderr.write(`Browser tests were skipped: ${MISSING}.\n`);
    return;
  }
  describe(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      const args = [NO_SANDBOX, ...(microphone ? MICROPHONE : [])];
      browser = await chromium.launch({ executablePath: CHROMIUM, args });
    }, 30_000);
    afterAll(() => browser?.close());
    tests((options) => open(browser, options));
  });
}

async function open(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const page = await (await browser.newContext(options)).newPage();
  // Shorter than a test may take, so that a failure names what the test waited for.
  page.setDefaultTimeout(15_000);
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { page, requests, errors };
}
