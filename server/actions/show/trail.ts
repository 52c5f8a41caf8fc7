// The trail for the auditor, newest first: lines about what is in reach, by person, kind, ticket or post, and days.
import { setImmediate } from 'node:timers/promises'
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { can, canSomewhere } from '#domain/rights.ts'
import { addDays, instantOf, type Instant } from '#domain/time.ts'
import { kindOf, organisationsOf } from '#domain/trail-types.ts'
import type { TrailLine } from '#domain/trail.ts'
import type { World } from '../world.ts'
import type { Viewer } from './viewer.ts'

type Input = InputOf<'trail'>
type Answer = ResultOf<'trail'>
type Sees = (line: TrailLine) => boolean

/** Lines read at once, and for one answer: what is rare is looked for in several answers, each of which says how far back it came. */
const windowSize = 500
const lookedAtMost = 50_000

export const demandAuditor = (viewer: Viewer) => {
  if (!canSomewhere(viewer, 'read-trail')) throw new Refusal('no-right', 'this person may not do this here', { act: 'read-trail' })
}

/** A line belongs to its organisations; one about a person to those where the person works; the rest is seen from the root. */
const sightOf = (viewer: Viewer): Sees => {
  const reached = [...viewer.organisations.values()].filter(organisation => can(viewer, 'read-trail', organisation))
  const ids = new Set(reached.map(({ id }) => id))
  const people = new Set(reached.flatMap(({ members }) => Object.values(members).flat()))
  const seesAll = reached.some(({ parentId }) => parentId === null)
  return ({ event }) => seesAll || organisationsOf(event).some(id => ids.has(id)) || ('userId' in event && people.has(event.userId))
}

/** The first line written at this instant or later; past the head when there is none. Lines stand in the order of their time. */
const firstSince = async ({ store: { read } }: World, at: Instant, head: number): Promise<number> => {
  let [low, high] = [1, head + 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const [line] = await read.eventsAfter(middle - 1, 1)
    if (line && line.at < at) low = middle + 1
    else high = middle
  }
  return low
}

/** The lines of a period: from `first` up to, without it, `end`. */
const stretchOf = async (world: World, { from, to, before }: Input, head: number): Promise<{ first: number, end: number }> => ({
  first: from === undefined ? 1 : await firstSince(world, instantOf(from, 0), head),
  end: Math.min(before ?? head + 1, to === undefined ? head + 1 : await firstSince(world, instantOf(addDays(to, 1), 0), head)),
})

/** Lines of one ticket or post, newest first: there are few. */
const linesOf = async ({ store: { read } }: World, of: string): Promise<TrailLine[]> => {
  const ticket = await read.get('ticket', of) ?? await read.find('ticket', 'number', [of.trim().toUpperCase()])
  const lines = ticket ? await read.eventsOf({ ticketId: ticket.id }) : await read.eventsOf({ postId: of })
  return lines.toReversed()
}

/** Windows of lines from `end` down to `first`. */
async function* windowsOf({ store: { read } }: World, { first, end }: { first: number, end: number }): AsyncGenerator<TrailLine[]> {
  for (let below = end; below > first;) {
    const from = Math.max(first, below - windowSize)
    yield (await read.eventsAfter(from - 1, below - from)).toReversed()
    await setImmediate()
    below = from
  }
}

const shown = ({ seq, at, by, event: { type, ...event } }: TrailLine): Answer['items'][number] => ({ seq, at, by, type, event })

export const showTrail = async (world: World, viewer: Viewer, input: Input): Promise<Answer> => {
  demandAuditor(viewer)
  const head = await world.store.read.head()
  const { first, end } = await stretchOf(world, input, head.seq)
  const sees = sightOf(viewer)
  const { by, kind, of, limit } = input
  const isAsked = (line: TrailLine) => (by ?? line.by) === line.by && (kind === undefined || kindOf(line.event) === kind) && sees(line)
  const items: TrailLine[] = []
  let last: TrailLine | undefined
  let looked = 0
  const windows = of === undefined ? windowsOf(world, { first, end }) : [(await linesOf(world, of)).filter(({ seq }) => seq >= first && seq < end)]
  for await (const lines of windows) {
    for (const line of lines) {
      if (items.length === limit || looked === lookedAtMost) break
      last = line
      looked += 1
      if (isAsked(line)) items.push(line)
    }
    if (items.length === limit || looked === lookedAtMost) break
  }
  const isEnd = last === undefined || (of === undefined ? last.seq === first : items.length < limit)
  return { items: items.map(shown), next: isEnd ? null : last?.seq ?? null, lookedTo: last?.at ?? null, head: { seq: head.seq, at: head.at } }
}
