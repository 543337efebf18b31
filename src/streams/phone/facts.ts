import type { Fact } from '../define-product.js';

const reference = 'https://developers.zoom.us/docs/api/phone/ (2026-11)';
const nowhere = 'no source says (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'A window may span a month. Without dates only the last 24 hours come of calls and operation logs, and the last 30 days of all else; `to` has to be sent with `from`.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'Calls, voicemails and operation logs are kept six months, charges thirteen, figures of queues two years. Recordings older than six months are served since 2022-12.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'What is narrowed unless asked otherwise: conversations by SMS to those of users, voicemails to those that are not in the trash; devices are asked for as assigned or unassigned.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'A call has three ids, `call_history_uuid`, `call_id` and one for each of its parts, `call_element_id`: all are kept. `call_log_id` is that of the retired call log.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'The arrays `call_path` and `call_logs` end in November 2026; `call_elements` takes their place. What still comes of the former goes to `extra_fields`.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'Figures of queues are sums over the window that is asked for: whole calendar months in GMT are, and the current month up to today.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'Two fields are misspelt, `caller_acconut_code` of the details and `days_left_auto_permantely_delete`, and keep these names. `rate`, `total_charge` and the opinion scores are text.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: '400 with code 400 means a page token, a billing account, a type of session or a date, and never a missing plan; 401 with code 124 may say that Zoom Phone does not know the account.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'Call history and operation logs are HEAVY as voicemails, quality and charges are; Zoom Phone has limits of its own, and the list of numbers belongs to another API.',
    source: 'https://developers.zoom.us/docs/api/rate-limits/ (2026-11)',
  },
  {
    evidence: 'seen',
    text: 'The call history hands out a page token after its last page: an empty page ends it.',
    source: 'clients of others (2026-11)',
  },
  {
    evidence: 'seen',
    text: 'Rows of the call history in `call_logs`, with `id` for `call_history_uuid`. Where they come in place of `call_history`, reading fails by name; beside it they are let go, as they are the same calls.',
    source: 'https://github.com/chadcampling-opteon/tap-zoomphone (2025), and other clients up to 2026',
  },
  {
    evidence: 'guessed',
    text: '`recorded` is said to be the default of `recording_status`, and nobody has shown whether it hides the other calls. The history is read without it and with `non_recorded`, and a call that both show is one row.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'Whom the list of users shows without a status: active, deactivated and pending ones are asked for one after the other.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: "By which of a call's times bounds choose charges, recordings, voicemails and the quality of calls: windows reach a day over both edges, and rows are told apart by their own time.",
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'Whether the last access to a conversation by SMS is its last message, by which bounds choose: a conversation is taken from whichever window brings it.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'The parts of a call are the same in its details as asked for one by one, so they are taken from there; codes of caller and callee, which only the latter has, stand in the rows of the call.',
    source: 'by their fields; no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'Two operations of the same kind, person and second are one row, as operation logs have no id.',
    source: nowhere,
  },
  {
    evidence: 'guessed',
    text: 'Since when SMS, recordings and the quality of calls are kept: everything since the start date is asked for, and an edge is found where there is one. The list of numbers counts among the calls of the main API.',
    source: nowhere,
  },
  {
    evidence: 'documented',
    text: "Not read: the call history of each user (`/phone/users/{userId}/call_history/sync`), which pages by tokens in a way that nobody has shown, and summaries that Zoom's AI writes of calls, whose ids stand there alone.",
    source: reference,
  },
];
