import * as v from 'valibot';
import { sendRequest } from '../http/client';
import { StatusError } from '../http/errors';
import { conferencePath, signalWireApi } from './api';
import type { SignalWireConfig } from './config';

const answer = v.object({ participants: v.array(v.unknown()) });

/**
 * How many participants a conference has now, up to 50: `GET …/Conferences/{sid}/Participants`. Events
 * cannot be counted, since they come twice and in any order.
 *
 * @returns 0 if the conference is gone
 * @throws RequestError
 */
export async function countParticipants(
  config: SignalWireConfig,
  conferenceSid: string,
  deadline: AbortSignal,
): Promise<number> {
  try {
    const { participants } = await sendRequest(signalWireApi(config), {
      method: 'GET',
      path: conferencePath(config, conferenceSid, '/Participants'),
      query: { PageSize: '50' },
      schema: answer,
      deadline,
    });
    return participants.length;
  } catch (error) {
    if (error instanceof StatusError && error.status === 404) return 0;
    throw error;
  }
}
