// `user add|reset|block|unblock LOGIN`, `user import FILE`: people from the terminal, as the machine does it.
import { inputs } from '#domain/contract-inputs.ts'
import type { Organisation } from '#domain/organisation.ts'
import { Refusal } from '#domain/refusal.ts'
import { roles, type User } from '#domain/user.ts'
import { byMachine } from '../actions/act.ts'
import { blockUser } from '../actions/block-user.ts'
import { createUser } from '../actions/create-user.ts'
import { resetSecondFactor } from '../actions/drop-second-factor.ts'
import { resetPassword } from '../actions/reset-password.ts'
import { unblockUser } from '../actions/unblock-user.ts'
import type { World } from '../actions/world.ts'
import { checkInput } from '../http/input.ts'
import { importUsers } from './import-users.ts'
import { oneOf, readArguments } from './arguments.ts'
import { say, type Command, type Terminal } from './terminal.ts'
import { akimatBy, organisationsOf } from './with-world.ts'

const text = { type: 'string' } as const

const userBy = async (world: World, field: string, login = ''): Promise<User> => {
  const user = await world.store.read.find('user', 'login', [login.toLowerCase()])
  if (!user) throw new Refusal('bad-input', `nobody has the login ${login}`, { field, problem: 'unknown', value: login })
  return user
}

/** By code or id, in this akimat. */
const bodyOf = (organisations: readonly Organisation[], akimat: Organisation, body: string): Organisation => {
  const bodies = organisations.filter(({ path }) => path.includes(akimat.id))
  const found = bodies.find(({ id, code }) => id === body || code === body)
  if (!found) throw new Refusal('bad-input', `the akimat ${akimat.prefix ?? ''} has no body ${body}`, { field: '--body', problem: 'unknown', value: body, known: bodies.flatMap(({ code }) => code ?? []) })
  return found
}

const add = async (terminal: Terminal, args: string[]) => {
  const { positionals: [login], values } = readArguments(args, ['LOGIN'], { name: text, role: text, body: text, akimat: text, deputy: text })
  const role = oneOf(roles, '--role', values.role)
  await terminal.withWorld('write', async (world) => {
    const akimat = await akimatBy(world, values.akimat)
    const place = values.body === undefined ? akimat : bodyOf(await organisationsOf(world), akimat, values.body)
    const deputyId = values.deputy === undefined ? undefined : (await userBy(world, '--deputy', values.deputy)).id
    const input = checkInput(inputs['create-user'], { login, name: values.name ?? login, grants: [{ role, organisationId: place.id }], deputyId })
    await say(terminal, await createUser(world, byMachine, input))
  })
}

/** With `--second-factor` the password stays: it is for one who lost both app and paper. */
const reset = async (terminal: Terminal, args: string[]) => {
  const { positionals: [login], values } = readArguments(args, ['LOGIN'], { 'second-factor': { type: 'boolean' } })
  await terminal.withWorld('write', async (world) => {
    const { id, login: known } = await userBy(world, 'LOGIN', login)
    await say(terminal, values['second-factor'] ? await resetSecondFactor(world, byMachine, { userId: id }) : await resetPassword(world, byMachine, known))
  })
}

/** `unblock` answers with the link by which the person sets a password, as `path`. */
const turn = (act: typeof blockUser | typeof unblockUser) => async (terminal: Terminal, args: string[]) => {
  const { positionals: [login], values: { reason } } = readArguments(args, ['LOGIN'], { reason: text })
  if (!reason?.trim()) throw new Refusal('bad-input', 'a block and its end have a reason: --reason "…"', { field: '--reason', problem: 'missing' })
  await terminal.withWorld('write', async (world) => {
    const { id } = await userBy(world, 'LOGIN', login)
    await say(terminal, await act(world, byMachine, { userId: id, reason }))
  })
}

const importFile = (terminal: Terminal, args: string[]) => {
  const { positionals: [file = ''] } = readArguments(args, ['FILE'], {})
  return importUsers(terminal, file)
}

const commands = { add, reset, block: turn(blockUser), unblock: turn(unblockUser), import: importFile }
const names = ['add', 'reset', 'block', 'unblock', 'import'] as const satisfies readonly (keyof typeof commands)[]

export const user: Command = async (terminal, [what, ...args]) => commands[oneOf(names, 'COMMAND', what)](terminal, args)
