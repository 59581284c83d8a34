import { RequestClient } from 'twilio';

type Options<T> = Parameters<typeof RequestClient.prototype.request<T>>[0];

/**
 * From now on the `twilio` library of this process sends its requests to another server, for instance
 * the local REST API: the runtime gives the functions a client that cannot be told. Gives what ends that.
 */
export function redirectTwilio(url: string): () => void {
  const { request } = RequestClient.prototype;
  RequestClient.prototype.request = function redirected<T>(
    this: RequestClient,
    options: Options<T>,
  ) {
    const { pathname, search } = new URL(options.uri);
    const sent = { ...options, uri: `${url}${pathname}${search}` };
    return request.call<RequestClient, [Options<T>], ReturnType<typeof request<T>>>(this, sent);
  };
  return () => {
    RequestClient.prototype.request = request;
  };
}
