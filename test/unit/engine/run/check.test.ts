import { expect } from 'chai';
import { StoppedError } from '../../../../src/errors.js';
import { check, type CheckOptions } from '../../../../src/engine/run/check.js';
import type { Service } from '../../../../src/engine/service.js';
import { accessBy } from '../../../../src/zoom/scopes.js';
import { readError } from '../../../support/toy-errors.js';
import { toyService } from '../../../support/toy-service.js';
import { toyNames, toyStreams } from '../../../support/toy-streams.js';
import { worldAccount } from '../../../support/toy-world.js';

const everyScope = new Set(toyStreams.map(({ declaration }) => `${declaration.name}:read`));
const granting = (scopes: ReadonlySet<string>) => ({ access: () => Promise.resolve(accessBy(scopes)) });

function options({ service = {}, ...more }: Overrides = {}): CheckOptions {
  return {
    definitions: toyStreams,
    offered: new Set(toyStreams.map(({ declaration }) => declaration.name)),
    service: toyService(worldAccount().readPages, { ...granting(everyScope), ...service }),
    signal: new AbortController().signal,
    ...more,
  };
}

interface Overrides {
  readonly offered?: ReadonlySet<string>;
  readonly service?: Partial<Service>;
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
    await check(options({ service: { readPages: account.readPages } }));
    expect(account.asks).to.have.lengthOf(1);
    expect(account.asks[0]?.stream).to.equal(toyNames.users);
  });

  it('is silent about the scopes of streams that are not offered, and looks at the users all the same', async () => {
    const account = worldAccount();
    const result = await check(
      options({
        offered: new Set([toyNames.groups]),
        service: { readPages: account.readPages, ...granting(new Set(['groups:read'])) },
      }),
    );
    expect(result.message).to.equal('Connected to Zoom. All 1 streams can be read.');
    expect(account.asks).to.have.lengthOf(1);
  });

  it('succeeds without some scopes, names the streams and each scope to add once', async () => {
    const granted = new Set([...everyScope].filter((scope) => !/groups|report_meetings/.test(scope)));
    const result = await check(options({ service: granting(granted) }));
    expect(result.succeeded).to.equal(true);
    expect(result.unreadable).to.have.deep.members([
      { stream: toyNames.events, scopes: ['report_meetings:read'] },
      { stream: toyNames.groups, scopes: ['groups:read'] },
    ]);
    expect(result.message).to.equal(
      `Connected to Zoom. 2 of ${toyStreams.length} streams cannot be read with the scopes of this app. ` +
        'To read them, add these scopes to the app in the Zoom Marketplace: ' +
        'report_meetings:read (for report_meetings), groups:read (for groups).',
    );
  });

  it('fails with the sentence of the error where there is no token', async () => {
    const account = worldAccount();
    const access = () => Promise.reject(readError('stop-run'));
    expect(await check(options({ service: { readPages: account.readPages, access } }))).to.deep.equal({
      succeeded: false,
      message: 'Zoom says stop-run.',
      unreadable: [],
    });
    expect(account.asks).to.be.empty;
  });

  it('fails with the sentence of the error where users cannot be read', async () => {
    const { readPages } = worldAccount({ fault: () => readError('unauthorized') });
    expect(await check(options({ service: { readPages } }))).to.include({
      succeeded: false,
      message: 'Zoom says unauthorized.',
    });
  });

  it('does not take a stop, or a bug of ours, for an answer', async () => {
    for (const error of [new StoppedError('stopped'), new TypeError('no such function')]) {
      const service = { access: () => Promise.reject(error) };
      const thrown: unknown = await check(options({ service })).catch((caught: unknown) => caught);
      expect(thrown).to.equal(error);
    }
  });
});
