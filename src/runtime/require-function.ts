import '@twilio-labs/serverless-runtime-types';

/**
 * Loads another function of this service, for code that few requests need: a new process answers sooner
 * without it. A relative `require` between functions fails in Twilio's cloud. The other function is a
 * bundle of its own: what is passed to it must not depend on a class or a variable of a module.
 *
 * @param path - for instance `hand-off`
 * @returns what the file of that function exports
 * @throws if the runtime does not know the function
 * @see https://www.twilio.com/docs/serverless/functions-assets/client
 */
export function requireFunction<T>(path: string): T {
  const found = Runtime.getFunctions()[path];
  if (!found) throw new UnknownFunction();
  return require(found.path);
}

class UnknownFunction extends Error {
  override readonly name = 'UnknownFunction';
}
