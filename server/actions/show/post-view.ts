// A post as it is shown: the author only to those who have to answer.
import type { ResultOf } from '#domain/contract.ts'
import { currentVersion, type Post } from '#domain/post.ts'
import type { World } from '../world.ts'

export type PostView = ResultOf<'post'>['post']

/** Names of the sources of these posts, in one look. */
export const sourceNames = async (world: World, posts: readonly Post[]): Promise<Map<string, string>> => {
  const sources = await world.store.read.many('source', [...new Set(posts.map(post => post.sourceId))])
  return new Map(sources.map(source => [source.id, source.name]))
}

export const postView = (post: Post, names: Map<string, string>, mayReadAuthors: boolean): PostView => {
  const { language, mention, places, topic, topic2, kind, sentiment, urgency, handOver, evidence } = post.classification
  const now = currentVersion(post)
  return {
    id: post.id, network: post.network, sourceName: names.get(post.sourceId) ?? post.network, url: post.url, author: mayReadAuthors ? post.author?.name ?? null : null,
    publishedAt: post.publishedAt, collectedAt: post.collectedAt, title: now?.title ?? null, text: now?.text ?? '',
    versions: post.versions.map(({ text, seenAt }) => ({ text, seenAt })), deletedAt: post.deletedAt, erasedAt: post.erasedAt ?? null, media: post.media,
    classification: { language, mention, places, topic, topic2, kind, sentiment, urgency, ...handOver && { handOver }, evidence },
  }
}

export const excerptOfText = (text: string): string => text.length > 160 ? `${text.slice(0, 160).trimEnd()}…` : text

/** First words of a post, for a row of a list. */
export const excerptOf = (post: Post | undefined): string => excerptOfText((post && currentVersion(post)?.text) ?? '')
