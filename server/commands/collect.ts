// `collect [SOURCE] [--once]`: reads one source, or all that are due; without --once it goes on until it is stopped.
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Refusal } from '#domain/refusal.ts'
import type { Source } from '#domain/source.ts'
import { byMachine } from '../actions/act.ts'
import { collectSource } from '../actions/collect.ts'
import { eachOf } from '../actions/each-of.ts'
import type { World } from '../actions/world.ts'
import { say, type Command } from './terminal.ts'

const roundMs = 60_000
const byNext = { by: 'nextRunAt', direction: 'asc' } as const

const chosen = async (world: World, which: string | undefined): Promise<Source[]> => {
  if (which === undefined) return Array.fromAsync(eachOf(world.store.read, 'source', { where: {}, order: byNext, to: world.now() }))
  const all = await Array.fromAsync(eachOf(world.store.read, 'source', { where: {}, order: { by: 'id', direction: 'asc' } }))
  const found = all.filter(({ id, url, name }) => id === which || url === which || name === which)
  if (!found.length) throw new Refusal('not-found', `no source is called "${which}"`, { what: 'source' })
  return found
}

export const collect: Command = async (terminal, args) => {
  const { positionals: [which], values } = parseArgs({ args, options: { once: { type: 'boolean' } }, allowPositionals: true })
  const stop = terminal.untilStopped()
  await terminal.withWorld('write', async (world) => {
    do {
      for (const source of await chosen(world, which)) if (!stop.aborted) await say(terminal, { name: source.name, ...await collectSource(world, byMachine, source, stop) })
      if (!values.once) await sleep(roundMs, undefined, { signal: stop }).catch(() => undefined)
    } while (!values.once && !stop.aborted)
  })
}
