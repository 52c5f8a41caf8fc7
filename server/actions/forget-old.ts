// Every night what is older than the office wants to keep goes, page by page: each a fenced unit of work with one line of counts. Stopped, it goes on.
import { cutoffOf, isTicketOver, retentionKinds, type RetentionKind } from '#domain/retention.ts'
import { Refusal } from '#domain/refusal.ts'
import { dayOf, instantOf, type Instant } from '#domain/time.ts'
import type { Tx } from '../store/store.ts'
import { act, byMachine } from './act.ts'
import { eachOf } from './each-of.ts'
import { eraseTicket, ticketParts } from './erase-ticket.ts'
import type { PostParts } from './erase-post.ts'
import { dropFiles, sweepFiles } from './files.ts'
import { forgetPost, prepareForgetting, type Cutoffs } from './forgettable.ts'
import { demandLease, type Fence } from './lease.ts'
import { retentionOf } from './set-retention.ts'
import type { World } from './world.ts'

const pageSize = 200
/** Posts in one unit of work: each is a handful of documents. */
const postsAtOnce = 20
/** Two in the morning. */
const fromMinute = 2 * 60
const runId = 'retention-run'

interface Run { world: World, fence: Fence | undefined, signal: AbortSignal, before: Instant, cutoffs: Cutoffs }

const step = <T>({ world, fence }: Pick<Run, 'world' | 'fence'>, deed: (tx: Tx) => Promise<T>): Promise<T> =>
  act(world, byMachine, { name: 'forget-old', input: null }, async (tx) => {
    await demandLease(tx, fence)
    return await deed(tx)
  })

/** One page; its line only when something went. */
const page = (run: Run, kind: RetentionKind, deed: (tx: Tx) => Promise<number>) => step(run, async (tx) => {
  const count = await deed(tx)
  if (count > 0) tx.append({ type: 'retention', sort: kind, count, before: run.before })
  return count
})

const removing = (kind: RetentionKind, noun: 'deadLetter' | 'rawItem' | 'session' | 'notice', by: 'at' | 'createdAt') => async (run: Run): Promise<void> => {
  while (!run.signal.aborted) {
    const { items } = await run.world.store.read.list(noun, { where: {}, order: { by, direction: 'asc' }, to: run.before, limit: pageSize })
    if (!items.length) return
    await page(run, kind, async (tx) => {
      let count = 0
      for (const { id } of items) {
        const kept = await tx.get(noun, id)
        if (kept) await tx.remove(noun, kept)
        count += Number(kept !== undefined)
      }
      return count
    })
  }
}

/** The whole list is walked once: what is still owed stays and is looked at again the next night. */
const inPages = async <T>(run: Run, items: AsyncIterable<T>, size: number, deed: (items: T[]) => Promise<unknown>) => {
  let waiting: T[] = []
  for await (const item of items) {
    if (run.signal.aborted) return
    waiting.push(item)
    if (waiting.length < size) continue
    await deed(waiting)
    waiting = []
  }
  if (waiting.length) await deed(waiting)
}

const forgetPosts = async (run: Run, kind: RetentionKind, postIds: readonly string[]) => {
  const { world, cutoffs } = run
  const parts: PostParts[] = []
  for (const id of new Set(postIds)) {
    const prepared = await prepareForgetting(world, deed => step(run, deed), id, cutoffs)
    if (prepared) parts.push(prepared)
  }
  await page(run, kind, async (tx) => {
    let count = 0
    for (const one of parts) count += Number(await forgetPost(tx, world, one, cutoffs))
    return count
  })
}

const dismissed = async (run: Run) => {
  for (const where of [{ state: ['dismissed', 'passed'], folded: [false, true] }, { state: 'new', folded: true }]) {
    const old = eachOf(run.world.store.read, 'triage', { where: { forgotten: null, ...where }, order: { by: 'collectedAt', direction: 'asc' }, to: run.before })
    await inPages(run, old, postsAtOnce, triages => forgetPosts(run, 'dismissed', triages.map(({ postId }) => postId)))
  }
}

const allNotes = async ({ world: { store: { read } } }: Run, ticketId: string): Promise<string[]> => {
  const ids: string[] = []
  for await (const { id } of eachOf(read, 'note', { where: { ticketId }, order: { by: 'at', direction: 'asc' } })) ids.push(id)
  return ids
}

