import { expect } from 'chai';
import type { ContentShape } from '../../../../src/engine/declaration.js';
import type { LinkedFile } from '../../../../src/engine/page-reader.js';
import { fileAddress } from '../../../../src/zoom/files/file-link.js';
import type { HttpRequest, HttpResponse } from '../../../../src/http/message.js';
import { refusals } from '../../../../src/streams/contents/refusals.js';
import { answer, usersShape, world } from '../support.js';

const content: ContentShape = {
  link: 'download_url',
  size: 'file_size',
  fileName: 'file_name',
  decoder: 'text',
  absent: 'row',
  changesWith: [],
  ticketPath: null,
};
const link = 'https://files.zoom.us/rec/download/1';
const file: LinkedFile = { link, name: 'a.txt', size: 5 };
const pathValues = { meeting_uuid: '/a==' };

function shape(changes: Partial<ContentShape> = {}) {
  return {
    ...usersShape,
    path: '/rec/{meeting_uuid}',
    recordsPath: null,
    content: { ...content, ...changes },
  };
}

function served(text: string): HttpResponse {
  return { ...answer(200, null), text: '', file: { bytes: Buffer.from(text) } };
}

async function statusOf(response: HttpResponse, changes: Partial<LinkedFile> = {}): Promise<unknown> {
  const { read, asked } = world(() => response);
  const [row = {}] = await read({ shape: shape(), pathValues, file: { ...file, ...changes } });
  return [row['content_status'], asked.length];
}

describe('file reader', () => {
  it('makes rows of the file, which is asked for as bytes and no larger than they may be', async () => {
    const requests: HttpRequest[] = [];
    const { read } = world((request) => {
      requests.push(request);
      return served('Hello');
    });
    const [row = {}] = await read({ shape: shape(), pathValues, file });
    expect([row['content_status'], row['text']]).to.deep.equal(['read', 'Hello']);
    expect(requests.map(({ url, file: limits }) => [url, limits])).to.deep.equal([[link, { atMost: 1_000 }]]);
  });

  it('tells of what is not to be had in the place of a row, whatever the reason', async () => {
    const tooLarge = { ...answer(200, null), text: '', file: { bytes: null } };
    expect(await statusOf(answer(404, { code: 3301, message: 'no' }))).to.deep.equal(['gone', 1]);
    expect(await statusOf(answer(410, null))).to.deep.equal(['gone', 1]);
    expect(await statusOf(answer(403, { code: 200, message: 'No permission.' }))).to.deep.equal([
      'refused',
      1,
    ]);
    expect(await statusOf(tooLarge)).to.deep.equal(['too_large', 1]);
    expect(await statusOf(served('x'), { size: 1_001 })).to.deep.equal(['too_large', 0]);
    expect(await statusOf(served('x'), { link: null })).to.deep.equal(['no_link', 0]);
    expect(await statusOf(served('x'), { link: 'https://evil.test/zoom.us' })).to.deep.equal(['refused', 0]);
  });

  it('reads a refusal in XML, which Zoom writes for whoever does not ask for JSON', async () => {
    const pending = '<?xml version="1.0"?><error><code>12002</code><message>Still running.</message></error>';
    const { failure } = world(() => answer(400, pending));
    const waits = refusals.filter(({ code }) => Array.isArray(code) && code.includes(12_002));
    const asked = { shape: { ...shape(), refusals: waits }, pathValues, file };
    expect(await failure(asked)).to.include({ verdict: 'fail-item', reason: 'transcript not ready' });
  });

  it('counts it as a skip where there is no room for such a row', async () => {
    const { failure } = world(() => answer(404, null));
    const error = await failure({ shape: shape({ absent: 'skip' }), pathValues, file });
    expect(error).to.include({ verdict: 'skip-item', reason: 'file gone' });
  });

  it('asks again after a fault, and leaves it for the next run where it stays', async () => {
    const { read } = world((_request, index) => (index === 0 ? answer(502, null) : served('Hello')));
    expect(await read({ shape: shape(), pathValues, file })).to.have.length(1);
    // What is asked besides is answered: it is the file's own fault.
    const { failure } = world(({ url }) => answer(url === link ? 502 : 200, { users: [] }));
    const error = await failure({ shape: shape(), pathValues, file });
    expect(error).to.include({ verdict: 'fail-item', reason: 'HTTP 502' });
  });

  it('takes a new token once for a file that has none of its own', async () => {
    const { read, bearers } = world((_request, index) =>
      index === 0 ? answer(401, { code: 124 }) : served('Hello'),
    );
    expect(await read({ shape: shape(), pathValues, file })).to.have.length(1);
    expect(bearers).to.deep.equal(['Bearer token-0', 'Bearer token-1']);
  });

  it('asks for a token of the file where the ordinary one is refused, and tells nobody', async () => {
    const told: string[] = [];
    const ticketPath = '/meetings/{meeting_uuid}/recordings?include_fields=download_access_token';
    const script = ({ url, headers }: HttpRequest): HttpResponse => {
      if (url !== link) return answer(200, { download_access_token: 'ticket' });
      return headers['authorization'] === 'Bearer ticket' ? served('Hello') : answer(401, { code: 124 });
    };
    const { read, asked, tokenRequests } = world(script, { onToken: (token) => told.push(token) });
    expect(await read({ shape: shape({ ticketPath }), pathValues, file })).to.have.length(1);
    expect(asked).to.deep.equal([
      link,
      '/meetings/%252Fa%253D%253D/recordings?include_fields=download_access_token',
      link,
    ]);
    expect(tokenRequests).to.have.length(1);
    // So that no log can show it.
    expect(told).to.include('ticket');
  });
});

describe('the address of a file', () => {
  const api = 'https://api.zoom.us/v2';
  const good = [
    link,
    'https://zoom.us/x',
    'https://a.b.zoomgov.com/x?jwt=1',
    'https://api.zoom.us/v2/phone/x',
  ];
  const bad = [
    'http://zoom.us/x',
    'https://zoom.us.evil.test/x',
    'https://evilzoom.us/x',
    'https://zoom.us:8443/x',
    'https://me:secret@zoom.us/x',
    'https://127.0.0.1/x',
    'file:///etc/passwd',
    'ftp://zoom.us/x',
    'zoom.us/x',
    '',
  ];
  it('is one of Zoom, by https', () => {
    for (const one of good) expect(fileAddress(one, api), one).to.equal(one);
    for (const one of bad) expect(fileAddress(one, api), one).to.equal(null);
  });

  it('may be that of the API, wherever it is', () => {
    const address = 'http://127.0.0.1:8474/file/1';
    expect(fileAddress(address, 'http://127.0.0.1:8474/v2')).to.equal(address);
    expect(fileAddress('http://127.0.0.1:8475/file/1', 'http://127.0.0.1:8474/v2')).to.equal(null);
  });
});
