import { expect } from 'chai';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { JsonValue } from '../../src/json.js';
import { execute, root } from '../support/command.js';
import type { Finished } from '../support/command.js';
import { catalogOf, parseLines } from '../support/delivery.js';
import { run } from '../support/executable.js';
import { createFolder } from '../support/files.js';
import { at } from '../support/json-paths.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { protocols, writeRunFiles } from '../support/protocols.js';

/** What comes from outside can neither forge a line of the log, nor command a terminal, nor bring out a secret. */

const secret = 'SECRET-client/"+%& \u00fc';
const tokens = ['SECRET-token/1+a=b==', 'eyJhbGciOiJIUzUxMiJ9.eyJTRUNSRVQtdG9rZW4iOjF9.SECRET-signature'];
const foreign = 'eyJhbGciOiJIUzUxMiJ9.eyJzb21lYm9keSI6ImVsc2UifQ.SECRET_of_nobody-we-know';

const commands =
  '\r\n\nCRITICAL forged\u001b[2J\u001b]0;t\u0007\u009b1A\u0085\u2028\u2029\u202eright to left\u2066\u0000\ud83d';
const commanding = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;

function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return [
    text,
    encodeURIComponent(text),
    encodeURIComponent(text).replace(/%../g, (byte) => byte.toLowerCase()),
    new URLSearchParams({ text }).toString().slice('text='.length),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    JSON.stringify(text),
    `Bearer ${text}`,
    `?access_token=${encodeURIComponent(text)}&x=1`,
  ];
}

/** What no log may hold of a secret. The forms have nothing in common but that. */
const pieces = [secret, ...tokens].flatMap((text) =>
  formsOf(text).map((form) => form.replace(/^.*(Bearer |access_token=)/, '').replace(/"|=+$|&x=1$/g, '')),
);

interface Answer {
  readonly status: number;
  readonly body: JsonValue;
}

/** An API that is as hostile as it can be, and repeats what it was sent. */
class Hostile {
  #issued = 0;

  answer({ url = '', headers }: IncomingMessage): Answer {
    if (url.startsWith('/oauth')) {
      const access_token = tokens[this.#issued % tokens.length] ?? '';
      this.#issued += 1;
      return { status: 200, body: { access_token, expires_in: 3600, scope: `${commands} user:read` } };
    }
    if (url.includes('/users?')) {
      return { status: 200, body: { users: [{ id: 'u1', [`odd ${commands}`]: 1, [tokens[0] ?? '']: 1 }] } };
    }
    if (url.includes('/groups') && this.#issued < 2)
      return { status: 401, body: { code: 124, message: 'Invalid' } };
    const sent = headers.authorization ?? '';
    const held = [secret, ...tokens.slice(0, this.#issued)];
    const said = [...held.flatMap(formsOf), foreign].join(' ');
    return {
      status: 400,
      body: {
        code: 300,
        message: `${commands} ${sent} ${said}`,
        errors: [{ field: commands, message: said }],
      },
    };
  }
}

async function withHostile(test: (origin: string) => Promise<void>): Promise<void> {
  const hostile = new Hostile();
  const server = createServer((request, response) => {
    const { status, body } = hostile.answer(request);
    response.writeHead(status, { 'content-type': 'application/json', 'x-zm-trackingid': 'tracked' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    await test(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
  } finally {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

const streams = ['users', 'groups', 'roles'];

async function readFrom(
  protocol: ProtocolUnderTest,
  origin: string,
  env: NodeJS.ProcessEnv,
): Promise<Finished> {
  const folder = await createFolder();
  try {
    const config = {
      account_id: 'a',
      client_id: 'c',
      client_secret: secret,
      plan: 'none',
      api_url: `${origin}/v2`,
      token_url: `${origin}/oauth/token`,
    };
    const find = await writeRunFiles(folder, 'find', { config });
    const found = catalogOf((await run(protocol.program, protocol.discoverArgs(find))).stdout);
    const catalog = protocol.configure(found, streams);
    // A state of strangers, too.
    const odd = `nobody\n${commands}`;
    const state =
      protocol.name === 'singer'
        ? { bookmarks: { [odd]: { version: commands }, users: { version: 7, cursor: commands } } }
        : [
            {
              type: 'STREAM',
              stream: { stream_descriptor: { name: odd }, stream_state: { cursor: commands } },
            },
          ];
    const args = protocol.readArgs(await writeRunFiles(folder, 'read', { config, catalog, state }));
    const program = `${root}/dist/bin/${protocol.program}.js`;
    return await execute(process.execPath, [program, ...args], {
      env: { ...process.env, ...env },
    });
  } finally {
    await folder.remove();
  }
}

/** Every text for people that the run wrote. */
function textsOf({ stdout, stderr }: Finished): readonly string[] {
  const said = parseLines(stdout).flatMap((message) => [
    at(message, 'log', 'message'),
    at(message, 'trace', 'error', 'message'),
    at(message, 'trace', 'error', 'internal_message'),
    at(message, 'trace', 'error', 'stack_trace'),
  ]);
  return [stderr, ...said.filter((text) => typeof text === 'string')];
}

for (const protocol of protocols) {
  describe(`logs, ${protocol.name}`, function () {
    this.timeout(60_000);

    for (const env of [{ LOG_LEVEL: 'debug', LOGLEVEL: 'debug' }, { SINGER_SDK_LOG_CONFIG: 'x' }]) {
      it(`hold no command, no forged line and no secret with ${Object.keys(env).join(' and ')}`, async () => {
        await withHostile(async (origin) => {
          const ended = await readFrom(protocol, origin, env);
          expect(ended.exitCode, ended.stderr).to.equal(1);
          const texts = textsOf(ended);
          for (const text of texts) {
            expect(commanding.exec(text)?.index ?? -1, JSON.stringify(text)).to.equal(-1);
            expect(text).not.to.match(/^CRITICAL forged/m);
            for (const piece of [...pieces, foreign]) expect(text).not.to.contain(piece);
            expect(text).not.to.contain('SECRET-').and.not.to.contain('SECRET_');
          }
          expect(texts.join('\n'), 'what was masked and shown')
            .to.contain('****')
            .and.to.contain('\\u001b[2J');
        });
      });
    }

    for (const level of ['__proto__', 'constructor', 'loud', 'INFORMATION', '--', '1e']) {
      it(`are at info where the level is ${level}, and say so`, async () => {
        await withHostile(async (origin) => {
          const names = { LOG_LEVEL: level, TAP_ZOOM_LOGLEVEL: level };
          const text = textsOf(await readFrom(protocol, origin, names)).join('\n');
          expect(text).to.contain(
            protocol.name === 'singer' ? 'TAP_ZOOM_LOGLEVEL names no' : 'LOG_LEVEL names no',
          );
          expect(text).to.contain('Summary: ');
        });
      });
    }
  });
}
