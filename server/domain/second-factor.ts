// The second proof of who signs in: a code of the hour from the person's own device (TOTP, RFC 6238), or one of ten codes on paper.
import type { Instant } from './time.ts'
import type { Grant, Role } from './user.ts'

/** Kept apart from the person, so that nothing that shows people can show it. `id` is the user's. */
export interface SecondFactor {
  id: string
  version: number
  /** base32. Until it is confirmed by a first code, nothing is asked of the person. */
  secret: string
  confirmedAt: Instant | null
  /** The last step of 30 seconds whose code was taken: no code is taken twice. */
  lastStep: number
  /** sha256 of the codes on paper that were not used yet. */
  recoveryHashes: string[]
}

/** What the installation asks of those who sign in; the setting `security`. */
export interface SecurityDemands { secondFactor: boolean }
export const defaultDemands: SecurityDemands = { secondFactor: false }

const powerful: readonly Role[] = ['admin', 'head']

/** Those who give rights and approve replies: with the setting on, they prove themselves twice. */
export const isPowerful = (grants: readonly Grant[]): boolean => grants.some(({ role }) => powerful.includes(role))
export const needsSecondFactor = (demands: SecurityDemands, grants: readonly Grant[]): boolean => demands.secondFactor && isPowerful(grants)
