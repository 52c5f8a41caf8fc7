// `collect [SOURCE] [--once]`: reads one source, or all that are due; without --once it goes on until it is stopped. `--raw` and `--replay FILE`: what was kept.
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { Refusal } from '#domain/refusal.ts'
import type { Source } from '#domain/source.ts'
import { byMachine } from '../actions/act.ts'
import { collectSource } from '../actions/collect.ts'
import { eachOf } from '../actions/each-of.ts'
import { rawLinesOf, replay, type RawLine } from '../actions/replay.ts'
import type { World } from '../actions/world.ts'
import { problemWord } from '../http/problem-values.ts'
import { readArguments } from './arguments.ts'
import { healthWords, sourceSentence } from './source-words.ts'
import { linesOf, say, type Command, type Terminal } from './terminal.ts'

const roundMs = 60_000
const byNext = { by: 'nextRunAt', direction: 'asc' } as const
const byId = { by: 'id', direction: 'asc' } as const

const named = async (world: World, which: string | undefined): Promise<Source[]> => {
  const all = await Array.fromAsync(eachOf(world.store.read, 'source', { where: {}, order: byId }))
  const found = all.filter(({ id, url, name }) => which === undefined || id === which || url === which || name === which)
  if (which !== undefined && !found.length) throw new Refusal('bad-input', `no source is called "${which}"`, { field: 'SOURCE', problem: 'unknown', value: which })
  return found
}

const chosen = (world: World, which: string | undefined): Promise<Source[]> =>
  which === undefined ? Array.fromAsync(eachOf(world.store.read, 'source', { where: {}, order: byNext, to: world.now() })) : named(world, which)

const lineSchema = z.object({ network: z.string(), url: z.string(), key: z.string(), raw: z.string() })

const replayFile = async (terminal: Terminal, file: string): Promise<void> => {
  const onBad = (line: number, error: string) => say(terminal, { line, error })
  let unread = 0
  async function* items(): AsyncGenerator<{ line: number, item: RawLine }> {
    let line = 0
    for await (const text of linesOf(terminal, file)) {
      line += 1
      const read = lineSchema.safeParse(parsed(text))
      if (read.success) yield { line, item: read.data }
      else if (text.trim()) {
        unread += 1
        await onBad(line, problemWord('not-raw', terminal.language) ?? '')
      }
    }
  }
  const sum = await terminal.withWorld('write', world => replay(world, items(), onBad))
  await say(terminal, { ...sum, bad: sum.bad + unread })
  if (sum.bad + unread > 0) terminal.fail()
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const sayRaw = (terminal: Terminal, which: string | undefined) => terminal.withWorld('read', async (world) => {
  for (const source of await named(world, which)) for await (const line of rawLinesOf(world, source)) await say(terminal, line)
})

/** Of a source that is asked for by name it is told when it could not be read; of all that are due, one that is ill is no failure of the command. */
const read = async (terminal: Terminal, world: World, source: Source, stop: AbortSignal, isAsked: boolean): Promise<void> => {
  const collected = await collectSource(world, byMachine, source, stop)
  const { health } = collected
  const { gap, backfill } = await world.store.read.get('source', source.id) ?? source
  await say(terminal, { name: source.name, ...collected, sentence: sourceSentence({ health, gap, backfill }, terminal.language) })
  const { reason, detail, failures } = health
  if (isAsked && failures > 0) throw new Refusal('fetch-failed', `${source.name} could not be read: ${healthWords(health, 'en')}`, { reason, detail })
}

const options = { once: { type: 'boolean' }, raw: { type: 'boolean' }, replay: { type: 'string' } } as const

/** Only one of the three stands in a command line, and a file is replayed for all sources. */
const demandOneWay = (which: string | undefined, values: object): void => {
  const [, second] = Object.keys(values)
  if (second !== undefined) throw new Refusal('bad-input', `--${second} does not go with the option before it`, { field: `--${second}`, problem: 'too-many' })
  if ('replay' in values && which !== undefined) throw new Refusal('bad-input', 'a file is replayed for all sources: no SOURCE', { field: 'SOURCE', problem: 'too-many', value: which })
}

export const collect: Command = async (terminal, args) => {
  const { positionals: [which], values } = readArguments(args, ['[SOURCE]'], options)
  demandOneWay(which, values)
  if (values.replay !== undefined) return replayFile(terminal, values.replay)
  if (values.raw) return sayRaw(terminal, which)
  const stop = terminal.untilStopped()
  await terminal.withWorld('write', async (world) => {
    do {
      for (const source of await chosen(world, which)) if (!stop.aborted) await read(terminal, world, source, stop, which !== undefined && values.once === true)
      if (!values.once) await sleep(roundMs, undefined, { signal: stop }).catch(() => undefined)
    } while (!values.once && !stop.aborted)
    // Until it is stopped is how long a desk without `--once` collects.
    if (values.once) stop.throwIfAborted()
  })
}
