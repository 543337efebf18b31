import type { RequestShape } from '../../src/engine/declaration.js';
import { linked } from './declaration-faults.js';
import type { Change } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

type Content = NonNullable<RequestShape['content']>;

function reading(wrong: Partial<Content>): Change {
  return ({ request, ...declaration }) => {
    const { content } = request;
    return {
      ...declaration,
      request: { ...request, content: content === null ? null : { ...content, ...wrong } },
    };
  };
}

seeFaults('contents', [
  {
    title: 'captions beside the transcript of the same recording',
    stream: 'recording_transcripts',
    change: linked({ firstOf: null }),
  },
  {
    title: 'transcripts that are still being made',
    stream: 'recording_transcripts',
    change: linked({ where: [{ field: 'file_type', in: ['TRANSCRIPT', 'CC'] }] }),
  },
  {
    title: 'no token of its own for a file that refuses the ordinary one',
    stream: 'recording_transcripts',
    change: reading({ ticketPath: null }),
  },
  {
    title: 'only the first file of a message',
    stream: 'chat_file_contents',
    change: linked({ each: null }),
  },
  {
    title: 'files that cannot be read left out',
    stream: 'chat_file_contents',
    change: reading({ absent: 'skip' }),
  },
]);
