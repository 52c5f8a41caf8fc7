// The terms that hold in an act: of an akimat as they are now, or of a ticket as they were when it was registered or reopened.
import { startClock, type Clock } from '#domain/clock.ts'
import type { Classification } from '#domain/classification.ts'
import { editionId, termsFor, type TermRule, type Terms } from '#domain/term-rule.ts'
import type { Priority, Ticket } from '#domain/ticket.ts'
import type { Tx } from '../store/store.ts'
import type { World } from './world.ts'

type Look = Pick<Tx, 'get'>

/** Edition 0 is the product's own, without a line. */
const rulesOf = async (tx: Look, organisationId: string, edition: number): Promise<readonly TermRule[]> =>
  edition === 0 ? [] : (await tx.get('termEdition', editionId(organisationId, edition)))?.rules ?? []

const editionOf = async (tx: Look, organisationId: string): Promise<number> => (await tx.get('organisation', organisationId))?.termEdition ?? 0

/** For a ticket that begins now. `edition` is what it keeps; absent for the product's own terms. */
export const termsNow = async (tx: Look, { limits }: World, organisationId: string, topic: string, priority: Priority): Promise<{ terms: Terms, edition?: number }> => {
  const edition = await editionOf(tx, organisationId)
  return { terms: termsFor(limits, await rulesOf(tx, organisationId, edition), topic, priority), ...edition > 0 && { edition } }
}

/** For a ticket that exists: a setting that changed since does not touch it. */
export const termsOf = async (tx: Look, { limits }: World, ticket: Pick<Ticket, 'organisationId' | 'termEdition' | 'topic' | 'priority'>): Promise<Terms> =>
  termsFor(limits, await rulesOf(tx, ticket.organisationId, ticket.termEdition ?? 0), ticket.topic, ticket.priority)

/** A triage clock that starts now. */
export const triageClock = async (tx: Tx, world: World, organisationId: string, { topic, urgency }: Pick<Classification, 'topic' | 'urgency'>, danger: boolean): Promise<Clock> => {
  const calm = urgency.level === 'danger' ? 'high' : urgency.level
  const { terms } = await termsNow(tx, world, organisationId, topic.topic, danger ? 'danger' : calm)
  return startClock(world.calendar, terms.triage, tx.now)
}
