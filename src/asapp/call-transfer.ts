import * as v from 'valibot';
import { sendRequest } from '../http/client';
import { asappApi } from './api';
import type { AsappConfig } from './config';

/** A name of ASAPP's; anything longer is none. */
const name = v.pipe(v.string(), v.maxLength(500));
const upperCase = v.pipe(
  name,
  v.transform((text) => text.toUpperCase()),
);

/** Levels of arrays and objects; JSON that is nested much deeper cannot be serialised again. */
const DEEPEST = 100;

// The schema says strings, the vendor's own examples hold booleans: any JSON value is taken.
const variables = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((all) => Object.fromEntries(Object.entries(all).filter(([, one]) => isShallow(one)))),
);

/** What comes with a decision. If it is malformed, the decision still counts. */
const beside = <S extends v.GenericSchema>(schema: S) => v.fallback(v.nullish(schema), undefined);

/**
 * What is read from a call transfer. Enums are compared in upper case, since one of the vendor's examples
 * is in lower case, and stay open strings: a new value must not break a call. Everything else is left
 * out, above all the `sip` part, which can hold a password.
 */
const callTransfer = v.object({
  status: upperCase,
  outputContext: v.nullish(
    v.object({
      transferType: v.nullish(upperCase),
      currentTaskName: beside(name),
      referenceVariables: beside(variables),
      transferVariables: beside(variables),
    }),
  ),
});

/** ASAPP's record of what the agent decided in one engagement. */
export interface CallTransfer {
  /** `ACTIVE`, `ONGOING`, `COMPLETED`, `EXPIRED`, or something new. */
  readonly status: string;
  /** `AGENT`, `SYSTEM`, `CALLER_DISCONNECT`, or something new; undefined if ASAPP gave none. */
  readonly transferType: string | undefined;
  readonly currentTaskName: string | undefined;
  /** All variables of the conversation; values may be any JSON. */
  readonly referenceVariables: Readonly<Record<string, unknown>> | undefined;
  /** The variables set by the function that ended it; values may be any JSON. */
  readonly transferVariables: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Reads a call transfer: `GET /generativeagent/v1/call-transfers/{id}`.
 *
 * @param id - the `asapp_callTransferId` that the engagement's stream was given
 * @throws RequestError - a `StatusError` with status 404 if ASAPP knows no such transfer
 */
export async function readCallTransfer(
  config: AsappConfig,
  id: string,
  deadline: AbortSignal,
): Promise<CallTransfer> {
  const { status, outputContext } = await sendRequest(asappApi(config), {
    method: 'GET',
    path: `/generativeagent/v1/call-transfers/${encodeURIComponent(id)}`,
    schema: callTransfer,
    deadline,
  });
  return {
    status,
    transferType: outputContext?.transferType ?? undefined,
    currentTaskName: outputContext?.currentTaskName ?? undefined,
    referenceVariables: outputContext?.referenceVariables ?? undefined,
    transferVariables: outputContext?.transferVariables ?? undefined,
  };
}

function isShallow(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth < DEEPEST && Object.values(value).every((inner) => isShallow(inner, depth + 1));
}
