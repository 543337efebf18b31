import { random } from '../rng.js';

/** What people say and write in the simulated account. */

const vocabulary = [
  'agenda',
  'budget',
  'café',
  'deadline',
  'Ünal',
  'forecast',
  '東京',
  'invoice',
  'q&a',
  'launch',
  '<draft>',
  'naïve',
  'offer',
  'plan 9',
  'quote',
  'roadmap',
  'Straße',
  'team',
  'update',
  'vote',
  'week 12',
  '✨',
  '10:30',
  'yes',
];

export const speakers = ['Anna Berg', 'Max Müller', 'Dr. O’Neill', '山田 太郎', 'R&D Room'] as const;

/** Words that are nobody else's, so that one that is lost is missed. */
export function sentence(...source: readonly (string | number)[]): string {
  const dice = random('words', ...source);
  const words = Array.from({ length: dice.int(3, 9) }, () => dice.pick(vocabulary, 'word'));
  return `${words.join(' ')} no ${source.join('.')}`;
}

export function speaker(...source: readonly (string | number)[]): string {
  return random('speaker', ...source).pick(speakers, speakers[0]);
}
