// Who should answer: the body by topic, in it the officer who is there and has the fewest open tickets.
import { isAvailable } from '#domain/user.ts'
import type { Organisation } from '#domain/organisation.ts'
import { dayOf } from '#domain/time.ts'
import type { World } from '../world.ts'

export interface Proposal { bodyId: string | null, officerId: string | null, external: boolean }

const openWithOfficer = ['assigned', 'in-work', 'waiting', 'review', 'approved']

/** The nearest body of this akimat that the topic belongs to. An outside one is proposed as a hand-over. */
const bodyFor = (organisations: Iterable<Organisation>, organisationId: string, topic: string): Organisation | undefined =>
  [...organisations].find(organisation => organisation.kind !== 'akimat' && organisation.parentId === organisationId && organisation.topics.includes(topic))

export const propose = async (world: World, organisations: Iterable<Organisation>, organisationId: string, topic: string): Promise<Proposal> => {
  const body = bodyFor(organisations, organisationId, topic)
  if (!body) return { bodyId: null, officerId: null, external: false }
  if (body.kind === 'external') return { bodyId: body.id, officerId: null, external: true }
  const today = dayOf(world.now())
  const officers = (await world.store.read.many('user', body.members.officer)).filter(user => isAvailable(user, today))
  const loads = await Promise.all(officers.map(async ({ id }) => ({
    id, open: await world.store.read.count('ticket', { where: { officerId: id, state: openWithOfficer }, order: { by: 'registeredAt', direction: 'asc' } }),
  })))
  const [least] = loads.sort((a, b) => a.open - b.open || (a.id < b.id ? -1 : 1))
  return { bodyId: body.id, officerId: least?.id ?? null, external: false }
}