/** Posts first; the ticket is done with when none of them has words any more. */
const closed = async (run: Run) => {
  const { world } = run
  const old = eachOf(world.store.read, 'ticket', { where: { forgotten: null }, order: { by: 'closedAt', direction: 'asc' }, to: run.before })
  await inPages(run, old, 1, async ([ticket]) => {
    if (!ticket || !isTicketOver(ticket, run.before)) return
    await forgetPosts(run, 'closed', ticket.posts.map(({ postId }) => postId))
    const posts = await world.store.read.many('post', ticket.posts.map(({ postId }) => postId))
    if (posts.some(({ erasedAt }) => erasedAt === undefined)) return
    const parts = { ...await ticketParts(world.store.read, ticket, null), noteIds: await allNotes(run, ticket.id) }
    await step(run, async (tx) => {
      const current = await tx.get('ticket', ticket.id)
      if (!current || !isTicketOver(current, run.before)) return
      await eraseTicket(tx, parts, { id: null, strike: [] }, { forgotten: true })
    })
  })
}

const isOver = async (tx: Pick<Tx, 'get'>, ticketId: string, before: Instant): Promise<boolean> => {
  const ticket = await tx.get('ticket', ticketId)
  return !ticket || isTicketOver(ticket, before)
}

const contacts = (run: Run) => inPages(
  run, eachOf(run.world.store.read, 'contact', { where: {}, order: { by: 'keptAt', direction: 'asc' }, to: run.before }), pageSize,
  items => page(run, 'contacts', async (tx) => {
    let count = 0
    for (const { id } of items) {
      const contact = await isOver(tx, id, run.before) ? await tx.get('contact', id) : undefined
      if (contact) await tx.remove('contact', contact)
      count += Number(contact !== undefined)
    }
    return count
  }),
)

const media = (run: Run) => inPages(
  run, eachOf(run.world.store.read, 'evidence', { where: { files: true }, order: { by: 'keptAt', direction: 'asc' }, to: run.before }), postsAtOnce,
  items => page(run, 'media', async (tx) => {
    let count = 0
    for (const { id, ticketId } of items) {
      const evidence = await isOver(tx, ticketId, run.before) ? await tx.get('evidence', id) : undefined
      if (!evidence?.files) continue
      count += await dropFiles(tx, evidence)
      await tx.put('evidence', { ...evidence, files: undefined, media: evidence.media.map(medium => medium.hash === null ? medium : { ...medium, hash: null, state: 'failed' as const, why: 'expired' }) })
    }
    return count
  }),
)

const commands = async (run: Run) => {
  for (;;) {
    const forgotten = run.signal.aborted ? 0 : await run.world.store.forgetCommands(run.before, pageSize)
    if (forgotten === 0) return
    await page(run, 'commands', async () => forgotten)
  }
}

/** Raw items, whether they were read or not. */
const raws = async (run: Run) => {
  await removing('dead-letters', 'deadLetter', 'at')(run)
  await removing('dead-letters', 'rawItem', 'at')(run)
}

const sweeps: Record<RetentionKind, (run: Run) => Promise<void>> = {
  'dead-letters': raws, dismissed, closed, contacts, media,
  'sessions': removing('sessions', 'session', 'createdAt'), 'notices': removing('notices', 'notice', 'at'), commands,
}

const markDone = (world: World, fence: Fence | undefined, today: string) => step({ world, fence }, async (tx) => {
  const kept = await tx.get('setting', runId)
  if (kept) await tx.put('setting', { ...kept, value: today })
  else await tx.insert('setting', { id: runId, value: today })
})

/** Once a day, from two at night on. True when the day's work was done in this round. */
export const forgetOld = async (world: World, signal: AbortSignal, fence?: Fence): Promise<boolean> => {
  const now = world.now()
  const today = dayOf(now)
  if (now < instantOf(today, fromMinute) || (await world.store.read.get('setting', runId))?.value === today) return false
  const months = await retentionOf(world.store.read)
  const cutoffs = { dismissed: cutoffOf(months.dismissed, now), closed: cutoffOf(months.closed, now) }
  for (const kind of retentionKinds) {
    const before = cutoffOf(months[kind], now)
    if (before !== null && !signal.aborted) await sweeps[kind]({ world, fence, signal, before, cutoffs })
  }
  if (signal.aborted) return false
  await sweepFiles(world, fence)
  await world.store.scrub().catch((error: unknown) => {
    // Somebody reads the log: it is emptied with the next erasure or the next night.
    if (!(error instanceof Refusal)) throw error
  })
  await markDone(world, fence, today)
  return true
}
