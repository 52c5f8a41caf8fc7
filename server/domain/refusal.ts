// The one expected error of the house: a sentence a person can act on. Anything else that is thrown is a bug.

/** Stable codes; each has a text in kk, ru and en (client and `http/problem-texts.ts`). */
export const refusalCodes = [
  'bad-input', 'bad-json', 'too-large', 'not-found', 'not-signed-in', 'wrong-password', 'session-expired', 'user-blocked',
  'code-needed', 'wrong-code', 'password-change-needed', 'second-factor-needed', 'weak-password', 'invitation-over',
  'no-right', 'not-in-this-state', 'stale-version', 'duplicate', 'key-reused', 'self-approval', 'wrong-body', 'external-body', 'binding-assignment',
  'undo-too-late', 'erased', 'closed-too-long', 'reason-needed', 'foreign-origin', 'wrong-method', 'too-many-requests',
  'storage-full', 'storage-unavailable', 'search-not-ready', 'lease-lost', 'desk-is-running', 'desk-closing', 'desk-gone', 'stopped', 'last-admin', 'address-refused', 'fetch-failed', 'not-a-feed', 'not-a-picture',
] as const
export type RefusalCode = typeof refusalCodes[number]

/** Values shown inside the text of a refusal: who, when, field, limit. Never a secret, never another person's text. */
export type RefusalDetails = Record<string, string | number | boolean | null | string[]>

export class Refusal extends Error {
  readonly code: RefusalCode
  readonly details: RefusalDetails

  constructor(code: RefusalCode, message: string, details: RefusalDetails = {}) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
