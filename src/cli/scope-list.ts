import type { Needs, ScopeKind } from '../offline-guide.js';

/** What somebody has to grant: for the page of the app's scopes, and for whoever administers roles and plans. */

export interface ScopeQuestion {
  readonly kind: ScopeKind;
  readonly form: 'text' | 'app-json';
}

export function scopeList(needs: Needs, { kind, form }: ScopeQuestion): string {
  return form === 'app-json' ? appJson(needs) : scopeText(needs, kind);
}

/** Whatever is no scope begins with `#`, so that the scopes alone are what `grep -v '^#'` leaves. */
function scopeText(needs: Needs, kind: ScopeKind): string {
  const { scopes, streams, besides, worth, unnamed, products } = needs;
  const plans = products.flatMap(({ title, prerequisite }) =>
    prerequisite === null ? [] : `${title}: ${prerequisite}`,
  );
  const permissions = products.flatMap(({ title, rolePermissions }) =>
    rolePermissions.length === 0 ? [] : `${title}: ${rolePermissions.join(', ')}`,
  );
  return [
    remark(`${kind === 'granular' ? 'Granular' : 'Classic'} scopes for ${counted(streams, 'stream')}`),
    ...(besides.length === 0 ? [] : [remark(`and for what leads to their rows: ${besides.join(', ')}`)]),
    ...scopes,
    ...section(
      'Worth granting besides: where Zoom serves the history of the account, far fewer requests do',
      worth,
    ),
    ...section(`Zoom's reference names no ${kind} scope for`, unnamed),
    ...section("The role of the app's owner must allow", permissions),
    ...section('Plans and add-ons', plans),
  ].join('\n');
}

function remark(text: string): string {
  return `# ${text}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['#', remark(`${title}:`), ...lines.map((line) => remark(`  ${line}`))];
}

function counted(list: readonly string[], word: string): string {
  return `${list.length} ${word}${list.length === 1 ? '' : 's'}`;
}

/**
 * The body with which Zoom's API makes such an app, which its reference says is for the owner of the account alone:
 * https://developers.zoom.us/docs/api/marketplace/ (Create apps, 2026-11). What it needs and nobody here knows is empty.
 */
function appJson({ scopes }: Needs): string {
  const app = {
    app_type: 's2s_oauth',
    app_name: 'source-zoom',
    scopes,
    contact_name: '',
    contact_email: '',
    company_name: '',
    active: true,
  };
  return JSON.stringify(app, null, 2);
}

/** What is to be done with it. */
export const appRemark =
  'Fill in contact_name, contact_email and company_name, and send it yourself as the owner of the account: POST /marketplace/apps ' +
  'with a token that has the scope marketplace:write:app:admin. Zoom drops scopes that the account may not have without a word: ' +
  'compare those of the answer.';
