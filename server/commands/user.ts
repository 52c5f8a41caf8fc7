// `user add|reset|block LOGIN`, `user import FILE`: people from the terminal, as the machine does it.
import { parseArgs } from 'node:util'
import { inputs } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { roles } from '#domain/user.ts'
import { byMachine, found } from '../actions/act.ts'
import { blockUser } from '../actions/block-user.ts'
import { createUser } from '../actions/create-user.ts'
import { resetSecondFactor } from '../actions/drop-second-factor.ts'
import { resetPassword } from '../actions/reset-password.ts'
import { checkInput } from '../http/input.ts'
import { importUsers } from './import-users.ts'
import { say } from './say.ts'
import { akimatBy, organisationsOf, withWorld } from './with-world.ts'

const options = { 'name': { type: 'string' }, 'role': { type: 'string' }, 'body': { type: 'string' }, 'akimat': { type: 'string' }, 'deputy': { type: 'string' }, 'reason': { type: 'string' }, 'second-factor': { type: 'boolean' } } as const
type Given = Partial<Record<Exclude<keyof typeof options, 'second-factor'>, string> & { 'second-factor': boolean }>

const add = (login: string, { name, role, body, akimat: prefix, deputy }: Given) => withWorld('write', async (world) => {
  const akimat = await akimatBy(world, prefix)
  const place = body === undefined ? akimat : (await organisationsOf(world)).find(({ id, code, path }) => path.includes(akimat.id) && (id === body || code === body))
  const known = roles.find(one => one === role)
  if (!known) throw new Refusal('bad-input', `--role is one of ${roles.join(' ')}`, { field: 'role', problem: 'unknown' })
  const deputyId = deputy === undefined ? undefined : found(await world.store.read.find('user', 'login', [deputy]), 'deputy').id
  const input = checkInput(inputs['create-user'], { login, name: name ?? login, grants: [{ role: known, organisationId: found(place, 'body').id }], deputyId })
  await say(await createUser(world, byMachine, input))
})

/** With `--second-factor` the password stays: it is for one who lost both app and paper. */
const reset = (login: string, { 'second-factor': factorOnly }: Given) => withWorld('write', async (world) => {
  if (!factorOnly) return say(await resetPassword(world, byMachine, login))
  const { id } = found(await world.store.read.find('user', 'login', [login]), 'user')
  await say(await resetSecondFactor(world, byMachine, { userId: id }))
})

const block = (login: string, { reason }: Given) => withWorld('write', async (world) => {
  if (!reason) throw new Refusal('reason-needed', 'a block has a reason: --reason "…"', { field: 'reason' })
  const { id } = found(await world.store.read.find('user', 'login', [login]), 'user')
  await say(await blockUser(world, byMachine, { userId: id, reason }))
})

export const user = async (args: string[]): Promise<void> => {
  const { positionals: [what, login], values } = parseArgs({ args, options, allowPositionals: true })
  if (!login) throw new Refusal('bad-input', 'user add LOGIN --name NAME --role ROLE [--body CODE] | user reset LOGIN [--second-factor] | user block LOGIN --reason TEXT | user import FILE', { field: 'LOGIN', problem: 'missing' })
  if (what === 'add') return add(login, values)
  if (what === 'reset') return reset(login, values)
  if (what === 'block') return block(login, values)
  if (what === 'import') return importUsers(login)
  throw new Refusal('bad-input', `user knows add, reset, block and import, not "${what ?? ''}"`, { field: 'command', problem: 'unknown' })
}
