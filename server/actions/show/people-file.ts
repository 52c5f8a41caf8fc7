// A file of people (CSV: login, name, role, body, akimat, deputy, language), read before anybody is added: what each line would do, and what is wrong with it.
import { z } from 'zod'
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { placeNamed, type PeopleLineProblem } from '#domain/people-file.ts'
import { Refusal } from '#domain/refusal.ts'
import { can, canSomewhere } from '#domain/rights.ts'
import { interfaceLanguages, roles } from '#domain/user.ts'
import { peopleRecords } from '../people-records.ts'
import type { World } from '../world.ts'
import type { Viewer } from './viewer.ts'

type Line = ResultOf<'read-people-file'>['lines'][number]

const cell = z.string().trim().default('')
const recordSchema = z.object({ login: cell, name: cell, role: cell, body: cell, akimat: cell, deputy: cell, language: cell })
type Given = z.output<typeof recordSchema>

const known = <T extends string>(values: readonly T[], text: string): T | undefined => values.find(value => value === text.toLowerCase())

const lineOf = async (world: World, viewer: Viewer, seen: Set<string>, given: Given): Promise<Omit<Line, 'line'>> => {
  const login = given.login.toLowerCase()
  const role = known(roles, given.role)
  const language = given.language === '' ? 'kk' : known(interfaceLanguages, given.language)
  const place = placeNamed([...viewer.organisations.values()], given)
  const isTwice = seen.has(login)
  seen.add(login)
  const problem = async (): Promise<PeopleLineProblem | null> => {
    if (!/^[a-z0-9._-]{2,60}$/.test(login)) return 'login'
    if (given.name === '' || given.name.length > 120) return 'name'
    if (role === undefined) return 'role'
    if (language === undefined) return 'language'
    if (typeof place === 'string') return place
    if (!can(viewer, 'manage-users', place)) return 'no-right'
    if (isTwice) return 'twice'
    return await world.store.read.find('user', 'login', [login]) ? 'taken' : null
  }
  return {
    login, name: given.name, role: role ?? null, language: language ?? null, organisationId: typeof place === 'string' ? null : place.id,
    deputy: given.deputy === '' ? null : given.deputy.toLowerCase(), problem: await problem(),
  }
}

/** Adds nobody. Refusals: `no-right`, and those of `peopleRecords`. */
export const readPeopleFile = async (world: World, viewer: Viewer, { csv }: InputOf<'read-people-file'>): Promise<ResultOf<'read-people-file'>> => {
  if (!canSomewhere(viewer, 'manage-users')) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-users' })
  const seen = new Set<string>()
  const lines: Line[] = []
  for (const { line, record } of peopleRecords(csv)) {
    lines.push({ line, ...await lineOf(world, viewer, seen, recordSchema.parse(record)) })
  }
  return { lines }
}
