// Who may hear of a line of the trail: rooms, by what the line is about.
import type { TrailEvent, TrailLine } from '#domain/trail.ts'
import type { World } from '../actions/world.ts'

/** Rooms of those who read a ticket. */
export const ticketRooms = (organisationId: string, bodyId: string | null): string[] => [`tickets:${organisationId}`, ...bodyId ? [`tickets:${bodyId}`] : []]

const roomsOf = (event: TrailEvent): string[] => {
  switch (event.type) {
    case 'posts-collected': return Object.keys(event.fresh).map(id => `feed:${id}`)
    case 'source-health': case 'source-gap': case 'source-created': case 'source-paused': case 'source-words-set': return []
    case 'request-erasure': case 'erasure-moved': case 'decide-erasure': case 'refuse-erasure': case 'erasure-done': case 'erase-post': return [`feed:${event.organisationId}`]
    case 'danger': case 'dismiss': case 'triage-moved': case 'restore': return [`feed:${event.organisationId}`]
    case 'pass': return [`feed:${event.organisationId}`, `feed:${event.toId}`]
    case 'calendar-changed': return ['desk']
    case 'notify': return [`user:${event.userId}`]
    case 'user-blocked': case 'user-unblocked': case 'user-changed': case 'password-set': case 'signed-in': case 'signed-out': case 'second-factor': case 'recovery-codes': case 'invited': return [`user:${event.userId}`]
    case 'user-created': case 'organisation-created': case 'organisation-changed': case 'security-changed': case 'prefix-set': case 'retention': case 'retention-set': case 'terms-set': case 'journal-exported': case 'board-link-created': case 'board-link-revoked': return []
    case 'rule-set': case 'rule-offered': case 'rule-offer-decided': return [`feed:${event.organisationId}`]
    default: return ticketRooms(event.organisationId, event.bodyId)
  }
}

/** A source is told to the akimats that watch it. */
const watchersOf = async (world: World, event: TrailEvent): Promise<string[]> => {
  if (!('sourceId' in event)) return []
  const source = await world.store.read.get('source', event.sourceId)
  return source?.organisationIds.map(id => `sources:${id}`) ?? []
}

/** The body that had the ticket before this line, also when that was before this process began to tell. */
const bodyBefore = async (world: World, ticketId: string, seq: number): Promise<string | null> => {
  const last = (await world.store.read.eventsOf({ ticketId })).findLast(line => line.seq < seq && 'bodyId' in line.event)
  return last && 'bodyId' in last.event ? last.event.bodyId : null
}

/** Tickets whose body is remembered: those that things happen to now. What is forgotten is read again. */
const rememberedAtMost = 5000

/** `hearersOf` gives the rooms of each line, in the order of the trail: a ticket that left a body is told to the body it left too, for its list must let go of it. */
export const makeHearers = (world: World) => {
  const bodyOf = new Map<string, string | null>()
  const leftBody = async ({ seq, event }: TrailLine): Promise<string[]> => {
    if (!('ticketId' in event) || event.ticketId === null || !('bodyId' in event) || event.type === 'register') return []
    const { ticketId } = event
    const before = bodyOf.has(ticketId) ? bodyOf.get(ticketId) : await bodyBefore(world, ticketId, seq)
    bodyOf.delete(ticketId)
    if (event.type !== 'close' && event.type !== 'annul') bodyOf.set(ticketId, event.bodyId)
    const [oldest] = bodyOf.keys()
    if (bodyOf.size > rememberedAtMost && oldest !== undefined) bodyOf.delete(oldest)
    return before && before !== event.bodyId ? [`tickets:${before}`] : []
  }
  return async (line: TrailLine): Promise<string[]> => [...roomsOf(line.event), ...await leftBody(line), ...await watchersOf(world, line.event)]
}
