// Codes of the second factor: of the person's device (TOTP, RFC 6238: six digits of SHA-1 every 30 seconds), and of a sheet of paper.
import { createHash, randomBytes } from 'node:crypto'
import { generateSecret, generateURI, verifySync } from 'otplib'
import { toMs, type Instant } from '#domain/time.ts'
import type { SecondFactor } from '#domain/second-factor.ts'

const stepSeconds = 30
/** A clock of a telephone may be one step off. */
const toleranceSeconds = 30
const recoveryCodes = 10

export const newSecret = (): string => generateSecret()

/** What the app on the telephone reads from the square picture. */
export const secretUri = (secret: string, login: string): string => generateURI({ issuer: 'Qulaq', label: login, secret })

const hashOf = (code: string) => createHash('sha256').update(code).digest('hex')
const plain = (code: string) => code.replace(/[\s-]/g, '').toLowerCase()

/** Ten codes for paper, each 64 bits, and their hashes. */
export const newRecoveryCodes = (): { codes: string[], hashes: string[] } => {
  const codes = Array.from({ length: recoveryCodes }, () => randomBytes(8).toString('hex').replace(/(.{4})(?=.)/g, '$1-'))
  return { codes, hashes: codes.map(code => hashOf(plain(code))) }
}

/** The step of 30 seconds whose code this is; null when it is of none near now. */
const stepOf = (secret: string, code: string, now: Instant): number | null => {
  if (!/^\d{6}$/.test(code)) return null
  const epoch = Math.floor(toMs(now) / 1000)
  const result = verifySync({ secret, token: code, epoch, epochTolerance: toleranceSeconds })
  return result.valid ? Math.floor(epoch / stepSeconds) + result.delta : null
}

/** The factor after this code was used; null when the code is wrong or was used before. */
export const useCode = (factor: SecondFactor, given: string, now: Instant): SecondFactor | null => {
  const code = plain(given)
  const step = stepOf(factor.secret, code, now)
  if (step !== null) return step > factor.lastStep ? { ...factor, lastStep: step } : null
  const hash = hashOf(code)
  if (factor.confirmedAt === null || !factor.recoveryHashes.includes(hash)) return null
  return { ...factor, recoveryHashes: factor.recoveryHashes.filter(one => one !== hash) }
}
