// `act NAME --as LOGIN JSON`: any act, by a person, on the folder. The same checks as over HTTP.
import { parseArgs } from 'node:util'
import { inputs } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { found } from '../actions/act.ts'
import { carryOut, isVerb, verbNames } from '../actions/verbs.ts'
import { checkInput } from '../http/input.ts'
import { say, wholeInput, type Command } from './terminal.ts'

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('bad-json', 'the input is not JSON')
  }
}

export const actCommand: Command = async (terminal, args) => {
  const { positionals: [name, json], values } = parseArgs({ args, options: { as: { type: 'string' }, key: { type: 'string' } }, allowPositionals: true })
  if (!name || !isVerb(name)) throw new Refusal('bad-input', `act is one of ${verbNames.join(' ')}`, { field: 'NAME', problem: 'unknown' })
  const { as } = values
  if (as === undefined) throw new Refusal('bad-input', 'an act is done by somebody: --as LOGIN', { field: 'as', problem: 'missing' })
  const input = checkInput(inputs[name], parsed(json ?? await wholeInput(terminal)))
  await terminal.withWorld('write', async (world) => {
    const user = found(await world.store.read.find('user', 'login', [as]), 'user')
    await say(terminal, await carryOut(world, { by: user.id, key: values.key }, name, input))
  })
}
