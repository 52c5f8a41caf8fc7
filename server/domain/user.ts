// A person who signs in: grants, deputy, leave. A right is role × organisation subtree.
import type { Day, Instant } from './time.ts'

export const roles = ['press', 'officer', 'head', 'coordinator', 'manager', 'admin', 'auditor'] as const
export type Role = typeof roles[number]

export const interfaceLanguages = ['kk', 'ru', 'en'] as const
export type InterfaceLanguage = typeof interfaceLanguages[number]

export interface Grant { role: Role, organisationId: string }

/** Away from … to, both days included; the deputy stands in. */
export interface Leave { fromOn: Day, toOn: Day }

/** Hours (minutes of the Almaty day) when danger rings a press user; `from > to` crosses midnight. */
export interface Duty { fromMinute: number, toMinute: number }

export interface User {
  id: string
  version: number
  login: string
  name: string
  language: InterfaceLanguage
  /** argon2id in PHC form, or null for a person who cannot sign in yet. */
  passwordHash: string | null
  /** Somebody else knows the password: it is changed at the first sign-in. */
  firstPassword: boolean
  grants: Grant[]
  deputyId: string | null
  leave: Leave | null
  duty: Duty | null
  blockedAt: Instant | null
  createdAt: Instant
  /** Ids of those whose named deputy this person is. Absent = nobody's; so with `passing`. */
  deputyOf?: string[]
  /** How often all sessions of the person were ended at once: those of an earlier round are over. Absent = never. */
  sessionRound?: number
  /** The one link that lives: a newer one replaces it, and whoever sets a password needs none. */
  invitationId?: string
  /** Blocked, or gone from a body: the open tickets are still to be passed on. */
  passing?: true
  /** Of the last change by a person: shown when a stale save is refused. */
  changedBy?: string
  lastActAt?: Instant
}

/** Every session that is open now is over: the password or the roles are others. Counted, not timed, for two acts may share an instant. */
export const withSessionsEnded = (user: User): User => ({ ...user, sessionRound: (user.sessionRound ?? 0) + 1 })

/** The machine acts too (jobs, rules, collectors); its lines in the trail carry this instead of a user id. */
export const machine = 'machine'

export const isAway = (user: Pick<User, 'leave'>, on: Day): boolean => user.leave !== null && user.leave.fromOn <= on && on <= user.leave.toOn
export const isAvailable = (user: Pick<User, 'leave' | 'blockedAt'>, on: Day): boolean => user.blockedAt === null && !isAway(user, on)

/**
 * What a person holds on a day: the own grants, and as the deputy of a head who is away the headship of a body they share (DESIGN §1).
 * `principals`: the people behind `deputyOf`.
 */
export const grantsOn = (user: Pick<User, 'id' | 'grants'>, principals: readonly User[], on: Day): Grant[] => [
  ...user.grants,
  ...principals
    .filter(({ deputyId, leave, blockedAt }) => deputyId === user.id && blockedAt === null && isAway({ leave }, on))
    .flatMap(({ grants }) => grants.filter(({ role, organisationId }) => role === 'head' && user.grants.some(own => own.organisationId === organisationId))),
]

/** Is a minute of the day inside the duty hours? */
export const onDuty = (user: Pick<User, 'duty' | 'blockedAt'>, minuteOfDay: number): boolean => {
  if (!user.duty || user.blockedAt) return false
  const { fromMinute, toMinute } = user.duty
  return fromMinute <= toMinute ? fromMinute <= minuteOfDay && minuteOfDay < toMinute : minuteOfDay >= fromMinute || minuteOfDay < toMinute
}
