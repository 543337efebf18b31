/**
 * Names of fields, at any depth, that open something: a session, a recording, an account. They stay in the schema
 * files, and the engine leaves them out of catalog and records unless the configuration asks for them.
 */
export const secretFields: ReadonlySet<string> = new Set([
  // Is a host's key as a whole: two hours, 90 days for users of the `custCreate` kind.
  // https://developers.zoom.us/docs/api/meetings/#tag/meetings/GET/meetings/{meetingId} (2026-11)
  'start_url',
  'host_key',
  'dynamic_host_key',
  'stream_key',
  'password',
  'encrypted_password',
  'h323_password',
  'pstn_password',
  'phone_password',
  'sip_password',
  // Of all later meetings of a user, and of the personal one.
  'default_password_for_scheduled_meetings',
  'pmi_password',
  'passcode',
  'encrypted_passcode',
  'h323_passcode',
  'recording_play_passcode',
  'participant_pin_code',
  // Puts a device into a Zoom Room.
  'activation_code',
  // Let the holder of a ticket in.
  'event_join_link',
  'qr_code_url',
  'zak',
  'zpk',
  'token',
  'access_token',
  'refresh_token',
  'registrant_token',
  'registration_token',
  // Of conversations in Revenue Accelerator; the second one is the older name.
  'recording_download_url',
  'downloadUrl',
  'download_access_token',
  'download_token',
  // Of the service that archives what is said in team chat.
  'authorized_channel_token',
  // Signed: nobody is asked who follows it.
  'aic_history_download_url',
]);

/**
 * Parameters of links that open something. All other links stay, without these: a passcode (`pwd`), a registrant's own
 * token (`tk`), a host's (`zak`), the signature of a file in team chat (`jwt`), and their like elsewhere.
 */
export const secretParameters = [
  'tk|otk|ztk|zak|zpk|jwt|sig|auth|pin|otp|pass|passwd',
  // However they begin: `access_token`, `downloadToken`, `X-Amz-Signature`.
  String.raw`[\w.-]{0,40}(?:pwd|password|passcode|token|secret|signature|credential)`,
  String.raw`[\w.-]{0,40}(?:api|access|host|stream)[_-]?key`,
].join('|');
