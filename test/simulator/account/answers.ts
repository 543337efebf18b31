import type { JsonObject } from '../../../src/json.js';
import { opaqueId } from '../rng.js';
import { isoTime, minute } from '../time.js';
import type { Account, Instance } from './model.js';
import { peopleOf } from './participants.js';
import type { Family, Person } from './participants.js';

/** Answers to polls and questions to the speakers. No row has an id, and anonymous ones share an empty email. */

function pollAnswers(account: Account, instance: Instance, choice: string): JsonObject[] {
  return [0, 1].map((question) => ({
    answer: question === 0 ? choice : `${choice};Maybe`,
    date_time: isoTime(instance.startAt + (5 + question) * minute),
    polling_id: opaqueId(22, account.seed, 'poll', instance.series.id, question),
    question: question === 0 ? 'Shall we?' : 'When, then? 🤔',
  }));
}

export function pollResultRows(account: Account, instance: Instance, family: Family): readonly JsonObject[] {
  if (!instance.series.polls || instance.people < 2) return [];
  const anonymous: Person = { id: '', email: '', name: 'Anonymous Attendee' };
  const voters = [...peopleOf(account, instance).slice(0, 3), anonymous, anonymous];
  return voters.map((person, index) => ({
    email: person.email,
    name: person.name,
    ...(family === 'report' ? { first_name: person.name, last_name: '' } : {}),
    question_details: pollAnswers(account, instance, index % 2 === 0 || index > 2 ? 'Yes' : 'No'),
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
