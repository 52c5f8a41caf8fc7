// What the akimat itself wrote is nothing to sort: taken in before anybody knew whose words they are, it leaves the feed.
import { triageId } from '#domain/triage.ts'
import type { Tx } from '../store/store.ts'
import { decided } from './on-triage.ts'

interface Own { organisationId: string, network: string, /** Key of our words in the network. */ key: string }

/** Dismissed as a double of the reply that the ticket holds, by whoever made it known; what a person decided stays. */
export const putAsideOwnWords = async (tx: Tx, who: { userId: string }, { organisationId, network, key }: Own): Promise<void> => {
  const post = await tx.find('post', 'key', [network, key])
  const triage = post && await tx.get('triage', triageId(organisationId, post.id))
  if (triage?.state !== 'new') return
  await decided({ tx, triage, who, to: 'dismissed' }, { reason: 'duplicate' })
  tx.append({ type: 'dismiss', postId: triage.postId, organisationId, reason: 'duplicate' })
}
