import { expect } from 'chai';
import type { Subject, Verdict } from '../../../src/errors.js';
import { decide, itemPath, listPath, userPath } from './refusals.js';

/**
 * Zoom's own texts (reference pages, captured answers, 2026-11) and the same in other words: who is meant must not hang
 * on a comma, a case, or somebody's name.
 */

const user = { host_user_id: 'u1' };

/** What a text with code 200 means on the path of one user. */
const texts: readonly (readonly [string, Verdict, Subject])[] = [
  // One user, whatever is said of plans.
  [
    'Webinar plan is missing. Enable webinar for this user once the webinar plan subscription is added: u1.',
    'refuse-partition',
    'partition',
  ],
  [
    'webinar plan is missing. enable webinar for this user once the webinar plan subscription is added: someone-else',
    'refuse-partition',
    'partition',
  ],
  [
    'Webinar plan subscription is missing. Enable webinar for this user once the subscription is added:x9_-Zq.',
    'refuse-partition',
    'partition',
  ],
  [
    'Webinar plan is missing. You must subscribe to the webinar plan and enable webinars for this user in order to perform this action.',
    'refuse-partition',
    'partition',
  ],
  ['Only available for paid users: u1.', 'refuse-partition', 'partition'],
  ['Only available for Licensed users.', 'refuse-partition', 'partition'],
  ['ONLY AVAILABLE FOR LICENSED HOSTS', 'refuse-partition', 'partition'],
  ['Only available for Paid account users.', 'refuse-partition', 'partition'],
  ['Only available for Paid account: u1.', 'refuse-partition', 'partition'],
  ['The user jane.doe@example.com needs a Large Meeting licence.', 'refuse-partition', 'partition'],
  [
    'User jane.doe@example.com does not have a webinar license on this account.',
    'refuse-partition',
    'partition',
  ],
  ['This host has no webinar add-on.', 'refuse-partition', 'partition'],
  ['The host must have a Pro plan or higher.', 'refuse-partition', 'partition'],
  ['Zoom Webinars is not enabled for user: 7aB. Upgrade the plan.', 'refuse-partition', 'partition'],
  [
    'Meeting hosting and scheduling is only available for licensed user accounts.',
    'refuse-partition',
    'partition',
  ],
  ['User u1 on a Basic plan cannot be reported.', 'refuse-partition', 'partition'],
  ["Jane Doe's account is not licensed for webinars.", 'refuse-partition', 'partition'],
  ['The account of Jane Doe has no webinar licence.', 'refuse-partition', 'partition'],
  ['Not available for Basic accounts.', 'refuse-partition', 'partition'],
  ['You cannot list the webinars of a basic user: upgrade the account.', 'refuse-partition', 'partition'],
  ['Webinar license missing (userId=u1)', 'refuse-partition', 'partition'],
  ['To use this feature, assign a Large Meeting licence to this person.', 'refuse-partition', 'partition'],
  // The account.
  ['Only available for Enterprise accounts', 'stream-unavailable', 'account'],
  ["This feature isn't part of the account's plan.", 'stream-unavailable', 'account'],
  ['Your organization account is not subscribed to Zoom Webinars.', 'stream-unavailable', 'account'],
  ['Only available for Paid or ZMP account: kQ8wW2cFQ8.', 'stream-unavailable', 'account'],
  ['Only available for paid account: kQ8wW2cFQ8', 'stream-unavailable', 'account'],
  ['Only available for Paid account.', 'stream-unavailable', 'account'],
  ['only available for PAID ACCOUNT', 'stream-unavailable', 'account'],
  ['Not available for this account.', 'stream-unavailable', 'account'],
  ['The account must be a paid account.', 'stream-unavailable', 'account'],
  ['This API is only available for Business or higher accounts', 'stream-unavailable', 'account'],
  [
    'This API is only available for ZMP and Business or higher accounts that have enabled the Dashboard feature.',
    'stream-unavailable',
    'account',
  ],
  ['Only available for accounts with the Business plan or higher.', 'stream-unavailable', 'account'],
  ['Only available for Pro or higher account', 'stream-unavailable', 'account'],
  ['Your account does not have the webinar add-on.', 'stream-unavailable', 'account'],
  ['This account lacks the Zoom Events license.', 'stream-unavailable', 'account'],
  ['Requires a Business plan or higher.', 'stream-unavailable', 'account'],
  ['The account owner has to subscribe to a plan.', 'stream-unavailable', 'account'],
  // Neither: the one who was asked for, since a refusal of one must not cost the others.
  ['Webinar plan is missing', 'refuse-partition', 'partition'],
  ['A paid plan is required.', 'refuse-partition', 'partition'],
  ['subscription required', 'refuse-partition', 'partition'],
  ['Something nobody has seen.', 'refuse-partition', 'partition'],
  ['', 'refuse-partition', 'partition'],
  ['No permission.', 'unauthorized', 'partition'],
  ['no permission', 'unauthorized', 'partition'],
  ['You do not have the right permissions.', 'unauthorized', 'partition'],
  ['User does not have permission to view the reports of this user.', 'unauthorized', 'partition'],
  ['Access denied.', 'unauthorized', 'partition'],
  ['You are not allowed to see this', 'unauthorized', 'partition'],
  ['The user is not within the scope of your role.', 'unauthorized', 'partition'],
  ['Your role is not authorized to do this.', 'unauthorized', 'partition'],
  ['No permission to access the reports of this account.', 'unauthorized', 'account'],
];

describe('refusals with code 200', () => {
  for (const [text, verdict, subject] of texts) {
    it(`"${text}" of a user: ${verdict}, ${subject}`, () => {
      for (const status of [400, 401, 403, 200]) {
        const { error } = decide({ status, code: 200, text, path: userPath, values: user });
        expect(error, String(status)).to.include({ verdict, subject });
      }
    });

    it(`"${text}" of a list of the account is the account's`, () => {
      const { error } = decide({ status: 400, code: 200, text, path: listPath });
      expect(error.subject).to.equal('account');
      expect(error.verdict).to.be.oneOf(['stream-unavailable', 'unauthorized']);
    });
  }

  it("of one meeting are that meeting's, unless they speak of the account", () => {
    const of = (text: string) => decide({ status: 400, code: 200, text, path: itemPath }).error;
    expect(of('No permission.')).to.include({ verdict: 'unauthorized', subject: 'item' });
    expect(of('Webinar plan is missing.')).to.include({ verdict: 'refuse-partition', subject: 'item' });
    expect(of('Only available for paid account: abc')).to.include({ verdict: 'stream-unavailable' });
  });

  it('know an id from the beginning of another one', () => {
    const of = (id: string) =>
      decide({ status: 400, code: 200, text: `Only for Paid account: ${id}.`, path: userPath, values: user });
    expect(of('u1').error.subject).to.equal('partition');
    expect(of('u12').error.subject).to.equal('account');
    expect(of('au1').error.subject).to.equal('account');
  });

  it('say of one user what he lacks, and of the account what it lacks', () => {
    const of = (text: string) => decide({ status: 400, code: 200, text, path: userPath }).error;
    expect(of('Only available for Licensed users.').reason).to.equal('no licence');
    expect(of('Only available for Paid account.').reason).to.equal('plan or add-on missing');
  });
});
