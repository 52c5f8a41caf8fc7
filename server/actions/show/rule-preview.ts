// What a rule that is not saved yet would have done with last week's posts: how many it takes, where they went in truth, and whether people agreed.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import type { Post } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { covers, isObvious, matterOf, ruleFor, type RuleCondition } from '#domain/rule.ts'
import type { Ticket } from '#domain/ticket.ts'
import { addDays, dayOf, instantOf } from '#domain/time.ts'
import type { Triage } from '#domain/triage.ts'
import { rulesOf } from '../rule-book.ts'
import type { World } from '../world.ts'
import { excerptOf } from './post-view.ts'
import type { Viewer } from './viewer.ts'

type Preview = ResultOf<'preview-rule'>

const previewDays = 7
/** Of a busier week, the newest: a preview never holds up the desk. */
const postsAtMost = 2000
const pageSize = 200
const itemsAtMost = 50

interface Seen { triage: Triage, post: Post, ticket: Ticket | null }

/** Last week's posts of the akimat with their tickets, newest first, page by page. */
async function* lastWeek(world: World, organisationId: string, since: string): AsyncGenerator<Seen[]> {
  let after: string | undefined
  for (let looked = 0; looked < postsAtMost; looked += pageSize) {
    const page = await world.store.read.list('triage', { where: { organisationId }, order: { by: 'collectedAt', direction: 'desc' }, from: since, after, limit: pageSize })
    const posts = new Map((await world.store.read.many('post', page.items.map(({ postId }) => postId))).map(post => [post.id, post]))
    const tickets = new Map((await world.store.read.many('ticket', [...new Set(page.items.flatMap(({ ticketId }) => ticketId ?? []))])).map(ticket => [ticket.id, ticket]))
    yield page.items.flatMap((triage) => {
      const post = posts.get(triage.postId)
      return post ? [{ triage, post, ticket: triage.ticketId === null ? null : tickets.get(triage.ticketId) ?? null }] : []
    })
    if (page.next === null) return
    after = page.next
  }
}

/** What people made of it counts before what the machine thought. */
const matterOfSeen = ({ post, ticket }: Seen) => ticket ? { topic: ticket.topic, place: ticket.place } : matterOf(post.classification)
const wentTo = (ticket: Ticket) => ticket.bodyId ?? ticket.handOver?.bodyId ?? null

const draftOf = ({ topic, place }: InputOf<'preview-rule'>): RuleCondition & { active: boolean } => ({ topic: topic ?? null, place: place ?? null, active: true })

const itemOf = ({ triage, post, ticket }: Seen) =>
  ({ postId: post.id, excerpt: excerptOf(post), state: triage.state, ticketId: ticket?.id ?? null, number: ticket?.number ?? null, wentTo: ticket && wentTo(ticket) })

const tally = (bodyId: string) => {
  const tickets = new Map<string, string | null>()
  const fates: Preview['fates'] = { new: 0, registered: 0, joined: 0, dismissed: 0, passed: 0 }
  return {
    add: ({ triage, ticket }: Seen) => {
      fates[triage.state] += 1
      if (ticket) tickets.set(ticket.id, wentTo(ticket))
    },
    sums: () => {
      const bodies = Map.groupBy(tickets.values(), to => to)
      const agree = bodies.get(bodyId)?.length ?? 0
      const undecided = bodies.get(null)?.length ?? 0
      return {
        fates, tickets: { agree, differ: tickets.size - agree - undecided, undecided },
        wentTo: [...bodies].map(([id, all]) => ({ bodyId: id, tickets: all.length })).toSorted((a, b) => b.tickets - a.tickets),
      }
    },
  }
}

/** `ruleId`: the saved rule whose place the draft takes. Whoever may not read tickets gets the counts alone. */
export const previewRule = async (world: World, viewer: Viewer, input: InputOf<'preview-rule'>): Promise<Preview> => {
  const { organisationId, ruleId, bodyId } = input
  const akimat = viewer.organisations.get(organisationId)
  if (!akimat || !can(viewer, 'manage-rules', akimat)) throw new Refusal('no-right', 'this is out of reach', { act: 'manage-rules' })
  const draft = draftOf(input)
  const others = (await rulesOf(world.store.read, organisationId)).filter(({ id }) => id !== ruleId)
  const reads = can(viewer, 'read-tickets', akimat) && can(viewer, 'read-feed', akimat)
  const since = instantOf(addDays(dayOf(world.now()), -previewDays), 0)
  const { add, sums } = tally(bodyId)
  const items: Preview['items'] = []
  let [looked, takes, outweighed, obvious] = [0, 0, 0, 0]
  for await (const page of lastWeek(world, organisationId, since)) {
    for (const seen of page) {
      looked += 1
      const matter = matterOfSeen(seen)
      if (!covers(draft, matter)) continue
      if (ruleFor([draft, ...others], matter) !== draft) {
        outweighed += 1
        continue
      }
      takes += 1
      add(seen)
      if (!seen.triage.folded && isObvious(seen.post.classification)) obvious += 1
      if (reads && items.length < itemsAtMost) {
        items.push({ ...itemOf(seen), ...matter })
      }
    }
  }
  return { organisationId, since, looked, capped: looked >= postsAtMost, takes, outweighed, obvious, ...sums(), items }
}
