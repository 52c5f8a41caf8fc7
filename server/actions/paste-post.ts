// Registers by hand that a public post exists: a pasted link with its text, author and time. It goes the way of every other post.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { RawPost } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { toInstant, toMs } from '#domain/time.ts'
import { triageId } from '#domain/triage.ts'
import { act, found, type Caller } from './act.ts'
import { takeIn } from './intake.ts'
import type { TriageAnswer } from './on-triage.ts'
import { understand } from './understand.ts'
import type { World } from './world.ts'

export const manual = 'manual'

const rawOf = ({ url, text, author, publishedAt }: InputOf<'paste-post'>): RawPost => {
  const address = new URL(url)
  address.hash = ''
  return {
    key: address.href, url: address.href, title: null, text, author: author?.trim() ? { name: author.trim(), id: null, url: null } : null,
    publishedAt: publishedAt === undefined ? null : toInstant(toMs(publishedAt)), editedAt: null, replyTo: null, media: [], place: null,
    counts: { likes: null, comments: null, shares: null, views: null },
  }
}

export const pastePost = (world: World, caller: Caller, input: InputOf<'paste-post'>): Promise<TriageAnswer> => {
  const { organisationId } = input
  const understood = understand(world, rawOf(input), { kato: null, name: manual })
  return act(world, caller, { name: 'paste-post', input, starts: [['organisation', organisationId]] }, async (tx, who) => {
    const akimat = found(await tx.get('organisation', organisationId), 'organisation')
    if (!can(who, 'paste-post', akimat)) throw new Refusal('no-right', 'this person may not do this here', { act: 'paste-post' })
    if (akimat.kind !== 'akimat') throw new Refusal('wrong-body', 'posts come to akimats', { body: organisationId })
    const taken = await takeIn(tx, world, { network: manual, sourceId: manual, organisationIds: () => [organisationId], posts: [understood] })
    const { new: fresh, edited, deleted, same, postIds } = taken
    tx.append({ type: 'posts-collected', sourceId: manual, new: fresh, edited, deleted, same, dead: 0, fresh: taken.fresh, tones: taken.tones })
    const [postId = ''] = postIds
    if ((await tx.get('post', postId))?.erasedAt !== undefined) throw new Refusal('erased', 'this post was erased on request')
    const triage = found(await tx.get('triage', triageId(organisationId, postId)), 'post')
    // A person pasted it because it matters: it is never folded.
    const kept = triage.folded ? await tx.put('triage', { ...triage, folded: false }) : triage
    return { postId, organisationId, state: kept.state, version: kept.version, ticketId: kept.ticketId, number: null }
  })
}
