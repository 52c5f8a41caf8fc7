// What goes out about people: who signed in and by what, who works here, and how an act upon a person ends.
import { z } from 'zod'
import { savedScreens } from './saved-view.ts'
import { sessionDebts } from './session.ts'
import { interfaceLanguages, roles } from './user.ts'

const instant = z.iso.datetime()
const day = z.iso.date()
const id = z.string()

const grant = z.object({ role: z.enum(roles), organisationId: id })
export const personView = z.object({
  id, name: z.string(), login: z.string(), grants: z.array(grant), blocked: z.boolean(), away: z.boolean(),
  /** `version` is what `set-leave` and `change-grants` name as seen. The leave set last, also when it is over or to come. */
  version: z.number(), leave: z.object({ fromOn: day, toOn: day }).nullable(), deputyId: id.nullable(),
})
export const meView = z.object({
  user: z.object({ id, login: z.string(), name: z.string(), language: z.enum(interfaceLanguages), grants: z.array(grant) }),
  /** What must be done before anything else. */
  owes: z.enum(sessionDebts).nullable(),
  secondFactor: z.boolean(),
})
export const secondFactorView = z.object({ secret: z.string(), uri: z.string() })
/** Shown once. */
export const recoveryView = z.object({ recoveryCodes: z.array(z.string()) })
export const invitedView = z.object({ login: z.string(), name: z.string() })
/** Of the person who asks, in the order in which they were kept. */
export const savedViewsView = z.object({ items: z.array(z.object({ screen: z.enum(savedScreens), name: z.string(), query: z.record(z.string(), z.string()) })) })
/** `path` of this desk; the token stands after `#`. */
export const invitationView = z.object({ path: z.string(), until: instant })
export const securityView = z.object({ secondFactor: z.boolean() })
export const peopleView = z.object({ items: z.array(personView) })
export const createdUserView = z.object({ id, login: z.string(), /** Only when the desk made one up; shown once. */ password: z.string().nullable() })
export const personActView = z.object({ userId: id, version: z.number() })
/** `reassigned`: numbers of the tickets that passed on. */
export const leaverView = z.object({ userId: id, version: z.number(), reassigned: z.array(z.string()) })
