// Carries out what coordinators decided: post after post, each step a unit of work that can be done twice, so that a killed machine goes on where it was.
import type { Erasure } from '#domain/erasure.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Post } from '#domain/post.ts'
import type { Tx } from '../store/store.ts'
import { act, byMachine, found } from './act.ts'
import { eachOf } from './each-of.ts'
import { erasePost, eraseEvidence, handDownText, partsOf } from './erase-post.ts'
import { eraseTicket, removeNotes, ticketParts } from './erase-ticket.ts'
import { sweepFiles } from './files.ts'
import { forgetKey, isForgotten } from './hidden-keys.ts'
import { demandLease, type Fence } from './lease.ts'
import { notify } from './notify.ts'
import type { World } from './world.ts'

const atOnce = 100
/** Shorter pieces of an address or id would be found in raw items of anybody. */
const shortestTrace = 4

interface Run { world: World, fence: Fence | undefined, signal: AbortSignal, erasure: Erasure }

const step = <T>({ world, fence, erasure }: Run, deed: (tx: Tx) => Promise<T>): Promise<T> =>
  act(world, byMachine, { name: 'carry-out-erasure', input: { erasureId: erasure.id }, starts: [['erasure', erasure.id]] }, async (tx) => {
    await demandLease(tx, fence)
    return await deed(tx)
  })

/** Raw items that could not be read may be the person's: those that hold the key, the address or the author's name in the network. */
const removeDeadLetters = async (run: Run, { key, url, author }: Post) => {
  const traces = [key, url, ...run.erasure.of === 'author' ? [author?.id, author?.url] : []].flatMap(trace => trace ?? []).filter(trace => trace.length >= shortestTrace)
  const ids: string[] = []
  for await (const letter of eachOf(run.world.store.read, 'deadLetter', { where: {}, order: { by: 'at', direction: 'asc' } })) {
    if (letter.key === key || traces.some(trace => letter.raw.includes(trace))) ids.push(letter.id)
  }
  for (let from = 0; from < ids.length; from += atOnce) {
    await step(run, async (tx) => {
      for (const id of ids.slice(from, from + atOnce)) {
        const letter = await tx.get('deadLetter', id)
        if (letter) await tx.remove('deadLetter', letter)
      }
    })
  }
}

const handDown = async (run: Run, postId: string) => {
  for (;;) {
    const twins = await run.world.store.read.list('post', { where: { duplicateOfId: postId }, order: { by: 'collectedAt', direction: 'asc' }, limit: atOnce })
    if (!twins.items.length) return
    await step(run, tx => handDownText(tx, run.world, postId, twins.items.map(({ id }) => id)))
  }
}

/** What each ticket of the post holds beside it. */
const eraseTickets = async (run: Run, postId: string, ticketIds: readonly string[]) => {
  const { read } = run.world.store
  const own = await read.many('ticket', ticketIds)
  // The answer to a merged ticket stands on its main.
  const mains = await read.many('ticket', own.flatMap(({ mainId }) => mainId ?? []))
  for (const ticket of new Map([...mains, ...own].map(one => [one.id, one])).values()) {
    const parts = await ticketParts(read, ticket, postId)
    await step(run, tx => eraseTicket(tx, parts, run.erasure))
  }
}

