/** Zoom's own hosts, and those of Zoom for Government. */
const zoomHost = /^(?:[a-z0-9-]+\.)*(?:zoom\.us|zoomgov\.com)$/;

/**
 * The address of a file, if the access token may be sent there: a host of Zoom's by https, or the host of the API, which
 * the configuration names. Null for any other. https://developers.zoom.us/docs/api/meetings/ (2026-11) shows
 * `download_url` on `zoom.us` and below.
 */
export function fileAddress(link: string, apiUrl: string): string | null {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  if (url.username !== '' || url.password !== '') return null;
  const isZooms = url.protocol === 'https:' && url.port === '' && zoomHost.test(url.hostname);
  const isApis = url.origin === new URL(apiUrl).origin;
  return isZooms || isApis ? url.href : null;
}
