// `act ACT --as LOGIN JSON`: any act, by a person, on the folder. The same checks as over HTTP.
import { inputs } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { carryOut, verbNames } from '../actions/verbs.ts'
import { checkInput } from '../http/input.ts'
import { oneOf, readArguments } from './arguments.ts'
import { say, wholeInput, type Command } from './terminal.ts'

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('bad-json', 'the input is not JSON')
  }
}

export const actCommand: Command = async (terminal, args) => {
  const { positionals: [given, json], values: { as, key } } = readArguments(args, ['ACT', '[JSON]'], { as: { type: 'string' }, key: { type: 'string' } })
  const name = oneOf(verbNames, 'ACT', given)
  if (as === undefined) throw new Refusal('bad-input', 'an act is done by somebody: --as LOGIN', { field: '--as', problem: 'missing' })
  const input = checkInput(inputs[name], parsed(json ?? await wholeInput(terminal)))
  await terminal.withWorld('write', async (world) => {
    const user = await world.store.read.find('user', 'login', [as.toLowerCase()])
    if (!user) throw new Refusal('bad-input', `nobody has the login ${as}`, { field: '--as', problem: 'unknown', value: as })
    await say(terminal, await carryOut(world, { by: user.id, key }, name, input))
  })
}
