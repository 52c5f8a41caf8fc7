// A small real office for tests: a real store in a temporary folder, a world whose clock is set by the test, people of every role.
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'
import type { Media } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { instantOf, toInstant, toMs, type Instant } from '#domain/time.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { TrailEvent, TrailLine } from '#domain/trail.ts'
import type { User } from '#domain/user.ts'
import { act, byMachine } from '../../server/actions/act.ts'
import { eachOf } from '../../server/actions/each-of.ts'
import { takeIn } from '../../server/actions/intake.ts'
import { showStatistics } from '../../server/actions/show/statistics.ts'
import { showTicket } from '../../server/actions/show/ticket.ts'
import { showTickets } from '../../server/actions/show/tickets.ts'
import { viewerOf } from '../../server/actions/show/viewer.ts'
import { carryOut } from '../../server/actions/verbs.ts'
import { understand } from '../../server/actions/understand.ts'
import type { World } from '../../server/actions/world.ts'
import { deskStems, makeLog, makeWorld } from '../../server/make-world.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import type { Noun, Nouns, Query, Store } from '../../server/store/store.ts'
import { hands, type AtAkimat, type Hands } from './hands.ts'
import { layOutOffice, type Cast, type Name } from './tree.ts'
import { watched } from './watched.ts'

/** Wednesday 18 November 2026, ten in the morning in Almaty. */
export const wednesdayAtTen: Instant = '2026-11-18T05:00:00.000Z'
export const aText = 'Көлді ауданының әкімдігі, Абай көшесінде су қашан беріледі?'
export const aDanger = 'Акимат, горим, пожар в доме на улице Абая!'

/** A store that is laid out, as new for each office. `bytes`: everything that its engine keeps. */
export interface Ground { cast: Cast, open: () => Promise<{ store: Store, folder: string, bytes: () => Promise<Buffer>, close: () => Promise<void> }> }

const worldOn = (store: Store, clock: { now: Instant }, fetchAllow: string[] = []): World =>
  makeWorld({ store: watched(store), config: { fetchAllow, contact: '' }, log: makeLog('silent'), now: () => clock.now, fetchGapMs: 0 })

/** Hashing twenty passwords for every test would be slow: the office is laid out once a file and copied. */
const layOutOnce = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-office-'))
  const world = worldOn(await openSqlite({ folder, stems: deskStems }), { now: '2026-01-05T05:00:00.000Z' })
  const cast = await layOutOffice(world)
  await world.store.close()
  return { folder, cast }
}
let template: ReturnType<typeof layOutOnce> | undefined
afterAll(async () => {
  if (template) await rm((await template).folder, { recursive: true })
  template = undefined
})

/** What a person was refused, with the details beside the code; a deed that was done is a failure. */
export const refused = async (deed: Promise<unknown>): Promise<Record<string, unknown> & { code: string }> => {
  const done = await deed.then(answer => ({ answer }), (error: unknown) => ({ error }))
  if ('answer' in done) throw new Error(`this was not refused: ${JSON.stringify(done.answer)}`)
  if (!(done.error instanceof Refusal)) throw done.error
  return { ...done.error.details, code: done.error.code }
}

interface PostGiven { at?: string, url?: string, media?: Media[], author?: string }
let posted = 0

/** A moment of the Almaty day: `at('2026-11-20', '18:00')`. */
export const at = (day: string, time: string): Instant => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return instantOf(day, hour * 60 + minute)
}

const intakeInto = (world: World, cast: Cast) => async (text: string, given: PostGiven = {}): Promise<AtAkimat> => {
  const organisationId = cast.places[given.at ?? 'koldi'] ?? ''
  const url = given.url ?? `https://qala.example/${++posted}`
  const post = understand(world, {
    key: url, url, title: null, text, author: given.author === undefined ? null : { name: given.author, id: null, url: null }, publishedAt: null, editedAt: null, replyTo: null,
    media: given.media ?? [], place: null, counts: { likes: null, comments: null, shares: null, views: null },
  }, { kato: null, name: 'test' })
  const taken = await act(world, byMachine, { name: 'collect', input: { url } }, async (tx) => {
    const taken = await takeIn(tx, world, { network: 'feed', sourceId: 'test', organisationIds: () => [organisationId], posts: [post] })
    tx.append({ type: 'posts-collected', sourceId: 'test', new: taken.new, edited: taken.edited, deleted: 0, same: taken.same, dead: 0, fresh: taken.fresh, tones: taken.tones })
    return { postId: taken.postIds[0] ?? '' }
  })
  return { postId: taken.postId, organisationId }
}

