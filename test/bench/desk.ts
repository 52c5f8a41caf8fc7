// A full desk to measure: the office of the tests, with as many posts and tickets as asked for, loaded by the store's own units.
import { createHash, randomUUID } from 'node:crypto'
import type { RawPost } from '#domain/post.ts'
import { startClock } from '#domain/clock.ts'
import { instantOf, addDays, type Instant } from '#domain/time.ts'
import type { Ticket } from '#domain/ticket.ts'
import { triageId } from '#domain/triage.ts'
import { act, byMachine, saltedHash } from '../../server/actions/act.ts'
import { control } from '../../server/actions/control.ts'
import { intakeStarts, takeIn } from '../../server/actions/intake.ts'
import { register } from '../../server/actions/register.ts'
import { understand, type UnderstoodPost } from '../../server/actions/understand.ts'
import type { World } from '../../server/actions/world.ts'
import { makeLog, makeWorld } from '../../server/make-world.ts'
import type { Store, Tx } from '../../server/store/store.ts'
import { layOutOffice, type Cast } from '../actions/tree.ts'
import type { Names } from './bare.ts'
import { perSecond } from './timing.ts'

/** Wednesday, ten in the morning in Almaty. */
export const now: Instant = '2026-11-18T05:00:00.000Z'
const today = '2026-11-18'
/** People who act at the same time, where more than one does. */
export const callers = 32
/** Posts of a page, as a collector brings them. */
export const pageSize = 50
/** Documents of one unit while loading: a post, its first text, its triage and its ticket, this many times. */
const loadSize = 100
/** Tickets spread over so many days; of the newest this part is open. */
const days = 1000
const openPart = 0.03

export interface Desk { world: World, cast: Cast, akimat: string, bodies: string[], press: string, sample: UnderstoodPost }
/** Posts that were taken in and not decided yet; used up as they are registered. */
export type Waiting = string[]

const rawPost = (n: number | string): RawPost => ({
  key: `https://qala.example/posts/${n}`, url: `https://qala.example/posts/${n}`, title: null,
  text: `Көлді ауданының әкімдігі, Абай көшесі ${n}-үйде үш күннен бері су жоқ, диспетчер телефонды көтермейді. Қашан қосылады? Балалар мен қарттар тұрады, құдықтан тасып ішіп жатырмыз.`,
  author: { name: 'Ойдан шығарылған Адам', id: 'u1', url: 'https://qala.example/u1' }, publishedAt: now, editedAt: null, replyTo: null, media: [], place: null,
  counts: { likes: 1, comments: 2, shares: 0, views: 100 },
})

/** With a `cast` the office is laid out already. */
export const openDesk = async (store: Store, laidOut?: Cast): Promise<Desk> => {
  const world = makeWorld({ store, config: { fetchAllow: [], contact: '' }, log: makeLog('silent'), now: () => now })
  const cast = laidOut ?? await layOutOffice(world)
  const [akimat = '', water = '', roads = '', press = ''] = [cast.places['koldi'], cast.places['koldi/water'], cast.places['koldi/roads'], cast.users['aigul']]
  return { world, cast, akimat, bodies: [water, roads], press, sample: understand(world, rawPost(0), { kato: null, name: 'bench' }) }
}

/** A post whose text was understood beforehand: classifying is measured elsewhere. */
const understood = ({ sample }: Desk, n: number | string): UnderstoodPost =>
  ({ ...sample, raw: rawPost(n), textHash: createHash('sha256').update(String(n)).digest('hex') })

/** Posts taken in as a collector's page; their ids. */
const takeThese = (desk: Desk, posts: UnderstoodPost[]): Promise<string[]> =>
  act(desk.world, byMachine, { name: 'collect', input: {}, ...intakeStarts('feed', posts) }, async (tx) => {
    const taken = await takeIn(tx, desk.world, { network: 'feed', sourceId: 'bench', organisationIds: () => [desk.akimat], posts })
    tx.append({ type: 'posts-collected', sourceId: 'bench', new: taken.new, edited: 0, deleted: 0, same: 0, dead: 0, fresh: taken.fresh, tones: taken.tones })
    return taken.postIds
  })
export const takePage = (desk: Desk, size: number): Promise<string[]> => takeThese(desk, Array.from({ length: size }, () => understood(desk, randomUUID())))

/** One act of the press service, with the key that its browser sends. */
export const registerPost = async (desk: Desk, postId: string, key: string = randomUUID()): Promise<void> =>
  void await register(desk.world, { by: desk.press, key }, { postId, organisationId: desk.akimat })

/** So many registrations at once; null when too few posts wait. */
export const registerTogether = async (desk: Desk, waiting: Waiting, count: number): Promise<number | null> => {
  const ids = waiting.splice(0, count)
  if (ids.length < count) return null
  await Promise.all(ids.map(id => registerPost(desk, id)))
  return count
}

/** So many tickets watched by the manager, or no more, at once: acts that change one ticket each. */
const watchTogether = async ({ world, cast }: Desk, ticketIds: string[], on: boolean): Promise<void> =>
  void await Promise.all(ticketIds.map(ticketId => control(world, { by: cast.users['marzhan'] ?? '', key: randomUUID() }, { ticketId, on })))

