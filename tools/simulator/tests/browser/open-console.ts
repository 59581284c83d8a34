import { CallBook } from '../../console/call-book';
import { startConsole } from '../../console/server';
import { type LocalPhone, localPhone } from '../../local/local-phone';
import { startWorld } from '../../world';

export interface OpenConsole {
  /** Where the page is. */
  url: string;
  book: CallBook;
  phone: LocalPhone;
  close(): Promise<void>;
}

/** The call console as `npm start` shows it, around the built functions and a local ASAPP. */
export async function openConsole(
  env: Readonly<Record<string, string>> = {},
): Promise<OpenConsole> {
  const { asapp, service, rest, close } = await startWorld({
    with: ['rest'],
    env: {
      AGENT_DESTINATION: '+15550103000',
      SYSTEM_DESTINATION: 'https://booking.example.com/voice',
      RECORD: 'all',
      RECORDING_NOTICE: 'off',
      ...env,
    },
  });
  const book = new CallBook(rest.allTasks);
  const { sid: accountSid, authToken } = rest.account;
  const onBegin = rest.addCall;
  const phone = book.watch(localPhone({ service, authToken, accountSid, asapp, onBegin }));
  const page = await startConsole({ book, phone, agent: 'local', service: service.origin });
  return {
    url: `http://localhost:${page.port}`,
    book,
    phone,
    async close() {
      await page.close();
      await close();
    },
  };
}
