import type { Finding } from '../doctor/finding.js';

export const findingForms = ['table', 'json'] as const;
export type FindingForm = (typeof findingForms)[number];

/** What was found, and whether it stands in the way of a sync. */
export function findingList(findings: readonly Finding[], form: FindingForm): string {
  return form === 'json' ? json(findings) : table(findings);
}

export function areWell(findings: readonly Finding[]): boolean {
  return findings.every(({ status }) => status !== 'problem');
}

function json(findings: readonly Finding[]): string {
  return JSON.stringify({ ok: areWell(findings), findings }, null, 2);
}

/** A line each, as long as it is; what to do stands below, since that is what is looked for. */
function table(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, status, is, means, advice }) => {
    const text = [is, means].filter((one) => one !== null).join(' ');
    const head = `${status.padEnd('problem'.length)}  ${check.padEnd(width)}  `;
    return [`${head}${text}`, ...(advice === null ? [] : [`${' '.repeat(head.length)}-> ${advice}`])];
  });
  return [...lines, '', verdict(findings)].join('\n');
}

function verdict(findings: readonly Finding[]): string {
  const problems = findings.filter(({ status }) => status === 'problem').length;
  if (problems === 0) return 'Nothing stands in the way of a sync.';
  return problems === 1
    ? 'One problem stands in the way of a sync that is complete.'
    : `${problems} problems stand in the way of a sync that is complete.`;
}
