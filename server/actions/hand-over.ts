// The case belongs to a body outside the akimat: it is handed over in public, with the number of the letter. The akimat keeps the final term in view.
import { stopClock } from '#domain/clock.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { hold } from '#domain/holding.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Reply } from '#domain/reply.ts'
import type { Tx } from '../store/store.ts'
import { aboutOf } from './about.ts'
import { found, saltedHash, type Caller, type Person } from './act.ts'
import { keepReplyEvidence } from './keep-evidence.ts'
import { notify } from './notify.ts'
import { onTicket, type Scene, type TicketAnswer } from './on-ticket.ts'
import { withFirstReply } from './publish.ts'
import type { World } from './world.ts'

type Input = InputOf<'hand-over'>

/** An outside body that the akimat, or one above it, deals with. */
const demandOutside = async ({ tx, akimat }: Scene, bodyId: string) => {
  const body = found(await tx.get('organisation', bodyId), 'organisation')
  if (body.parentId === null || !akimat.path.includes(body.parentId)) throw new Refusal('wrong-body', 'this body is not of this akimat', { body: bodyId })
  if (body.kind !== 'external') throw new Refusal('bad-input', 'a body of the akimat is assigned, not handed over to', { field: 'bodyId', problem: 'not-outside' })
}

/** The published text stands among the replies, as interim: the answer itself comes from the other body. */
const publishedText = (tx: Tx, { ticketId, text, permalink }: Input, organisationId: string, who: Person): Promise<Reply> => {
  const salt = tx.newId()
  const version = { text, salt, hash: saltedHash(salt, text), authorId: who.userId, at: tx.now }
  return tx.insert('reply', {
    id: tx.newId(), ticketId, organisationId, state: 'published', kind: 'interim', result: 'handed-over', promisedOn: null, versions: [version],
    submittedBy: who.userId, submittedAt: tx.now, approvedBy: null, approvedAt: null, note: null, permalink, publishedAt: tx.now,
  })
}

export const handOver = (world: World, caller: Caller, input: Input): Promise<TicketAnswer> =>
  onTicket(world, caller, 'hand-over', input, async (scene) => {
    const { tx, ticket, who } = scene
    const { bodyId, formalNumber } = input
    await demandOutside(scene, bodyId)
    const reply = await publishedText(tx, input, ticket.organisationId, who)
    await keepReplyEvidence(tx, ticket, reply)
    await notify(tx, [ticket.officerId], 'changed', aboutOf(ticket), who.userId)
    const last = ticket.intervals.at(-1)
    const first = last?.firstReplyAt === null
    const interval = last && first ? withFirstReply(world, last, ticket.firstReply, tx.now) : last
    return {
      to: 'handed-over',
      set: {
        bodyId: null, officerId: null, accept: null, replyId: null, answerId: reply.id, formalNumber, handOver: { bodyId, at: tx.now, endedFirstReply: first },
        firstReply: stopClock(ticket.firstReply, tx.now), holdings: hold(ticket.holdings, { bodyId, officerId: null }, tx.now),
        intervals: interval ? [...ticket.intervals.slice(0, -1), interval] : [],
      },
      facts: { toId: bodyId, formalNumber, replyId: reply.id, textHash: reply.versions[0]?.hash ?? '', first, inTerm: interval?.firstReplyInTerm ?? null, minutes: interval?.firstReplyMinutes ?? null },
    }
  }, { starts: [['organisation', input.bodyId]] })
