// Fetches the media of evidence, politely and with a limit, and records each hash, or why not.
import type { EvidenceMedia, KeptEvidence } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { act, byMachine, found } from './act.ts'
import { demandLease, type Fence } from './lease.ts'
import { ticketEvent } from './on-ticket.ts'
import type { World } from './world.ts'

const mediaAtMostBytes = 10 * 1024 * 1024

const fetchMedium = async (world: World, medium: EvidenceMedia, signal: AbortSignal): Promise<EvidenceMedia> => {
  if (medium.state !== 'pending') return medium
  try {
    const { status, headers, body } = await world.fetch(medium.url, { maxBytes: mediaAtMostBytes, signal })
    if (status !== 200) return { ...medium, state: 'failed', why: `status ${status}` }
    return { ...medium, state: 'kept', hash: await world.store.blobs.put(body), type: headers['content-type'] ?? null, bytes: body.byteLength }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...medium, state: 'failed', why: error.code }
  }
}

const record = (world: World, fence: Fence | undefined, { id, ticketId }: KeptEvidence, media: EvidenceMedia[]) =>
  act(world, byMachine, { name: 'evidence', input: { id }, starts: [['evidence', id], ['ticket', ticketId]] }, async (tx) => {
    await demandLease(tx, fence)
    const evidence = found(await tx.get('evidence', id), 'evidence')
    const ticket = found(await tx.get('ticket', ticketId), 'ticket')
    await tx.put('evidence', { ...evidence, media, pending: false })
    const fates = Object.fromEntries(media.map((medium, index) => [String(index), medium.hash ?? medium.why ?? medium.state]))
    tx.append(ticketEvent('evidence', ticket, { of: evidence.of, textHash: evidence.hash, media: fates }))
    return null
  })

/** The oldest evidence that still waits for its media; how many were finished. */
export const fetchEvidence = async (world: World, signal: AbortSignal, fence?: Fence): Promise<number> => {
  const page = await world.store.read.list('evidence', { where: { pending: true }, order: { by: 'keptAt', direction: 'asc' }, limit: 20 })
  for (const evidence of page.items) {
    if (signal.aborted) break
    const media: EvidenceMedia[] = []
    for (const medium of evidence.media) media.push(await fetchMedium(world, medium, signal))
    // What was stopped half-way waits for the next round: a stopped job is no reason that a medium is not kept.
    if (signal.aborted) break
    await record(world, fence, evidence, media)
  }
  return page.items.length
}
