import { join } from 'node:path';
import { startAsapp } from '../../asapp/asapp';
import { CallBook } from '../../console/call-book';
import { startConsole } from '../../console/server';
import { localPhone } from '../../local/local-phone';
import { startLocalService } from '../../service/local-service';
import { createEdge } from '../../twilio/edge';

const root = join(__dirname, '../../../..');
const AUTH_TOKEN = 'the-auth-token-of-the-tests';

export interface OpenConsole {
  /** Where the page is. */
  url: string;
  book: CallBook;
  close(): Promise<void>;
}

/** The call console as `npm start` shows it, around the built functions and a local ASAPP. */
export async function openConsole(): Promise<OpenConsole> {
  const asapp = await startAsapp();
  const service = await startLocalService({
    baseDir: root,
    functionsFolder: join(root, 'dist/functions'),
    env: {
      ...asapp.env,
      AGENT_DESTINATION: '+15550103000',
      SYSTEM_DESTINATION: 'https://booking.example.com/voice',
    },
    onLog: () => {},
  });
  const edge = createEdge({
    origin: service.origin,
    domainName: service.domainName,
    authToken: AUTH_TOKEN,
  });
  const book = new CallBook();
  const phone = book.watch(localPhone({ edge, authToken: AUTH_TOKEN, asapp }));
  const page = await startConsole({ book, phone, agent: 'local', service: service.origin });
  return {
    url: `http://localhost:${page.port}`,
    book,
    async close() {
      await page.close();
      await service.close();
      await asapp.close();
    },
  };
}
