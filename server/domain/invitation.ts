// A link by which a person sets their own password: the administrator never knows it.
import { minuteMs, toInstant, toMs, type Instant } from './time.ts'

export interface Invitation {
  /** sha256 of the token, hex; the token itself stands only in the link. */
  id: string
  version: number
  userId: string
  createdAt: Instant
  usedAt: Instant | null
}

/** How long a link can be used. */
export const invitationMinutes = 72 * 60

export const invitationUntil = ({ createdAt }: Invitation): Instant => toInstant(toMs(createdAt) + invitationMinutes * minuteMs)
export const invitationLives = (invitation: Invitation, now: Instant): boolean => invitation.usedAt === null && now < invitationUntil(invitation)
