/** True for addresses on this machine, where plain http and no rate limit are allowed. */
export function isLoopback(address: string): boolean {
  return URL.canParse(address) && hasLoopbackHost(new URL(address));
}

function hasLoopbackHost(url: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
}

/** What is wrong with the address of a server, as the end of a sentence; null when nothing is. */
export function addressFault(text: string): string | null {
  if (!URL.canParse(text)) return 'is not an address';
  const url = new URL(text);
  // The parser leaves them out where it reads, and they would come back with the path.
  if (/[\s\p{Cc}]/u.test(text)) return 'must not hold blanks or line ends';
  if (url.protocol === 'http:' && !hasLoopbackHost(url))
    return 'must begin with https, except on this machine';
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password';
  if (url.search !== '' || url.hash !== '') return 'must end with its path';
  return null;
}
