import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Pictures that are larger slow the README down, in bytes. */
const LIMIT = 250_000;
const folder = join(__dirname, '../../../../docs/images');

/**
 * Takes a picture of what is to be seen of the page. It goes into the README's folder if PICTURES
 * is set: otherwise each run of the tests would change those files.
 */
export async function takePicture(page: Page, name: string): Promise<void> {
  const picture = await page.screenshot({ animations: 'disabled' });
  expect(picture.length).toBeLessThan(LIMIT);
  if (process.env.PICTURES) writeFileSync(join(folder, `${name}.png`), picture);
}
