// What every act on a post's triage does the same way: find post and decision, may this person, does the state allow it.
import { triageTarget, type TriageAct } from '#domain/acts.ts'
import { stopClock } from '#domain/clock.ts'
import type { Organisation } from '#domain/organisation.ts'
import type { Post } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { triageId, type Triage, type TriageState } from '#domain/triage.ts'
import type { Start, Tx } from '../store/store.ts'
import { act, found, type Caller, type Person } from './act.ts'
import type { World } from './world.ts'

export interface TriageInput { postId: string, organisationId: string }
export interface TriageAnswer extends TriageInput { state: TriageState, version: number, ticketId: string | null, number: string | null }
export interface TriageScene { tx: Tx, triage: Triage, post: Post, akimat: Organisation, who: Person, world: World, to: TriageState }

/** A decision stops the triage clock; going back to `new` starts it afresh in the verb itself. */
export const decided = ({ tx, triage, who, to }: Pick<TriageScene, 'tx' | 'triage' | 'to'> & { who: { userId: string } }, set: Partial<Triage> = {}): Promise<Triage> =>
  tx.put('triage', { ...triage, state: to, clock: stopClock(triage.clock, tx.now), decidedBy: who.userId, decidedAt: tx.now, reason: null, ...set })

/** One decision about one post at one akimat. */
export const onTriage = <I extends TriageInput>(
  world: World, caller: Caller, name: TriageAct, input: I, starts: readonly Start[], decide: (scene: TriageScene) => Promise<{ triage: Triage, number: string | null }>,
): Promise<TriageAnswer> => {
  const { postId, organisationId } = input
  const id = triageId(organisationId, postId)
  return act(world, caller, { name, input, starts: [['triage', id], ['post', postId], ['organisation', organisationId], ...starts] }, async (tx, who) => {
    const akimat = found(await tx.get('organisation', organisationId), 'organisation')
    if (!who.isMachine && !can(who, 'read-feed', akimat)) throw new Refusal('not-found', 'this post is not here', { what: 'post' })
    const triage = found(await tx.get('triage', id), 'post')
    const post = found(await tx.get('post', postId), 'post')
    if (!who.isMachine && !can(who, name, akimat)) throw new Refusal('no-right', 'this person may not do this here', { act: name })
    if (post.erasedAt !== undefined && name !== 'dismiss') throw new Refusal('erased', 'nothing is left of this post to decide about')
    const to = triageTarget(name, triage.state)
    if (!to) throw new Refusal('not-in-this-state', `${name} is not possible in this state`, { state: triage.state, act: name, by: triage.decidedBy, at: triage.decidedAt })
    const answer = await decide({ tx, triage, post, akimat, who, world, to })
    return { postId, organisationId, state: answer.triage.state, version: answer.triage.version, ticketId: answer.triage.ticketId, number: answer.number }
  })
}
