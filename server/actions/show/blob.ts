// Bytes of a kept medium, for those who may read its ticket.
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { found } from '../act.ts'
import type { World } from '../world.ts'
import type { Viewer } from './viewer.ts'

export const showBlob = async (world: World, viewer: Viewer, evidenceId: string, hash: string): Promise<{ bytes: Uint8Array, type: string }> => {
  const evidence = found(await world.store.read.get('evidence', evidenceId), 'evidence')
  const ticket = found(await world.store.read.get('ticket', evidence.ticketId), 'ticket')
  const organisation = viewer.organisations.get(ticket.bodyId ?? ticket.organisationId)
  if (!organisation || !can(viewer, 'read-tickets', organisation)) throw new Refusal('not-found', 'this file is not here', { what: 'evidence' })
  const medium = found(evidence.media.find(one => one.hash === hash), 'evidence')
  return { bytes: found(await world.store.blobs.get(hash), 'evidence'), type: medium.type ?? 'application/octet-stream' }
}
