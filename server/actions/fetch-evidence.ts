// Fetches the media of evidence, politely and with a limit, and records each hash, or why not.
import { createHash } from 'node:crypto'
import type { EvidenceMedia, KeptEvidence } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { act, byMachine, found, saltedHash } from './act.ts'
import { nameFile } from './files.ts'
import { demandLease, type Fence } from './lease.ts'
import { ticketEvent } from './on-ticket.ts'
import type { World } from './world.ts'

const mediaAtMostBytes = 10 * 1024 * 1024

/** The file is known before its bytes are: whatever happens in between, it is found again. */
const keepFile = async (world: World, fence: Fence | undefined, body: Uint8Array): Promise<string> => {
  const hash = createHash('sha256').update(body).digest('hex')
  await act(world, byMachine, { name: 'keep-file', input: { hash }, starts: [['file', hash]] }, async (tx) => {
    await demandLease(tx, fence)
    if (!await tx.get('file', hash)) await tx.insert('file', { id: hash, evidenceIds: [], unused: true })
    return null
  })
  return await world.store.blobs.put(body)
}

const fetchMedium = async (world: World, fence: Fence | undefined, medium: EvidenceMedia, signal: AbortSignal): Promise<EvidenceMedia> => {
  if (medium.state !== 'pending') return medium
  try {
    const { status, headers, body } = await world.fetch(medium.url, { maxBytes: mediaAtMostBytes, signal })
    if (status !== 200) return { ...medium, state: 'failed', why: `status ${status}` }
    return { ...medium, state: 'kept', hash: await keepFile(world, fence, body), type: headers['content-type'] ?? null, bytes: body.byteLength }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { reason } = error.details
    return { ...medium, state: 'failed', why: typeof reason === 'string' ? reason : error.code }
  }
}

const record = (world: World, fence: Fence | undefined, { id, ticketId }: KeptEvidence, media: EvidenceMedia[]) =>
  act(world, byMachine, { name: 'evidence', input: { id }, starts: [['evidence', id], ['ticket', ticketId]] }, async (tx) => {
    await demandLease(tx, fence)
    const evidence = found(await tx.get('evidence', id), 'evidence')
    const ticket = found(await tx.get('ticket', ticketId), 'ticket')
    if (evidence.erased) return null
    await tx.put('evidence', { ...evidence, media, pending: false, ...media.some(({ hash }) => hash !== null) && { files: true } })
    for (const { hash } of media) if (hash !== null) await nameFile(tx, hash, id)
    // Salted, like every hash in the trail: the bare one would tell for ever which picture it was.
    const fates = Object.fromEntries(media.map(({ hash, why, state }, index) => [String(index), hash === null ? why ?? state : saltedHash(evidence.salt, hash)]))
    tx.append(ticketEvent('evidence', ticket, { of: evidence.of, textHash: evidence.hash, media: fates }))
    return null
  })

/** The oldest evidence that still waits for its media; how many were finished. */
export const fetchEvidence = async (world: World, signal: AbortSignal, fence?: Fence): Promise<number> => {
  const page = await world.store.read.list('evidence', { where: { pending: true }, order: { by: 'keptAt', direction: 'asc' }, limit: 20 })
  for (const evidence of page.items) {
    if (signal.aborted) break
    const media: EvidenceMedia[] = []
    for (const medium of evidence.media) media.push(await fetchMedium(world, fence, medium, signal))
    // What was stopped half-way waits for the next round: a stopped job is no reason that a medium is not kept.
    if (signal.aborted) break
    await record(world, fence, evidence, media)
  }
  return page.items.length
}