const recordsOf = (world: World, cast: Cast) => {
  const need = <T>(doc: T | undefined, what: string): T => {
    if (doc === undefined) throw new Error(`${what} is not kept`)
    return doc
  }
  const allOf = async <N extends Noun>(noun: N, query: Omit<Query, 'limit' | 'after'>): Promise<Nouns[N][]> => {
    const all: Nouns[N][] = []
    for await (const doc of eachOf(world.store.read, noun, query)) all.push(doc)
    return all
  }
  const trail = async (): Promise<TrailLine[]> => {
    const lines: TrailLine[] = []
    for (let page = await world.store.read.eventsAfter(0, 1000); page.length; page = await world.store.read.eventsAfter(lines.length, 1000)) lines.push(...page)
    return lines
  }
  return {
    trail,
    ticket: async (id: string): Promise<Ticket> => need(await world.store.read.get('ticket', id), 'ticket'),
    triage: async ({ postId, organisationId }: AtAkimat) => need(await world.store.read.get('triage', `${organisationId}:${postId}`), 'triage'),
    replyOf: async (ticketId: string) => need((await allOf('reply', { where: { ticketId }, order: { by: 'id', direction: 'asc' } })).at(-1), 'reply'),
    evidenceOf: (ticketId: string) => allOf('evidence', { where: { ticketId }, order: { by: 'keptAt', direction: 'asc' } }),
    notices: async (name: Name) => (await allOf('notice', { where: { userId: cast.users[name] ?? '' }, order: { by: 'at', direction: 'asc' } })),
    /** What the trail tells of one ticket, notices left out. */
    story: async (ticketId: string): Promise<TrailEvent['type'][]> =>
      (await world.store.read.eventsOf({ ticketId })).map(({ event }) => event.type).filter(type => type !== 'notify'),
  }
}

/** Facts for which the desk has no act yet: a leave, a merged ticket. */
const changersOf = (world: World, cast: Cast) => ({
  setUser: (name: Name, set: Partial<User>) => act(world, byMachine, { name: 'set-up', input: name }, async (tx) => {
    const user = await tx.get('user', cast.users[name] ?? '')
    if (user) await tx.put('user', { ...user, ...set })
    return null
  }),
  setTicket: (id: string, set: Partial<Ticket>) => act(world, byMachine, { name: 'set-up', input: id }, async (tx) => {
    const ticket = await tx.get('ticket', id)
    const kept = ticket && await tx.put('ticket', { ...ticket, ...set })
    // Told like every change of a ticket: the figures go by the trail.
    if (kept) tx.append({ type: 'control', ticketId: id, number: kept.number, organisationId: kept.organisationId, bodyId: kept.bodyId, on: kept.onControl })
    return null
  }),
})

const eyesOf = (world: World, cast: Cast, name: Name) => {
  const viewer = async () => {
    const user = await world.store.read.get('user', cast.users[name] ?? '')
    if (!user) throw new Error(`${name} is not known`)
    return viewerOf(world, user)
  }
  return {
    viewer,
    ticket: async (idOrNumber: string) => showTicket(world, await viewer(), idOrNumber),
    tickets: async (input: Partial<Parameters<typeof showTickets>[2]> = {}) => showTickets(world, await viewer(), { view: 'all', limit: 200, ...input }),
    statistics: async (place?: string) => showStatistics(world, await viewer(), { organisationId: place === undefined ? undefined : cast.places[place] }),
  }
}

/** The office over a world that is laid out. */
export const officeOf = (world: World, cast: Cast, clock: { now: Instant }) => {
  const user = (name: Name): string => cast.users[name] ?? ''
  return {
    world, clock, user, ...recordsOf(world, cast), ...changersOf(world, cast),
    place: (slug: string): string => cast.places[slug] ?? '',
    /** A person at work; with a key, each command of theirs is done once. */
    as: (name: Name, key?: string): Hands => hands((verb, input) => carryOut(world, { by: user(name), ...key !== undefined && { key } }, verb, input)),
    sees: (name: Name) => eyesOf(world, cast, name),
    post: intakeInto(world, cast),
    wait: (minutes: number) => { clock.now = toInstant(toMs(clock.now) + minutes * 60_000) },
    setClock: (day: string, time: string) => { clock.now = at(day, time) },
  }
}
export type Office = ReturnType<typeof officeOf>

const bytesOf = async (folder: string): Promise<Buffer> => Buffer.concat(await Promise.all((await readdir(folder, { recursive: true, withFileTypes: true }))
  .filter(entry => entry.isFile()).map(entry => readFile(join(entry.parentPath, entry.name)))))

const onFiles = async (): Promise<Ground> => {
  template ??= layOutOnce()
  const { folder: laidOut, cast } = await template
  return {
    cast,
    open: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'qulaq-office-'))
      await cp(laidOut, folder, { recursive: true })
      const store = await openSqlite({ folder, stems: deskStems })
      return {
        store, folder, bytes: () => bytesOf(folder),
        close: async () => {
          await store.close()
          await rm(folder, { recursive: true })
        },
      }
    },
  }
}

let ground: Ground | null = null
/** Offices of this file are opened on another engine; null is back to SQLite. */
export const standOn = (other: Ground | null): void => { ground = other }

/** Closed and removed when the test is finished. */
export const openOffice = async ({ now = wednesdayAtTen, fetchAllow = [] as string[] } = {}) => {
  const { cast, open } = ground ?? await onFiles()
  const { store, folder, bytes, close } = await open()
  onTestFinished(close)
  const clock = { now }
  return { ...officeOf(worldOn(store, clock, fetchAllow), cast, clock), folder, bytes }
}
