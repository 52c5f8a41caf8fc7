// A new session in the hands of an act: the token is drawn before it, only its sha256 is kept.
import { hash, randomBytes } from 'node:crypto'
import { defaultDemands, isPowerful, type SecurityDemands } from '#domain/second-factor.ts'
import type { SessionDebt } from '#domain/session.ts'
import type { User } from '#domain/user.ts'
import type { Read, Tx } from '../store/store.ts'

export const tokenId = (token: string): string => hash('sha256', token)
export const newToken = (): string => randomBytes(32).toString('base64url')

/** A browser that has just got a session. */
export interface SignedIn { token: string, user: User }

/** What the installation asks of those who sign in. */
export const demandsOf = async (from: Pick<Read, 'get'> | Tx): Promise<SecurityDemands> => {
  const setting = await from.get('setting', 'security')
  return setting ? setting.value as SecurityDemands : defaultDemands
}

/** What this person must do before anything else; for most people nothing is read. */
export const owedBy = async (from: Pick<Read, 'get'>, user: User): Promise<SessionDebt | null> => {
  if (user.firstPassword) return 'new-password'
  if (!isPowerful(user.grants) || !(await demandsOf(from)).secondFactor) return null
  return (await from.get('secondFactor', user.id))?.confirmedAt ? null : 'second-factor'
}

/** Ends a session; done again it changes nothing. */
export const endSession = async (tx: Tx, id: string): Promise<void> => {
  const session = await tx.get('session', id)
  if (!session || session.endedAt !== null) return
  await tx.put('session', { ...session, endedAt: tx.now })
  tx.append({ type: 'signed-out', userId: session.userId })
}

/** Opens a session for the person as they are after this act. */
export const openSession = async (tx: Tx, user: User, token: string): Promise<SignedIn> => {
  await tx.insert('session', { id: tokenId(token), userId: user.id, round: user.sessionRound, createdAt: tx.now, lastSeenAt: tx.now, endedAt: null })
  tx.append({ type: 'signed-in', userId: user.id })
  return { token, user }
}
