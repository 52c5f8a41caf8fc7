// Who may approve a ticket's reply now, read from the tree: heads of the body, then of each level above, managers at the top.
import { approversOf, type Approver } from '#domain/approval.ts'
import type { Organisation } from '#domain/organisation.ts'
import type { Reply } from '#domain/reply.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Instant } from '#domain/time.ts'
import type { User } from '#domain/user.ts'

/** Both a unit of work and a plain read can look documents up. */
interface LookUp {
  get(noun: 'organisation', id: string): Promise<Organisation | undefined>
  get(noun: 'user', id: string): Promise<User | undefined>
}

const people = async (from: LookUp, ids: readonly string[]): Promise<Approver[]> => (await Promise.all(ids.map(async (id) => {
  const person = await from.get('user', id)
  return person ? [{ person, deputy: person.deputyId ? await from.get('user', person.deputyId) ?? null : null }] : []
}))).flat()

export const approversFor = async (from: LookUp, ticket: Pick<Ticket, 'bodyId' | 'organisationId'>, reply: Reply, now: Instant): Promise<string[]> => {
  const bottom = await from.get('organisation', ticket.bodyId ?? ticket.organisationId)
  const levels = []
  for (const id of [...bottom?.path ?? []].reverse()) {
    const organisation = await from.get('organisation', id)
    if (organisation) levels.push({ heads: await people(from, organisation.members.head), managers: await people(from, organisation.members.manager) })
  }
  return approversOf(levels, reply, now)
}
