// What a word list would have let through of the last days' posts: which words hit, how often, and how much of it is noise.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { currentVersion, type Post } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { addDays, dayOf, instantOf } from '#domain/time.ts'
import { compileWords, latinForms } from '../../analyse/word-list.ts'
import { eachOf } from '../each-of.ts'
import type { World } from '../world.ts'
import { excerptOf } from './post-view.ts'
import type { Viewer } from './viewer.ts'

type Trial = ResultOf<'try-words'>

const days = 7
/** Of busier days, the newest: a trial never holds up the desk. */
const postsAtMost = 2000
const itemsAtMost = 50
const pageSize = 200

async function* lastPosts(world: World, organisationId: string, since: string): AsyncGenerator<Post[]> {
  let ids: string[] = []
  let looked = 0
  for await (const { postId } of eachOf(world.store.read, 'triage', { where: { organisationId }, order: { by: 'collectedAt', direction: 'desc' }, from: since })) {
    ids.push(postId)
    looked += 1
    if (ids.length === pageSize || looked === postsAtMost) {
      yield await world.store.read.many('post', ids)
      ids = []
    }
    if (looked === postsAtMost) return
  }
  if (ids.length) yield await world.store.read.many('post', ids)
}

/** Found by its words, and yet not about the akimat, or an advertisement. */
const isNoise = ({ classification: { mention, kind } }: Post) => mention === 'none' || kind === 'advert' || kind === 'spam'

/** Whoever may not read the feed gets the counts alone. */
export const tryWords = async (world: World, viewer: Viewer, { organisationId, words }: InputOf<'try-words'>): Promise<Trial> => {
  const akimat = viewer.organisations.get(organisationId)
  if (!akimat || !can(viewer, 'manage-sources', akimat)) throw new Refusal('no-right', 'this is out of reach', { act: 'manage-sources' })
  const reads = can(viewer, 'read-feed', akimat)
  const find = compileWords(words)
  const hits = new Map(words.map(word => [word, { hits: 0, noise: 0 }]))
  const since = instantOf(addDays(dayOf(world.now()), -days), 0)
  const items: Trial['items'] = []
  const sum = { looked: 0, found: 0, noise: 0 }
  for await (const posts of lastPosts(world, organisationId, since)) {
    for (const post of posts) {
      const version = currentVersion(post)
      const found = find([version?.title, version?.text].filter(Boolean).join('\n'))
      const noise = found.length > 0 && isNoise(post)
      sum.looked += 1
      sum.found += Number(found.length > 0)
      sum.noise += Number(noise)
      for (const word of found) {
        const counted = hits.get(word)
        if (counted) hits.set(word, { hits: counted.hits + 1, noise: counted.noise + Number(noise) })
      }
      if (reads && found.length > 0 && items.length < itemsAtMost) items.push({ postId: post.id, excerpt: excerptOf(post), words: found, noise })
    }
  }
  return { organisationId, since, ...sum, words: [...hits].map(([word, counts]) => ({ word, latin: latinForms(word), ...counts })), items }
}
