// `user import FILE`: many people from one CSV (login, name, role, body, akimat, deputy, language). Bad lines are told by number, good ones are kept.
import { z } from 'zod'
import { inputs } from '#domain/contract-inputs.ts'
import type { Organisation } from '#domain/organisation.ts'
import { placeNamed } from '#domain/people-file.ts'
import { Refusal } from '#domain/refusal.ts'
import { interfaceLanguages, roles } from '#domain/user.ts'
import { byMachine, found } from '../actions/act.ts'
import { createUser } from '../actions/create-user.ts'
import { nameDeputy } from '../actions/name-deputy.ts'
import { peopleRecords } from '../actions/people-records.ts'
import type { World } from '../actions/world.ts'
import { checkInput } from '../http/input.ts'
import { say, wholeInput, type Terminal } from './terminal.ts'
import { organisationsOf } from './with-world.ts'

const absent = z.string().trim().optional().transform(value => value || undefined)
const rowSchema = z.object({
  login: z.string().trim().toLowerCase().min(1), name: z.string().trim().min(1), role: z.enum(roles), body: absent, akimat: absent, deputy: absent,
  language: absent.pipe(z.enum(interfaceLanguages).optional()),
})
type Row = z.output<typeof rowSchema>

const placeOf = (organisations: readonly Organisation[], { body = '', akimat = '' }: Row): Organisation => {
  const place = placeNamed(organisations, { akimat, body })
  return found(typeof place === 'string' ? undefined : place, place === 'akimat' ? 'akimat' : `body ${body}`)
}

const addRow = async (world: World, organisations: readonly Organisation[], row: Row) => {
  const grants = [{ role: row.role, organisationId: placeOf(organisations, row).id }]
  const input = checkInput(inputs['create-user'], { login: row.login, name: row.name, language: row.language, grants })
  return createUser(world, byMachine, input)
}

const wordsOf = (error: unknown): string => {
  if (error instanceof z.ZodError) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  if (error instanceof Refusal) return error.message
  throw error
}

/** Deputies are named when everybody is there: two people may stand in for each other. */
const nameDeputies = async (terminal: Terminal, world: World, waiting: readonly { line: number, login: string, deputy: string }[]): Promise<number> => {
  let bad = 0
  for (const { line, login, deputy } of waiting) {
    try {
      const [user, other] = await Promise.all([login, deputy].map(name => world.store.read.find('user', 'login', [name.toLowerCase()])))
      await nameDeputy(world, byMachine, { userId: found(user, `user ${login}`).id, deputyId: found(other, `deputy ${deputy}`).id })
    } catch (error) {
      bad += 1
      await say(terminal, { line, error: wordsOf(error) })
    }
  }
  return bad
}

/** Prints the first password of each; it is kept nowhere. A file that cannot be read as a whole adds nobody. */
export const importUsers = (terminal: Terminal, file: string): Promise<void> => terminal.withWorld('write', async (world) => {
  const organisations = await organisationsOf(world)
  const records = peopleRecords(await wholeInput(terminal, file))
  const deputies: { line: number, login: string, deputy: string }[] = []
  let [added, bad] = [0, 0]
  for (const { line, record } of records) {
    try {
      const row = rowSchema.parse(record)
      const { login, password } = await addRow(world, organisations, row)
      if (row.deputy !== undefined) deputies.push({ line, login, deputy: row.deputy })
      added += 1
      await say(terminal, { line, login, password })
    } catch (error) {
      bad += 1
      await say(terminal, { line, error: wordsOf(error) })
    }
  }
  bad += await nameDeputies(terminal, world, deputies)
  await say(terminal, { added, bad })
  if (bad) terminal.fail()
})
