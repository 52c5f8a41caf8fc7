// Takes in posts from a table that some other program wrote: reviews of maps, the log of a call centre. Lines in doubt are told, good ones kept.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { triageId } from '#domain/triage.ts'
import type { Tx } from '../store/store.ts'
import { act, found, type Caller } from './act.ts'
import { intakeStarts, takeIn } from './intake.ts'
import { readTablePosts } from './table-posts.ts'
import { understand, type UnderstoodPost } from './understand.ts'
import type { World } from './world.ts'

type Input = InputOf<'import-table'>

const importSource = 'import'
const batchSize = 50
const errorsAtMost = 200

const demandAkimat = (world: World, caller: Caller, { organisationId }: Input) =>
  act(world, { by: caller.by }, { name: 'import-table', input: { organisationId }, starts: [['organisation', organisationId]] }, async (tx, who) => {
    const akimat = found(await tx.get('organisation', organisationId), 'organisation')
    if (!who.isMachine && !can(who, 'paste-post', akimat)) throw new Refusal('no-right', 'this person may not do this here', { act: 'paste-post' })
    if (akimat.kind !== 'akimat') throw new Refusal('wrong-body', 'posts come to akimats', { body: organisationId })
    return { kato: akimat.kato }
  })

/** A person chose the table, and a review need not name whom it reviews; advertisements stay folded. */
const unfold = async (tx: Tx, organisationId: string, postIds: readonly string[], posts: readonly UnderstoodPost[]) => {
  for (const [i, postId] of postIds.entries()) {
    const kind = posts[i]?.classification.kind
    const triage = kind === 'advert' || kind === 'spam' ? undefined : await tx.get('triage', triageId(organisationId, postId))
    if (triage?.folded && triage.state === 'new') await tx.put('triage', { ...triage, folded: false })
  }
}

const keep = (world: World, caller: Caller, { network, organisationId }: Input, posts: UnderstoodPost[]) =>
  act(world, { by: caller.by }, { name: 'import-table', input: { network }, ...intakeStarts(network, posts) }, async (tx) => {
    const taken = await takeIn(tx, world, { network, sourceId: importSource, organisationIds: () => [organisationId], posts })
    const { new: fresh, edited, deleted, same, fresh: byAkimat, tones, postIds } = taken
    await unfold(tx, organisationId, postIds, posts)
    tx.append({ type: 'posts-collected', sourceId: importSource, new: fresh, edited, deleted, same, dead: 0, fresh: byAkimat, tones })
    return { new: fresh, edited, same }
  })

/** Refusals: `no-right`, `wrong-body`; `bad-input` for what is no table, and of the field `columns` without a column for the text. Again, it doubles nothing. */
export const importTable = async (world: World, caller: Caller, input: Input): Promise<ResultOf<'import-table'>> => {
  const { kato } = await demandAkimat(world, caller, input)
  const { posts, errors, columns } = readTablePosts(input, world.now())
  if (columns.text === undefined) throw new Refusal('bad-input', 'one column must be the text', { field: 'columns', problem: 'missing' })
  const sum = { new: 0, edited: 0, same: 0 }
  for (let from = 0; from < posts.length; from += batchSize) {
    const understood = posts.slice(from, from + batchSize).map(post => understand(world, post, { kato, name: input.network }))
    const kept = await keep(world, caller, input, understood)
    for (const code of ['new', 'edited', 'same'] as const) sum[code] += kept[code]
  }
  return { ...sum, bad: errors.length, errors: errors.slice(0, errorsAtMost) }
}
