import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Debian's place of it; another one by variable. */
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const MISSING = `there is no Chromium at ${CHROMIUM}: install it, or name it in CHROMIUM_PATH`;

const args = [
  // Chromium's own sandbox cannot be used by root, which is who runs in most containers.
  '--no-sandbox',
  // A microphone that beeps, for who lets the page use it.
  '--use-fake-device-for-media-stream',
];

/** A page in a browser of its own state, and everything that it asked for and complained about. */
export interface Visit {
  readonly page: Page;
  /** The URL of each request. */
  readonly requests: readonly string[];
  /** Errors of the page and of its console. */
  readonly errors: readonly string[];
}

export type Open = (options?: BrowserContextOptions) => Promise<Visit>;

/**
 * Tests in a real browser. Where there is none they are skipped, and say so; in continuous
 * integration (`CI` is set) its absence is a failure.
 */
export function describeInBrowser(name: string, tests: (open: Open) => void): void {
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
      browser = await chromium.launch({ executablePath: CHROMIUM, args });
    }, 30_000);
    afterAll(() => browser?.close());
    tests((options) => open(browser, options));
  });
}

async function open(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const page = await (await browser.newContext(options)).newPage();
  // Shorter than a test may take: what was waited for in vain is named then.
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
