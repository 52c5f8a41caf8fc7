// The small office of the tests: an oblast with two districts, their bodies, and a person in every role.
import { byMachine } from '../../server/actions/act.ts'
import { addUser } from '../../server/actions/create-user.ts'
import type { BodyPlan } from '#domain/body-plans.ts'
import { layOut } from '../../server/actions/lay-out.ts'
import { hashPassword } from '../../server/actions/password.ts'
import type { World } from '../../server/actions/world.ts'
import type { Grant, Role } from '#domain/user.ts'

const named = (name: string) => ({ kk: name, ru: name, en: name })
const body = (code: string, kind: BodyPlan['kind'], topics: string[]): BodyPlan => ({ code, kind, names: named(code), topics })
const bodies = [
  body('water', 'enterprise', ['utilities.water_supply']), body('roads', 'department', ['roads.potholes']), body('gas', 'external', ['utilities.gas']),
]

/** Everybody: login, role, place, who stands in. Deputies come first, so that they are known. */
const people = [
  ['raushan', 'press', 'oblast'], ['serik', 'coordinator', 'oblast'], ['murat', 'manager', 'oblast'], ['nursultan', 'head', 'oblast'],
  ['olga', 'admin', 'oblast'], ['pavel', 'auditor', 'oblast'],
  ['aigul', 'press', 'koldi'], ['bolat', 'press', 'koldi'], ['kairat', 'coordinator', 'koldi'], ['marzhan', 'manager', 'koldi'],
  ['dana', 'officer', 'koldi/water', 'erlan'], ['erlan', 'officer', 'koldi/water'], ['gulnar', 'head', 'koldi/water', 'zarina'], ['zarina', 'officer', 'koldi/water'],
  ['hamit', 'officer', 'koldi/roads'], ['ilyas', 'head', 'koldi/roads'],
  ['tolkyn', 'press', 'taudy'], ['ularbek', 'officer', 'taudy/water'], ['fariza', 'head', 'taudy/water'],
] as const satisfies (readonly [string, Role, string, string?])[]

export type Name = typeof people[number][0]
export const names: readonly Name[] = people.map(([login]) => login)
export const fullNameOf = (login: string): string => `${login.charAt(0).toUpperCase()}${login.slice(1)} Толық-Аты`
export const password = 'бөрі-мен-қоян-7'

/** Press service on duty from nine in the morning to seven in the evening. */
const duty = { fromMinute: 9 * 60, toMinute: 19 * 60 }

export interface Cast { places: Record<string, string>, users: Record<string, string> }

const layOutAkimats = async (world: World): Promise<Cast['places']> => {
  const places: Record<string, string> = {}
  for (const [slug, prefix, parent] of [['oblast', 'ОБЛ', null], ['koldi', 'ӘЖ', 'oblast'], ['taudy', 'ТАУ', 'oblast']] as const) {
    const laid = await layOut(world, { names: named(slug), prefix, parentId: parent === null ? undefined : places[parent] }, slug === 'oblast' ? [] : bodies)
    places[slug] = laid.id
    for (const [code, id] of Object.entries(laid.bodies)) places[`${slug}/${code}`] = id
  }
  return places
}

export const layOutOffice = async (world: World): Promise<Cast> => {
  const places = await layOutAkimats(world)
  const users: Record<string, string> = {}
  // Hashing is slow on purpose, and all have the same password.
  const passwordHash = await hashPassword(password)
  const withDeputyLast = [...people].sort((a, b) => Number(a.length > 3) - Number(b.length > 3))
  for (const [login, role, place, deputy] of withDeputyLast as readonly (readonly [string, Role, string, string?])[]) {
    const grants: Grant[] = [{ role, organisationId: places[place] ?? '' }]
    const deputyId = deputy === undefined ? null : users[deputy] ?? null
    const { id } = await addUser(world, byMachine, { login, name: fullNameOf(login), language: 'kk', grants, deputyId, duty: login === 'aigul' ? duty : null }, { passwordHash, firstPassword: false })
    users[login] = id
  }
  return { places, users }
}
