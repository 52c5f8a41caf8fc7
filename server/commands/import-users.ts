// `user import FILE`: many people from one CSV (login, name, role, body, akimat, deputy, language). Bad lines are told by number, good ones are kept.
import { inputs } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import type { PeopleLineProblem } from '#domain/people-file.ts'
import { Refusal } from '#domain/refusal.ts'
import { sharedWords } from '#domain/shared-words.ts'
import { byMachine, found } from '../actions/act.ts'
import { createUser } from '../actions/create-user.ts'
import { nameDeputy } from '../actions/name-deputy.ts'
import { readPeopleFile } from '../actions/show/people-file.ts'
import type { Viewer } from '../actions/show/viewer.ts'
import type { World } from '../actions/world.ts'
import { checkInput } from '../http/input.ts'
import { refusalWords } from './refusal-words.ts'
import { say, wholeInput, type Terminal } from './terminal.ts'
import { organisationsOf } from './with-world.ts'

type Line = ResultOf<'read-people-file'>['lines'][number]

/** Whoever holds the folder may add people everywhere. */
const everywhere = async (world: World): Promise<Viewer> => {
  const organisations = await organisationsOf(world)
  const grants = organisations.filter(({ parentId }) => parentId === null).map(({ id }) => ({ role: 'admin' as const, organisationId: id }))
  return { userId: 'terminal', grants, organisations: new Map(organisations.map(one => [one.id, one])) }
}

/** In the words of the screen; `problem` is for scripts. */
const sayProblem = (terminal: Terminal, line: number, problem: PeopleLineProblem) =>
  say(terminal, { line, problem, error: sharedWords[terminal.language].people.import.problem[problem] })

const sayRefusal = async (terminal: Terminal, line: number, error: unknown): Promise<void> => {
  if (!(error instanceof Refusal)) throw error
  await say(terminal, { line, problem: error.code, error: await refusalWords(error, terminal.language) })
}

const add = async (world: World, { login, name, role, language, organisationId }: Line) =>
  createUser(world, byMachine, checkInput(inputs['create-user'], { login, name, language, grants: [{ role, organisationId }] }))

/** Deputies are named when everybody is there: two people may stand in for each other. */
const nameDeputies = async (terminal: Terminal, world: World, lines: readonly Line[]): Promise<number> => {
  let bad = 0
  for (const { line, login, deputy } of lines) {
    if (deputy === null) continue
    try {
      const [user, other] = await Promise.all([login, deputy].map(name => world.store.read.find('user', 'login', [name])))
      await nameDeputy(world, byMachine, { userId: found(user, 'user').id, deputyId: found(other, 'deputy').id })
    } catch (error) {
      bad += 1
      await sayRefusal(terminal, line, error)
    }
  }
  return bad
}

/** Prints the first password of each; it is kept nowhere. A file that cannot be read as a whole adds nobody. */
export const importUsers = (terminal: Terminal, file: string): Promise<void> => terminal.withWorld('write', async (world) => {
  const { lines } = await readPeopleFile(world, await everywhere(world), { csv: await wholeInput(terminal, file) })
  const added: Line[] = []
  for (const one of lines) {
    const { line, problem } = one
    if (problem !== null) {
      await sayProblem(terminal, line, problem)
      continue
    }
    try {
      const { login, password } = await add(world, one)
      added.push(one)
      await say(terminal, { line, login, password })
    } catch (error) {
      await sayRefusal(terminal, line, error)
    }
  }
  const bad = lines.length - added.length + await nameDeputies(terminal, world, added)
  await say(terminal, { added: added.length, bad })
  if (bad) terminal.fail()
})
