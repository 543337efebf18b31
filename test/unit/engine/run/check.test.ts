import { expect } from 'chai';
import { StoppedError } from '../../../../src/errors.js';
import { check, unreadableStreams, type CheckOptions } from '../../../../src/engine/run/check.js';
import { zoomWording } from '../../../../src/zoom/wording.js';
import { readError } from '../../../support/toy-errors.js';
import { events, groups, redeclared, toyNames, toyStreams, users } from '../../../support/toy-streams.js';
import { worldAccount } from '../../../support/toy-world.js';

const all = new Set(toyStreams.map(({ declaration }) => `${declaration.name}:read`));

function options(more: Partial<CheckOptions> = {}): CheckOptions {
  return {
    definitions: toyStreams,
    offered: new Set(toyStreams.map(({ declaration }) => declaration.name)),
    readPages: worldAccount().readPages,
    grantedScopes: () => Promise.resolve(all),
    wording: zoomWording.access,
    signal: new AbortController().signal,
    ...more,
  };
}

describe('check', () => {
  it('says how many streams can be read', async () => {
    expect(await check(options())).to.deep.equal({
      succeeded: true,
      message: `Connected to Zoom. All ${toyStreams.length} streams can be read.`,
      unreadable: [],
    });
  });

  it('reads one page of users, and of nothing else', async () => {
    const account = worldAccount({ pageSize: 1 });
    await check(options({ readPages: account.readPages }));
    expect(account.asks).to.have.lengthOf(1);
    expect(account.asks[0]?.stream).to.equal(toyNames.users);
  });

  it('is silent about the scopes of streams that are not offered, and looks at the users all the same', async () => {
    const account = worldAccount();
    const result = await check(
      options({
        offered: new Set([toyNames.groups]),
        readPages: account.readPages,
        grantedScopes: () => Promise.resolve(new Set(['groups:read'])),
      }),
    );
    expect(result.message).to.equal('Connected to Zoom. All 1 streams can be read.');
    expect(account.asks).to.have.lengthOf(1);
  });

  it('succeeds without some scopes, names the streams and each scope to add once', async () => {
    const granted = new Set([...all].filter((scope) => !/groups|report_meetings/.test(scope)));
    const result = await check(options({ grantedScopes: () => Promise.resolve(granted) }));
    expect(result.succeeded).to.equal(true);
    expect(result.unreadable).to.have.deep.members([
      { stream: toyNames.events, scopes: ['report_meetings:read'] },
      { stream: toyNames.groups, scopes: ['groups:read'] },
    ]);
    expect(result.message).to.equal(
      `Connected to Zoom. 2 of ${toyStreams.length} streams cannot be read with the scopes of this app: ` +
        'report_meetings (report_meetings:read), groups (groups:read). ' +
        'To read them, add these scopes to the app in the Zoom Marketplace: groups:read, report_meetings:read.',
    );
  });

  it('fails with the sentence of the error where there is no token', async () => {
    const account = worldAccount();
    const grantedScopes = () => Promise.reject(readError('stop-run'));
    expect(await check(options({ readPages: account.readPages, grantedScopes }))).to.deep.equal({
      succeeded: false,
      message: 'Zoom says stop-run.',
      unreadable: [],
    });
    expect(account.asks).to.be.empty;
  });

  it('fails with the sentence of the error where users cannot be read', async () => {
    const { readPages } = worldAccount({ fault: () => readError('missing-scope') });
    expect(await check(options({ readPages }))).to.include({
      succeeded: false,
      message: 'Zoom says missing-scope.',
    });
  });

  it('does not take a stop, or a bug of ours, for an answer', async () => {
    for (const error of [new StoppedError('stopped'), new TypeError('no such function')]) {
      const grantedScopes = () => Promise.reject(error);
      const thrown: unknown = await check(options({ grantedScopes })).catch((caught: unknown) => caught);
      expect(thrown).to.equal(error);
    }
  });
});

describe('unreadableStreams', () => {
  const scoped = (scopes: readonly string[], classicScopes: readonly string[]) =>
    redeclared(groups, { request: { ...groups.declaration.request, scopes, classicScopes } });

  it('takes granular and classic scopes for alternatives', () => {
    const definition = scoped(['new:a', 'new:b'], ['old']);
    for (const scope of ['new:a', 'new:b', 'old']) {
      expect(unreadableStreams([definition], new Set([scope])), scope).to.deep.equal([]);
    }
    expect(unreadableStreams([definition], new Set(['other']))).to.deep.equal([
      { stream: toyNames.groups, scopes: ['new:a', 'new:b'] },
    ]);
  });

  it('names the classic scope where there is no other', () => {
    expect(unreadableStreams([scoped([], ['old'])], new Set(['other']))).to.deep.equal([
      { stream: toyNames.groups, scopes: ['old'] },
    ]);
  });

  it('says nothing of streams that name no scope, nor where the token tells of none', () => {
    expect(unreadableStreams([scoped([], [])], new Set(['other']))).to.deep.equal([]);
    expect(unreadableStreams([users, events], new Set())).to.deep.equal([]);
  });
});
