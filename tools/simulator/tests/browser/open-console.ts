import { CallBook } from '../../console/call-book';
import { startConsole } from '../../console/server';
import { localPhone } from '../../local/local-phone';
import { startWorld } from '../../world';

const AUTH_TOKEN = 'the-auth-token-of-the-tests';

export interface OpenConsole {
  /** Where the page is. */
  url: string;
  book: CallBook;
  close(): Promise<void>;
}

/** The call console as `npm start` shows it, around the built functions and a local ASAPP. */
export async function openConsole(): Promise<OpenConsole> {
  const { asapp, service, close } = await startWorld({
    env: {
      AGENT_DESTINATION: '+15550103000',
      SYSTEM_DESTINATION: 'https://booking.example.com/voice',
      RECORD: 'all',
      RECORDING_NOTICE: 'off',
    },
  });
  const book = new CallBook();
  const phone = book.watch(localPhone({ service, authToken: AUTH_TOKEN, asapp }));
  const page = await startConsole({ book, phone, agent: 'local', service: service.origin });
  return {
    url: `http://localhost:${page.port}`,
    book,
    async close() {
      await page.close();
      await close();
    },
  };
}
