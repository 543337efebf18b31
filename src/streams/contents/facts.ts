import type { Fact } from '../define-product.js';

const meetings = 'https://developers.zoom.us/docs/api/meetings/ (2026-11)';
const phone = 'https://developers.zoom.us/docs/api/phone/ (2026-11)';
const chat = 'https://developers.zoom.us/docs/api/team-chat/ (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'Files of recordings are downloaded with the access token in the header, from a link on a host of Zoom that may lead to another host, which must not be given the token.',
    source: meetings,
  },
  {
    evidence: 'documented',
    text: 'The transcript of a recorded call is a JSON file on another host, to which its link leads; 12000 and 12001 mean that there will be none, 12002 that it is not ready.',
    source: phone,
  },
  {
    evidence: 'documented',
    text: 'Links of files in team chat are signed for a day, so the file is read right after the list that shows it.',
    source: chat,
  },
  {
    evidence: 'seen',
    text: 'A file that is there may be refused with 401 for the ordinary token; it is asked for once more with a token of its own.',
    source: 'https://github.com/Jericho/ZoomNet/issues/348 (2026-11)',
  },
  {
    evidence: 'seen',
    text: 'The chat of a cloud recording has a line for each message: time since its start, name, and words, with tabs between; what the programs save says `From ... to ...`.',
    source: 'files that people published, and the R package zoomGroupStats (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'Downloads count against no limit that is documented; they are asked for as LIGHT requests.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'seen',
    text: 'Cues have no voice tag, and begin with the name of who speaks and a colon; where that is no name it is text all the same, divided in two fields.',
    source: 'https://github.com/onyx-dot-app/onyx, its reader of transcripts (2026-09)',
  },
  {
    evidence: 'guessed',
    text: 'A transcript that was edited has as many cues as before or more: rows of cues that are gone stay in the destination.',
    source: 'no source says (2026-11)',
  },
];
