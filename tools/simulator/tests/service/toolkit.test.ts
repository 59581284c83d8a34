import { createServer } from 'node:http';
import { startLocalAsapp } from '../../asapp/asapp';
import { listen } from '../../http/listen';
import { runToolkit } from '../../service/toolkit';

async function freePort(): Promise<number> {
  const { port, close } = await listen(createServer());
  await close();
  return port;
}

test('serves at the same place after a restart, without the old streaming URL', async () => {
  const asapp = await startLocalAsapp();
  const toolkit = await runToolkit({ root: process.cwd(), port: await freePort(), env: asapp.env });
  const engage = async () => {
    const body = new URLSearchParams({ CallSid: `CA${'0'.repeat(32)}`, CallStatus: 'ringing' });
    const answer = await fetch(`${toolkit.origin}/engage`, { method: 'POST', body });
    return (await answer.text()).includes('<Stream');
  };
  const connected = [await engage(), await engage()];
  const before = asapp.requests.length;
  await toolkit.restart();
  connected.push(await engage());
  await toolkit.close();
  await asapp.close();

  expect(connected).toEqual([true, true, true]);
  expect([before, asapp.requests.length]).toEqual([1, 2]);
  await expect(fetch(toolkit.origin)).rejects.toThrow('fetch failed');
}, 30_000);
