/**
 * The least that any connector does: asks for each address of a file, 32 at a time, parses the bodies and writes each row
 * as a line. `fetch` is node-fetch, `http` is node:http without it, `bodies` is node-fetch without parsing and writing.
 */
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import fetch from 'node-fetch';

const [way, file] = process.argv.slice(2);
const { origin, paths } = JSON.parse(readFileSync(file, 'utf8'));
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const headers = { authorization: 'Bearer bench', accept: 'application/json' };
const concurrency = 32;

async function byFetch(url) {
  return (await fetch(url, { headers, agent })).text();
}

function byHttp(url) {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}

let chunk = '';
function write(rows) {
  for (const row of rows) chunk += JSON.stringify(row) + '\n';
  if (chunk.length < 65_536) return;
  process.stdout.write(chunk);
  chunk = '';
}

const load = way === 'http' ? byHttp : byFetch;
let next = 0;
async function work() {
  while (next < paths.length) {
    const text = await load(origin + paths[next++]);
    if (way !== 'bodies') write(Object.values(JSON.parse(text)).find(Array.isArray) ?? []);
  }
}
await Promise.all(Array.from({ length: concurrency }, work));
process.stdout.write(chunk);
