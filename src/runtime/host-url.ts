import * as v from 'valibot';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The rule of every `_HOST` variable: a host with or without `https://`; plain http only for a
 * loopback host, which lets a local simulator take its place. Returns an origin without a path,
 * such as `https://api.asapp.com`.
 */
export const hostUrl = v.pipe(
  v.string(),
  v.transform((text) => {
    try {
      return new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
    } catch {
      return undefined;
    }
  }),
  v.check(
    (url) => url !== undefined && isPlainOrigin(url),
    'must be a host name, with or without https:// and without a path',
  ),
  v.check(
    (url) =>
      url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname)),
    'must use https:// (plain http only for a loopback host)',
  ),
  v.transform((url) => url?.origin ?? ''),
);

/**
 * The rule of every `_URL` variable that gets web requests: https, or plain http for a loopback host.
 * Printable ASCII without a user name or password, since it goes into TwiML and request lines.
 */
export const webUrl = v.pipe(
  v.string(),
  v.check(
    (text) =>
      /^https?:\/\/[\x21-\x7e]+$/i.test(text) && URL.canParse(text) && isSafe(new URL(text)),
    'must be an https:// URL (plain http only for a loopback host)',
  ),
);

function isSafe({ protocol, hostname, username, password }: URL): boolean {
  const isPrivate = protocol === 'https:' || LOOPBACK.test(hostname);
  return isPrivate && username === '' && password === '';
}

function isPlainOrigin(url: URL): boolean {
  return (
    url.hostname !== '' &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    url.password === ''
  );
}
