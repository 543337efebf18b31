import { expect } from 'chai';
import { addRecording, holdMeeting } from '../simulator/index.js';
import { differences, together } from '../support/comparisons.js';
import { onStage, read, type Stage } from '../support/stage.js';
import { protocols } from '../support/protocols.js';

/** The list of the account as the road to recordings: the same rows, and only users who have some are asked. */

const streams = [
  'recordings',
  'recording_files',
  'recording_settings',
  'recording_analytics_summary',
  'recording_analytics_details',
];

function asked({ simulator }: Stage, from: number): number {
  return simulator.requests.slice(from).filter(({ route }) => route === '/users/{userId}/recordings').length;
}

/** Two more meetings of users who are listed, both recorded. */
function recordTwo({ simulator, clock }: Stage): void {
  const listed = new Set(simulator.expected('users').map((row) => row['id']));
  const held = [...simulator.account.instances.values()]
    .map(({ series }) => series)
    .filter(({ hostId, kind }) => kind === 'meeting' && listed.has(hostId));
  for (const series of [held[0], held.at(-1)]) {
    if (series === undefined) throw new Error('nobody held so many meetings');
    const instance = holdMeeting(simulator.account, series, { endAt: clock.now() + 600_000 });
    addRecording(simulator.account, instance);
  }
}

for (const protocol of protocols) {
  describe(`recordings by the list of the account, ${protocol.name}`, function () {
    this.timeout(120_000);

    it('brings all rows of all that hangs on them, in later syncs as well', async () => {
      await onStage(protocol, { users: 40, hosts: 6 }, async (stage) => {
        const first = await read(stage, { streams });
        expect(first.exitCode, first.stderr.slice(-1_000)).to.equal(0);
        // Ten of the proof, and of the others nobody who has none.
        expect(asked(stage, 0)).to.be.at.most(10 + 6 * 13);
        expect(differences(stage.simulator, first.rows, { streams })).to.deep.equal([]);
        recordTwo(stage);
        stage.clock.advance(3_600_000);
        const second = await read(stage, { streams, state: first.state });
        const rows = together(first.rows, second.rows);
        expect(differences(stage.simulator, rows, { streams, repeats: 'allowed' })).to.deep.equal([]);
      });
    });

    it('asks in later syncs only users with new ones', async () => {
      await onStage(protocol, { users: 200, hosts: 20 }, async (stage) => {
        const chosen = ['recordings', 'recording_files', 'account_recordings'];
        const first = await read(stage, { streams: chosen });
        recordTwo(stage);
        stage.clock.advance(3_600_000);
        const before = stage.simulator.requests.length;
        const second = await read(stage, { streams: chosen, state: first.state });
        expect(second.rows.get('recordings')).to.have.lengthOf(2);
        expect(asked(stage, before)).to.equal(2);
        const rows = together(first.rows, second.rows);
        expect(differences(stage.simulator, rows, { streams: chosen, repeats: 'allowed' })).to.deep.equal([]);
      });
    });
  });
}
