// `board`: the statistics of each akimat, a line each; the same figures as on the screen.
import { showStatistics } from '../actions/show/statistics.ts'
import type { Viewer } from '../actions/show/viewer.ts'
import { readArguments } from './arguments.ts'
import { say, type Command } from './terminal.ts'
import { akimatBy, organisationsOf } from './with-world.ts'

export const board: Command = async (terminal, args) => {
  const { values } = readArguments(args, [], { akimat: { type: 'string' } })
  await terminal.withWorld('read', async (world) => {
    const organisations = await organisationsOf(world)
    const chosen = values.akimat === undefined ? organisations.filter(({ kind }) => kind === 'akimat') : [await akimatBy(world, values.akimat)]
    const grants = chosen.map(({ id }) => ({ role: 'manager' as const, organisationId: id }))
    const viewer: Viewer = { userId: 'terminal', grants, organisations: new Map(organisations.map(one => [one.id, one])) }
    for (const { id, prefix, names } of chosen) await say(terminal, { akimat: prefix, name: names.kk, ...await showStatistics(world, viewer, { organisationId: id }) })
  })
}
