import { expect } from 'chai';
import { runAirbyte } from '../../../src/cli/airbyte.js';
import { runSinger } from '../../../src/cli/singer.js';
import { needsOf } from '../../../src/offline-guide.js';
import { products, streamDeclarations } from '../../../src/streams/index.js';
import { listAt, objectAt, parseObject, textAt } from '../../support/json-paths.js';
import { withFiles, world } from './harness.js';

/** What both programs tell of streams and scopes, without a word with Zoom. */

interface Told {
  readonly out: string;
  readonly err: string;
  readonly exitCode: number;
}

async function airbyte(...argv: readonly string[]): Promise<Told> {
  const made = world();
  const exitCode = await runAirbyte([...argv], made.edges);
  return { out: made.out(), err: made.err(), exitCode };
}

async function singer(...argv: readonly string[]): Promise<Told> {
  const made = world();
  const exitCode = await runSinger([...argv], made.edges);
  return { out: made.out(), err: made.err(), exitCode };
}

const namesIn = ({ out }: Told): readonly string[] =>
  listAt(parseObject(out), 'streams').map((stream) => textAt(stream, 'stream'));
const scopesIn = ({ out }: Told): readonly string[] =>
  out.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const all = streamDeclarations.map(({ name }) => name);

describe('the list of streams', () => {
  it('has each once, with what it takes to choose it', async () => {
    const told = await airbyte('streams', '--format', 'json');
    expect(told).to.include({ err: '', exitCode: 0 });
    expect(namesIn(told)).to.deep.equal(all);
    const streams = listAt(parseObject(told.out), 'streams').map((stream) => objectAt(stream));
    expect(streams.find(({ stream }) => stream === 'phone_call_history')).to.deep.include({
      product: 'phone',
      opt_in: true,
      endpoint: 'GET /phone/call_history',
      key: ['call_history_uuid'],
      cursor: 'start_time',
      incremental: true,
      rate_pool: 'phone',
      scopes: ['phone:read:list_call_logs:admin'],
    });
    expect(streams.find(({ stream }) => stream === 'recording_files')).to.deep.include({
      opt_in: false,
      endpoint: null,
      parents: ['recordings'],
      rate_limit: null,
    });
  });

  it('is searched by words that all occur, in whatever case', async () => {
    const found = await airbyte('streams', '--format', 'json', '--search', 'SMS', '--search', 'conversation');
    expect(namesIn(found)).to.deep.equal(['phone_sms_sessions', 'phone_sms_messages']);
    const byScope = await airbyte('streams', '--format', 'json', '--search', 'role:read:list_roles:admin');
    expect(namesIn(byScope)).to.deep.equal(['roles']);
  });

  it('is narrowed by names and patterns, and by a configuration where there is one', async () => {
    const selected = await airbyte('streams', '--format', 'json', '--select', 'users,zoom_survey*');
    expect(namesIn(selected)).to.deep.equal(['users', 'zoom_surveys', 'zoom_survey_answers']);
    await withFiles({ config: { streams: ['users', 'roles'] } }, async (path) => {
      const made = world();
      const argv = ['streams', '--config', path('config'), '--format', 'json'];
      expect(await runAirbyte(argv, made.edges)).to.equal(0);
      // What discovery of this test shows, whatever the settings say.
      expect(made.asked).to.have.lengthOf(1);
      expect(namesIn({ out: made.out(), err: '', exitCode: 0 })).to.deep.equal(['users', 'report_meetings']);
    });
  });

  it('is a table with a line for each, in columns, and counts them', async () => {
    const { out } = await airbyte('streams', '--select', 'users,roles');
    const [head = '', first = '', second = '', ...rest] = out.trimEnd().split('\n');
    expect(head).to.match(/^STREAM {2}PRODUCT/);
    const column = head.indexOf('PRODUCT');
    expect([first.slice(column, column + 5), second.slice(column, column + 7)]).to.deep.equal([
      'users',
      'account',
    ]);
    expect(rest).to.deep.equal(['', '2 streams']);
  });

  it('is a table of Markdown whose lines have as many cells as its head', async () => {
    const { out } = await airbyte('streams', '--format', 'markdown');
    const cells = out
      .trimEnd()
      .split('\n')
      .map((line) => line.replaceAll('\\|', '').split('|').length);
    expect(cells).to.have.lengthOf(all.length + 2);
    expect(new Set(cells).size).to.equal(1);
  });

  it('is the same from the tap', async () => {
    for (const [own, its] of [
      ['json', 'json'],
      ['table', 'text'],
      ['markdown', 'markdown'],
    ] as const) {
      const [one, other] = [
        await airbyte('streams', '--format', own),
        await singer('--streams', '--format', its),
      ];
      expect(other).to.deep.equal(one);
    }
  });
});

const usualRoads = { pastMeetingsFrom: 'per_user', recordingsFrom: 'per_user' } as const;