/** Acts that change one ticket each, with no word for the search. */
export const changesPerSecond = async (desk: Desk): Promise<number> => {
  const newest = { where: { organisationId: desk.akimat }, order: { by: 'registeredAt', direction: 'desc' }, limit: 16 * callers } as const
  const ids = (await desk.world.store.read.list('ticket', newest)).items.map(({ id }) => id)
  let calls = 0
  return await perSecond(callers, () => {
    const from = calls * callers % ids.length
    return watchTogether(desk, ids.slice(from, from + callers), Math.floor(calls++ * callers / ids.length) % 2 === 0)
  })
}

/** One post taken in and registered, by the names of its rows. */
export const oneOfEach = async (desk: Desk): Promise<Names> => {
  const { read } = desk.world.store
  const [post, commandKey] = [understood(desk, randomUUID()), randomUUID()]
  const [postId = ''] = await takeThese(desk, [post])
  await registerPost(desk, postId, commandKey)
  const triage = await read.get('triage', triageId(desk.akimat, postId))
  const ticket = await read.get('ticket', triage?.ticketId ?? '')
  const [evidence] = (await read.list('evidence', { where: { ticketId: ticket?.id ?? '' }, order: { by: 'keptAt', direction: 'asc' }, limit: 1 })).items
  if (!ticket || !evidence) throw new Error('the sample is not whole')
  return { postId, triageId: triageId(desk.akimat, postId), ticketId: ticket.id, evidenceId: evidence.id, textHash: post.textHash ?? '', key: post.raw.key, number: ticket.number, commandKey }
}

const ticketOf = ({ world, akimat, bodies, cast }: Desk, id: string, postId: string, n: number, rows: number): Omit<Ticket, 'version'> => {
  const at = instantOf(addDays(today, -Math.floor((1 - n / rows) * days)), 600 + n % 480)
  const isOpen = n > rows * (1 - openPart)
  const bodyId = bodies[n % bodies.length] ?? null
  const officerId = cast.users[n % 2 ? 'hamit' : 'dana'] ?? null
  const stop = (clock: Ticket['final']) => isOpen ? clock : { ...clock, stoppedAt: at }
  const [firstReply, final] = [stop(startClock(world.calendar, world.limits.firstReply.normal, at)), stop(startClock(world.calendar, world.limits.final, at))]
  return {
    id, number: `БҚ-2024-${String(n).padStart(7, '0')}`, organisationId: akimat, state: isOpen ? 'in-work' : 'closed', topic: 'utilities.water_supply', place: '117000000',
    kind: 'complaint', sentiment: 'negative', language: 'kk', priority: 'normal', posts: [{ postId, joinedAt: at, answer: null }], bodyId, officerId,
    coExecutorIds: [], registeredBy: 'bench', registeredAt: at, accept: null, firstReply, final, nextDueAt: isOpen ? firstReply.dueAt : null, acceptedAt: at,
    holdings: [{ bodyId, officerId, from: at, to: isOpen ? null : at }],
    intervals: [{ from: at, firstReplyAt: at, firstReplyInTerm: true, firstReplyMinutes: 60, answeredAt: isOpen ? null : at, closedAt: isOpen ? null : at }],
    returns: 0, binding: false, pauses: 0, extensions: 0, replyId: null, result: isOpen ? null : 'solved', closedAt: isOpen ? null : at, promisedOn: null,
    onControl: false, mainId: null, lastActAt: at, changedBy: 'bench',
  }
}

const loadOne = async (desk: Desk, tx: Tx, n: number, rows: number): Promise<void> => {
  const { raw, classification, textHash } = understood(desk, n)
  const [postId, ticketId, salt] = [tx.newId(), tx.newId(), tx.newId()]
  const ticket = ticketOf(desk, ticketId, postId, n, rows)
  const { registeredAt: at, organisationId } = ticket
  const version = { text: raw.text, title: null, salt, hash: saltedHash(salt, raw.text), seenAt: at }
  await tx.insert('post', { ...raw, id: postId, network: 'feed', sourceId: 'bench', collectedAt: at, versions: [version], deletedAt: null, classification, duplicateOfId: null })
  await tx.insert('firstText', { id: textHash ?? '', postId })
  await tx.insert('triage', {
    id: triageId(organisationId, postId), organisationId, postId, state: 'registered', collectedAt: at, danger: false, folded: false,
    clock: { ...ticket.final, stoppedAt: at }, ticketId, decidedBy: 'bench', decidedAt: at, reason: null,
  })
  await tx.insert('ticket', ticket)
  tx.append({
    type: 'register', ticketId, number: ticket.number, organisationId, bodyId: null, postId, topic: ticket.topic, priority: ticket.priority, place: ticket.place,
    firstReplyDueAt: ticket.firstReply.dueAt, finalDueAt: ticket.final.dueAt,
  })
}

/** Loads so many posts, each with a ticket, in units of the store, four at a time: most closed, over three years, all of one akimat and two bodies. */
export const load = async (desk: Desk, rows: number): Promise<void> => {
  let n = 0
  const next = async (): Promise<void> => {
    while (n < rows) {
      const from = n
      n = Math.min(rows, n + loadSize)
      const to = n
      await desk.world.store.transact({ by: 'bench', now, starts: [], run: async (tx) => { for (let row = from + 1; row <= to; row++) await loadOne(desk, tx, row, rows) } })
    }
  }
  await Promise.all([next(), next(), next(), next()])
}
