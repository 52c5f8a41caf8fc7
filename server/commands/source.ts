// `source add URL`: a place to watch, by its address.
import { parseArgs } from 'node:util'
import { inputs } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { byMachine } from '../actions/act.ts'
import { createSource } from '../actions/create-source.ts'
import { checkInput } from '../http/input.ts'
import { say, type Command } from './terminal.ts'
import { akimatBy } from './with-world.ts'

export const source: Command = async (terminal, args) => {
  const options = { name: { type: 'string' }, akimat: { type: 'string' }, zone: { type: 'string' } } as const
  const { positionals: [what, url], values } = parseArgs({ args, options, allowPositionals: true })
  if (what !== 'add' || !url) throw new Refusal('bad-input', 'source add URL [--name NAME] [--akimat PREFIX] [--zone UTC]', { field: 'URL', problem: 'missing' })
  await terminal.withWorld('write', async (world) => {
    const akimat = await akimatBy(world, values.akimat)
    const input = checkInput(inputs['create-source'], { url, name: values.name, organisationIds: [akimat.id], zone: values.zone })
    await say(terminal, await createSource(world, byMachine, input))
  })
}
