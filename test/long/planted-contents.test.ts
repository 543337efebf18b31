import type { RequestShape } from '../../src/engine/declaration.js';
import { changed } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

seeFaults('contents', [
  {
    title: 'captions beside the transcript of the same recording',
    stream: 'recording_transcripts',
    plant: changed('recording_transcripts', (one) => ({
      ...one,
      parents: one.parents.map((link) => ({ ...link, firstOf: null })),
    })),
  },
  {
    title: 'transcripts that are still being made',
    stream: 'recording_transcripts',
    plant: changed('recording_transcripts', (one) => ({
      ...one,
      parents: one.parents.map((link) => ({ ...link, where: link.where.slice(0, 1) })),
    })),
  },
  {
    title: 'no token of its own for a file that refuses the ordinary one',
    stream: 'recording_transcripts',
    plant: changed('recording_transcripts', (one) => ({ ...one, request: withoutTicket(one.request) })),
  },
  {
    title: 'only the first file of a message',
    stream: 'chat_file_contents',
    plant: changed('chat_file_contents', (one) => ({
      ...one,
      parents: one.parents.map((link) => ({ ...link, each: null })),
    })),
  },
  {
    title: 'files that cannot be read left out',
    stream: 'chat_file_contents',
    plant: changed('chat_file_contents', (one) => ({ ...one, request: withoutRows(one.request) })),
  },
]);

function withoutTicket(request: RequestShape): RequestShape {
  const { content } = request;
  return { ...request, content: content === null ? null : { ...content, ticketPath: null } };
}

function withoutRows(request: RequestShape): RequestShape {
  const { content } = request;
  return { ...request, content: content === null ? null : { ...content, absent: 'skip' } };
}
