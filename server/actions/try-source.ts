// Looks at a place that is not watched yet: what it is, whether it can be read, and its last posts. Nothing is kept.
import type { CollectedPage } from '../../collectors/page.ts'
import { postsOf } from '../../collectors/page.ts'
import { discover, type Place } from '../../collectors/discover.ts'
import { collectorFor, isStream } from '../../collectors/list.ts'
import { redact } from '../../collectors/redact.ts'
import { withBelievedDates } from '../../collectors/news.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { canSomewhere, type Actor } from '#domain/rights.ts'
import { hearingOf } from './collect.ts'
import type { World } from './world.ts'

type Tried = ResultOf<'try-source'>

const postsAtMost = 10
const longestExcerpt = 300
const excerpt = (text: string) => text.length > longestExcerpt ? `${text.slice(0, longestExcerpt).trimEnd()}…`.toWellFormed() : text.toWellFormed()

/** The first page of the place, as the first look would take it. */
const firstPage = async (world: World, { url }: Place, zone: Tried['zone'], signal: AbortSignal): Promise<CollectedPage> => {
  const collector = collectorFor(new URL(url))
  if (collector?.needsLogin?.(new URL(url), world.logins)) throw new Refusal('bad-input', 'this is shown with a login only', { field: 'address', problem: 'needs-login' })
  if (!collector) throw new Refusal('bad-input', 'no collector reads this address', { field: 'address', problem: 'no-collector' })
  for await (const page of collector.poll({ source: { url, cursor: null, zone }, ...hearingOf(world, collector), signal, deep: false, once: true, wanted: () => true })) return page
  throw new Error('a look without a page')
}

/** A trial by the machine, which may always. Refusals as of `discover`. */
export const tryPlace = async (world: World, { address, zone }: InputOf<'try-source'>, signal: AbortSignal): Promise<Tried> => {
  if (redact(address) !== address) throw new Refusal('bad-input', 'an address with a key or a password in it is not kept', { field: 'address', problem: 'holds-a-key' })
  const place = await discover(address, world.fetch, signal)
  const known = await world.store.read.find('source', 'url', [place.network, place.url])
  const page = await firstPage(world, place, zone, signal)
  const posts = postsOf(page.items).map(post => withBelievedDates(post, world.now()))
  return {
    ...place, zone, needsWords: isStream(place), sourceId: known?.id ?? null,
    state: page.state, reason: page.reason, detail: page.detail, found: posts.length, unread: page.items.length - posts.length,
    posts: posts.slice(0, postsAtMost).map(({ url, title, text, author, publishedAt }) => ({
      url, title: title?.toWellFormed() ?? null, text: excerpt(text), author: author?.name.toWellFormed() ?? null, publishedAt,
      mention: world.classify([title, text].filter(Boolean).join('\n')).mention,
    })),
  }
}

/** The same for a person who keeps sources. */
export const trySource = (world: World, who: Actor, input: InputOf<'try-source'>): Promise<Tried> => {
  if (!canSomewhere(who, 'manage-sources')) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-sources' })
  return tryPlace(world, input, AbortSignal.timeout(60_000))
}
