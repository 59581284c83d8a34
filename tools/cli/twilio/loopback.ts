const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL, or a host with or without a port, is on this machine. */
export function isLoopback(text: string): boolean {
  const url = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(url) && LOOPBACK.test(new URL(url).hostname);
}
