import type { JsonObject } from '../../../src/json.js';
import { opaqueId } from '../rng.js';
import { isoTime, minute } from '../time.js';
import type { Account, Instance } from './model.js';
import { peopleOf } from './participants.js';
import type { Family, Person } from './participants.js';

/** Answers to polls and questions to the speakers. No row has an id, and anonymous ones share an empty email. */

/** Past meetings write it without T and zone, as captured in 2024-02; the other lists as a date-time. */
function answeredAt(instance: Instance, family: Family, question: number): string {
  const time = isoTime(instance.startAt + (5 + question) * minute);
  return family === 'past' && instance.series.kind === 'meeting' ? time.slice(0, 19).replace('T', ' ') : time;
}

function pollAnswers(account: Account, instance: Instance, family: Family, choice: string): JsonObject[] {
  return [0, 1].map((question) => ({
    answer: question === 0 ? choice : `${choice};Maybe`,
    date_time: answeredAt(instance, family, question),
    polling_id: opaqueId(22, account.seed, 'poll', instance.series.id, question),
    question: question === 0 ? 'Shall we?' : 'When, then? 🤔',
  }));
}

/** Reports have them by the documentation, past meetings as captured in 2024-02. */
function namesApart(instance: Instance, family: Family): boolean {
  return family === 'report' || instance.series.kind === 'meeting';
}

export function pollResultRows(account: Account, instance: Instance, family: Family): readonly JsonObject[] {
  if (!instance.series.polls || instance.people < 2) return [];
  const anonymous: Person = { id: '', email: '', name: 'Anonymous Attendee' };
  const voters = [...peopleOf(account, instance).slice(0, 3), anonymous, anonymous];
  return voters.map((person, index) => ({
    email: person.email,
    name: person.name,
    ...(namesApart(instance, family) ? { first_name: person.name, last_name: '' } : {}),
    question_details: pollAnswers(account, instance, family, index % 2 === 0 || index > 2 ? 'Yes' : 'No'),
  }));
}

function question(account: Account, instance: Instance, family: Family): JsonObject[] {
  const plain = { question: 'How do we begin?', answer: 'With the end.' };
  if (family === 'past') return [plain];
  const asked = isoTime(instance.startAt + 9 * minute);
  return [
    {
      ...plain,
      question_id: opaqueId(22, account.seed, 'question', instance.ordinal),
      create_time: asked,
      question_status: 'default',
      answer_details: [
        {
          user_id: '',
          name: 'Host',
          email: 'host@example.com',
          content: 'With the end.',
          create_time: asked,
          type: 'default',
        },
      ],
    },
  ];
}

export function qaRows(account: Account, instance: Instance, family: Family): readonly JsonObject[] {
  if (instance.people < 2 || instance.ordinal % 2 === 1) return [];
  const people = [
    ...peopleOf(account, instance).slice(0, 2),
    { id: '', email: '', name: 'Anonymous Attendee' },
  ];
  return people.map((person) => ({
    ...(family === 'report' ? { user_id: person.id } : {}),
    email: person.email,
    name: person.name,
    question_details: question(account, instance, family),
  }));
}