/** Author and key go last: as long as they stand, a run after a crash finds the post again. */
const eraseOne = async (run: Run, post: Post) => {
  const { world, erasure } = run
  await world.pictures.forget(post.media.map(({ url }) => url))
  const parts = await partsOf(world.store.read, post.id)
  const triages = await world.store.read.many('triage', parts.triageIds)
  if (post.erasedAt === undefined) await removeDeadLetters(run, post)
  await eraseTickets(run, post.id, parts.ticketIds)
  await handDown(run, post.id)
  await step(run, async (tx) => {
    const texts = await erasePost(tx, world, parts)
    if (texts > 0) for (const { organisationId } of triages) tx.append({ type: 'erase-post', postId: post.id, organisationId, erasureId: erasure.id, texts, files: 0 })
  })
  // Read again: evidence may have been kept while the post still had its text.
  const { evidenceIds } = await partsOf(world.store.read, post.id)
  await step(run, async (tx) => {
    const counts = await eraseEvidence(tx, evidenceIds)
    if (counts.texts > 0) tx.append({ type: 'erase-post', postId: post.id, organisationId: erasure.organisationId, erasureId: erasure.id, ...counts })
    const kept = found(await tx.get('post', post.id), 'post')
    await forgetKey(tx, kept)
    const current = found(await tx.get('erasure', erasure.id), 'erasure')
    await tx.put('erasure', { ...current, posts: current.posts + 1 })
  })
}

const erasePosts = async (run: Run) => {
  const { world: { store: { read } }, erasure: { network, authorKey, postId } } = run
  if (authorKey === null) {
    const post = postId === null ? undefined : await read.get('post', postId)
    if (post && !isForgotten(post)) await eraseOne(run, post)
    return
  }
  while (!run.signal.aborted) {
    const page = await read.list('post', { where: { network, authorKey }, order: { by: 'id', direction: 'asc' }, limit: atOnce })
    if (!page.items.length) return
    for (const post of page.items) if (!run.signal.aborted) await eraseOne(run, post)
  }
}

/** The notes that the coordinator chose: at most a few hundred. */
const eraseNotes = (run: Run) => step(run, tx => removeNotes(tx, run.erasure.noteIds))

const eraseContact = async (run: Run, ticketId: string) => {
  const [ticket] = await run.world.store.read.many('ticket', [ticketId])
  if (!ticket) return
  const parts = await ticketParts(run.world.store.read, ticket, null)
  await step(run, tx => eraseTicket(tx, parts, run.erasure))
}

/** Tells the coordinators of the akimat; names and choices are forgotten with it. */
const finish = (run: Run) => step(run, async (tx) => {
  const erasure = found(await tx.get('erasure', run.erasure.id), 'erasure')
  const akimat = found(await tx.get('organisation', erasure.organisationId), 'organisation')
  await tx.put('erasure', { ...erasure, state: 'done', network: null, authorKey: null, noteIds: [], strike: [], doneAt: tx.now, remindAt: null })
  tx.append({ type: 'erasure-done', erasureId: erasure.id, organisationId: erasure.organisationId, posts: erasure.posts, notes: erasure.noteIds.length })
  await notify(tx, akimat.members.coordinator, 'erasure-done', { organisationId: erasure.organisationId })
})

/** True when the store has nothing left in its files either; a reader in the way is waited for, round by round. */
const isScrubbed = async ({ store }: World): Promise<boolean> => {
  try {
    await store.scrub()
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'storage-unavailable') return false
    throw error
  }
}

/** All decided erasures, the oldest first, and the files that nobody names any more; how many were finished. Stopped, it goes on in the next round. */
export const carryOutErasures = async (world: World, signal: AbortSignal, fence?: Fence): Promise<number> => {
  const page = await world.store.read.list('erasure', { where: { state: 'decided' }, order: { by: 'askedAt', direction: 'asc' }, limit: atOnce })
  let done = 0
  for (const erasure of page.items) {
    const run = { world, fence, signal, erasure }
    await eraseNotes(run)
    if (erasure.of === 'contact' && erasure.ticketId !== null) await eraseContact(run, erasure.ticketId)
    else await erasePosts(run)
    if (signal.aborted) break
    await sweepFiles(world, fence)
    if (!await isScrubbed(world)) break
    await finish(run)
    done += 1
  }
  await sweepFiles(world, fence)
  // Once more: the request itself named the person until now. Whoever reads meanwhile is waited for by the next change of the log.
  if (done > 0) await isScrubbed(world)
  return done
}
