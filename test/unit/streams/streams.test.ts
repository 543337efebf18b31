import { expect } from 'chai';
import type { StreamDeclaration } from '../../../src/engine/declaration.js';
import type { StreamName } from '../../../src/streams/define-stream.js';
import { loadSchema, secretFields, streamDeclarations } from '../../../src/streams/index.js';
import { usualStreams } from '../../support/products.js';
import { nodesOf, typesOf } from '../../support/schema-walk.js';

function stream(name: StreamName): StreamDeclaration {
  const found = streamDeclarations.find((declaration) => declaration.name === name);
  if (found === undefined) throw new Error(`no stream ${name}`);
  return found;
}

function children(parent: StreamName): readonly StreamDeclaration[] {
  return streamDeclarations.filter((declaration) =>
    declaration.parents.some((link) => link.stream === parent),
  );
}

/** What was lost without an error in other readers of this API, one test each. */
describe('the declarations', () => {
  it('ask for inactive users before and after the active ones', () =>
    expect(stream('users').variants.map((variant) => variant['status'])).to.deep.equal([
      'inactive',
      'pending',
      'active',
      'inactive',
    ]));

  it('ask for registrants of every status', () => {
    for (const name of ['meeting_registrants', 'webinar_registrants'] as const) {
      expect(stream(name).variants.map((variant) => variant['status'])).to.have.members([
        'pending',
        'approved',
        'denied',
      ]);
    }
  });

  it('ask for meetings that one person attended', () =>
    expect(stream('report_meetings').variants).to.deep.equal([{ type: 'past' }, { type: 'pastOne' }]));

  it('name instances by uuid, never by id', () => {
    const byId = streamDeclarations
      .filter((declaration) =>
        /^\/(past_meetings|past_webinars|report\/(meetings|webinars))\//.test(declaration.request.path),
      )
      .filter((declaration) => !declaration.request.path.includes('_uuid}'))
      .map((declaration) => declaration.name);
    expect(byId).to.deep.equal(['past_meeting_instances', 'past_webinar_instances']);
  });

  it('send each instance of a report to the meeting or to the webinar endpoints, never to both', () => {
    for (const child of children('report_meetings')) {
      const where = child.parents.find((link) => link.stream === 'report_meetings')?.where;
      const isWebinar = child.request.path.includes('webinar');
      expect(where, child.name).to.deep.equal([
        isWebinar ? { field: 'type', in: [5, 6, 9] } : { field: 'type', notIn: [5, 6, 9] },
      ]);
    }
  });

  it('ask for a month at most where Zoom narrows what is wider', () => {
    const unbounded = ['previous_meetings', 'chat_messages', 'chat_files'];
    for (const { name, window } of streamDeclarations) {
      if (window === null || !usualStreams.includes(name)) continue;
      if (unbounded.includes(name)) expect(window.maxDays, name).to.equal(null);
      else expect(window.maxDays, name).to.be.within(1, 30);
    }
  });

  it('never take the place of the user_id of a participant', () => {
    for (const declaration of streamDeclarations.filter(({ name }) => name.endsWith('_participants'))) {
      expect(declaration.parents.flatMap((link) => Object.keys(link.partition))).to.not.include('user_id');
      expect(declaration.rowId).to.deep.equal([['user_id', 'join_time']]);
    }
  });

  it('search for the messages of a chat with nothing that excludes a search, each from its sender', () => {
    for (const name of ['chat_messages', 'chat_files'] as const) {
      expect(stream(name).query).to.include({ search_key: ' ' });
      expect(stream(name).query).not.to.have.property('include_deleted_and_edited_message');
      expect(stream(name).owner).to.deep.equal({ field: 'sender', partitionField: 'email' });
    }
  });
});

describe('what stands in for a key', () => {
  /** Their rows hold nothing else that tells them from those of another meeting. */
  const bare = [
    'past_meeting_instances',
    'past_webinar_instances',
    'dashboard_client_versions',
    'dashboard_client_satisfaction',
  ];

  it('is declared for every list whose rows might come without theirs', () => {
    const lists = streamDeclarations.filter(({ request }) => request.recordsPath !== null);
    const without = lists.filter(({ rowId, standIn }) => rowId === null && standIn === null);
    expect(without.map(({ name }) => name)).to.have.members(bare);
  });
});

describe('the secret fields', () => {
  it('cover every field whose name says so', () => {
    const suspicious = /password|passcode|start_url|host_key|token|pin_code|zak/;
    const leaks = streamDeclarations.flatMap((declaration) =>
      nodesOf(loadSchema(declaration))
        .filter((node) => suspicious.test(node.name) && !secretFields.has(node.name))
        // Whether one must be set, and how it must look, stands in settings.
        .filter(({ name, schema }) => typesOf(schema).includes('string') && !name.startsWith('require_'))
        .map((node) => `${declaration.name}.${node.path}`),
    );
    expect(leaks).to.deep.equal([]);
  });
});
