// `user add|reset|block|unblock LOGIN`, `user import FILE`: people from the terminal, as the machine does it.
import { parseArgs } from 'node:util'
import { inputs } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { roles } from '#domain/user.ts'
import { byMachine, found } from '../actions/act.ts'
import { blockUser } from '../actions/block-user.ts'
import { createUser } from '../actions/create-user.ts'
import { resetSecondFactor } from '../actions/drop-second-factor.ts'
import { resetPassword } from '../actions/reset-password.ts'
import { unblockUser } from '../actions/unblock-user.ts'
import { checkInput } from '../http/input.ts'
import { importUsers } from './import-users.ts'
import { say, type Command, type Terminal } from './terminal.ts'
import { akimatBy, organisationsOf } from './with-world.ts'

const options = { 'name': { type: 'string' }, 'role': { type: 'string' }, 'body': { type: 'string' }, 'akimat': { type: 'string' }, 'deputy': { type: 'string' }, 'reason': { type: 'string' }, 'second-factor': { type: 'boolean' } } as const
type Given = Partial<Record<Exclude<keyof typeof options, 'second-factor'>, string> & { 'second-factor': boolean }>

const add = (terminal: Terminal, login: string, { name, role, body, akimat: prefix, deputy }: Given) => terminal.withWorld('write', async (world) => {
  const akimat = await akimatBy(world, prefix)
  const place = body === undefined ? akimat : (await organisationsOf(world)).find(({ id, code, path }) => path.includes(akimat.id) && (id === body || code === body))
  const known = roles.find(one => one === role)
  if (!known) throw new Refusal('bad-input', `--role is one of ${roles.join(' ')}`, { field: 'role', problem: 'unknown' })
  const deputyId = deputy === undefined ? undefined : found(await world.store.read.find('user', 'login', [deputy]), 'deputy').id
  const input = checkInput(inputs['create-user'], { login, name: name ?? login, grants: [{ role: known, organisationId: found(place, 'body').id }], deputyId })
  await say(terminal, await createUser(world, byMachine, input))
})

/** With `--second-factor` the password stays: it is for one who lost both app and paper. */
const reset = (terminal: Terminal, login: string, { 'second-factor': factorOnly }: Given) => terminal.withWorld('write', async (world) => {
  if (!factorOnly) return say(terminal, await resetPassword(world, byMachine, login))
  const { id } = found(await world.store.read.find('user', 'login', [login]), 'user')
  await say(terminal, await resetSecondFactor(world, byMachine, { userId: id }))
})

const block = (terminal: Terminal, login: string, { reason }: Given) => terminal.withWorld('write', async (world) => {
  if (!reason) throw new Refusal('reason-needed', 'a block has a reason: --reason "…"', { field: 'reason' })
  const { id } = found(await world.store.read.find('user', 'login', [login]), 'user')
  await say(terminal, await blockUser(world, byMachine, { userId: id, reason }))
})

/** Answers with the link by which the person sets a password, as `path`. */
const unblock = (terminal: Terminal, login: string, { reason }: Given) => terminal.withWorld('write', async (world) => {
  if (!reason) throw new Refusal('reason-needed', 'an unblocking has a reason: --reason "…"', { field: 'reason' })
  const { id } = found(await world.store.read.find('user', 'login', [login]), 'user')
  await say(terminal, await unblockUser(world, byMachine, { userId: id, reason }))
})

export const user: Command = async (terminal, args) => {
  const { positionals: [what, login], values } = parseArgs({ args, options, allowPositionals: true })
  if (!login) throw new Refusal('bad-input', 'user add LOGIN --name NAME --role ROLE [--body CODE] | user reset LOGIN [--second-factor] | user block|unblock LOGIN --reason TEXT | user import FILE', { field: 'LOGIN', problem: 'missing' })
  if (what === 'add') return add(terminal, login, values)
  if (what === 'reset') return reset(terminal, login, values)
  if (what === 'block') return block(terminal, login, values)
  if (what === 'unblock') return unblock(terminal, login, values)
  if (what === 'import') return importUsers(terminal, login)
  throw new Refusal('bad-input', `user knows add, reset, block, unblock and import, not "${what ?? ''}"`, { field: 'command', problem: 'unknown' })
}