describe('the scopes that reading takes', () => {
  for (const kind of ['granular', 'classic'] as const) {
    it(`are enough for every stream and no more than that: ${kind} ones`, () => {
      const needs = needsOf({ streams: all, ...usualRoads, kind });
      const asked = streamDeclarations.filter(
        ({ embedded, name }) => embedded === null && !needs.unnamed.includes(name),
      );
      const enough = (scopes: readonly string[]): boolean =>
        asked.every(({ request }) =>
          (kind === 'granular' ? request.scopes : request.classicScopes).some((scope) =>
            scopes.includes(scope),
          ),
        );
      expect(enough(needs.scopes)).to.equal(true);
      for (const scope of needs.scopes) {
        expect(enough(needs.scopes.filter((one) => one !== scope)), scope).to.equal(false);
      }
      expect(needs.scopes.filter((scope) => /write/.test(scope))).to.deep.equal([]);
      const unnamed = streamDeclarations.filter(
        ({ request }) => (kind === 'granular' ? request.scopes : request.classicScopes).length === 0,
      );
      expect(needs.unnamed).to.have.members(unnamed.map(({ name }) => name));
    });
  }

  it('are those of the parents too, on the road that the configuration takes', () => {
    const needs = (pastMeetingsFrom: 'auto' | 'per_user' | 'account_history') =>
      needsOf({
        streams: ['report_meeting_participants'],
        ...usualRoads,
        pastMeetingsFrom,
        kind: 'granular',
      });
    expect(needs('per_user').besides).to.have.members(['users', 'report_meetings']);
    expect(needs('per_user').scopes).to.deep.equal([
      'report:read:list_meeting_participants:admin',
      'report:read:user:admin',
      'user:read:list_users:admin',
    ]);
    expect(needs('per_user').worth).to.deep.equal([]);
    expect(needs('auto')).to.deep.include({
      scopes: needs('per_user').scopes,
      worth: ['report:read:list_history_meetings:admin'],
    });
    expect(needs('account_history').besides).to.include('report_history_meetings');
    expect(needs('account_history').scopes).to.include('report:read:list_history_meetings:admin');
  });

  it('come a line each, with permissions and plans as remarks', async () => {
    const made = await withConfig(['scopes', '--select', 'users'], {
      streams: ['users'],
      client_secret: 'very-secret',
    });
    expect(scopesIn(made)).to.deep.equal(['user:read:list_users:admin']);
    expect(made.out).to.contain("# The role of the app's owner must allow:\n#   Users: Users (view)");
    expect(made.out).not.to.contain('very-secret');
    const phone = products.find(({ name }) => name === 'phone');
    const told = needsOf({ streams: ['phone_users'], ...usualRoads, kind: 'granular' });
    expect(told.products.map(({ prerequisite }) => prerequisite)).to.deep.equal([phone?.prerequisite]);
  });

  it('are those of the streams that a catalog selects, in both protocols', async () => {
    const selected = (name: string, isSelected: boolean) => ({
      tap_stream_id: name,
      schema: {},
      metadata: [{ breadcrumb: [], metadata: { selected: isSelected } }],
    });
    const files = {
      configured: { streams: [{ stream: { name: 'users', json_schema: {} }, sync_mode: 'full_refresh' }] },
      catalog: { streams: [selected('users', true), selected('report_meetings', false)] },
      foreign: { streams: [selected('users', true), selected('faxes', true)] },
    };
    await withFiles(files, async (path) => {
      for (const told of [
        await airbyte('scopes', '--catalog', path('configured')),
        await singer('--scopes', '--catalog', path('catalog')),
      ]) {
        expect(told).to.include({ err: '', exitCode: 0 });
        expect(scopesIn(told)).to.deep.equal(['user:read:list_users:admin']);
      }
      const { err, ...told } = await singer('--scopes', '--catalog', path('foreign'));
      expect(scopesIn({ ...told, err })).to.deep.equal(['user:read:list_users:admin']);
      expect(err).to.match(/^WARNING The catalog names streams that are not offered.*: faxes\.$/m);
    });
  });

  it('are the body that makes an app, with what is to be filled in and done on stderr', async () => {
    const made = await withConfig(['scopes', '--app-json', '--select', 'users'], { streams: ['users'] });
    expect(parseObject(made.out)).to.deep.equal({
      app_type: 's2s_oauth',
      app_name: 'source-zoom',
      scopes: ['user:read:list_users:admin'],
      contact_name: '',
      contact_email: '',
      company_name: '',
      active: true,
    });
    expect(made.err).to.match(/^INFO Fill in contact_name, contact_email and company_name/);
    expect(made.exitCode).to.equal(0);
  });

  it('are the same from the tap, and refuse a name that is none', async () => {
    expect(await singer('--scopes', '--classic', '--select', 'users')).to.deep.equal(
      await airbyte('scopes', '--classic', '--select', 'users'),
    );
    for (const told of [
      await airbyte('scopes', '--select', 'usres'),
      await singer('--scopes', '--select', 'usres'),
    ]) {
      expect(told).to.include({ out: '', exitCode: 1 });
      expect(told.err).to.contain('name 1 is no stream that is offered; did you mean users?');
    }
  });
});

async function withConfig(argv: readonly string[], config: object): Promise<Told> {
  let told: Told = { out: '', err: '', exitCode: -1 };
  await withFiles({ config }, async (path) => {
    told = await airbyte(...argv, '--config', path('config'));
  });
  return told;
}
