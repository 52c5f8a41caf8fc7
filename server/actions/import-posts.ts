// Takes in posts from a file of lines: for every place that has no collector. Bad lines are reported by number, good ones are kept.
import type { Organisation } from '#domain/organisation.ts'
import type { RawPost } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { areaOf, coversPlace } from '#domain/rule.ts'
import { act, byMachine } from './act.ts'
import { eachOf } from './each-of.ts'
import { intakeStarts, takeIn } from './intake.ts'
import { understand, type UnderstoodPost } from './understand.ts'
import type { World } from './world.ts'

export interface ImportLine { line: number, network: string, post: RawPost }
export interface Imported { new: number, edited: number, same: number }

const importSource = 'import'
const batchSize = 50

/** For each place of the text the lowest akimat on whose land it lies: a town is its district's. Else the root: nothing imported lies where nobody looks. */
const akimatsFor = (akimats: readonly Organisation[]) => {
  const lowestFirst = akimats.flatMap(({ id, kato }) => kato === null ? [] : [{ id, kato }]).sort((a, b) => areaOf(b.kato).length - areaOf(a.kato).length)
  const root = akimats.filter(({ parentId }) => parentId === null).slice(0, 1).map(({ id }) => id)
  return ({ classification: { places } }: UnderstoodPost): string[] => {
    const named = new Set(places.flatMap(place => lowestFirst.find(({ kato }) => coversPlace(kato, place.kato))?.id ?? []))
    return named.size > 0 ? [...named] : root
  }
}

export const importPosts = async (world: World, lines: AsyncIterable<ImportLine>): Promise<Imported> => {
  const akimats: Organisation[] = []
  for await (const organisation of eachOf(world.store.read, 'organisation', { where: {}, order: { by: 'id', direction: 'asc' } })) if (organisation.kind === 'akimat') akimats.push(organisation)
  if (!akimats.length) throw new Refusal('not-found', 'there is no akimat yet: run init first', { what: 'organisation' })
  const sum: Imported = { new: 0, edited: 0, same: 0 }
  const keep = async (network: string, posts: UnderstoodPost[]) => {
    const taken = await act(world, byMachine, { name: 'import', input: { network }, ...intakeStarts(network, posts) }, async (tx) => {
      const { new: fresh, edited, deleted, same, fresh: byAkimat, tones } = await takeIn(tx, world, { network, sourceId: importSource, organisationIds: akimatsFor(akimats), posts })
      tx.append({ type: 'posts-collected', sourceId: importSource, new: fresh, edited, deleted, same, dead: 0, fresh: byAkimat, tones })
      return { new: fresh, edited, same }
    })
    for (const code of ['new', 'edited', 'same'] as const) sum[code] += taken[code]
  }
  const waiting = new Map<string, UnderstoodPost[]>()
  for await (const { network, post } of lines) {
    const posts = [...waiting.get(network) ?? [], understand(world, post, { kato: null, name: importSource })]
    waiting.set(network, posts.length < batchSize ? posts : [])
    if (posts.length >= batchSize) await keep(network, posts)
  }
  for (const [network, posts] of waiting) if (posts.length) await keep(network, posts)
  return sum
}
