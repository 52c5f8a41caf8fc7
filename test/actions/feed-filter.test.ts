// The feed narrowed to one source or topic: the same posts that the whole feed has, in its order, page after page, however far apart they lie.
import { expect, test } from 'vitest'
import { act, byMachine } from '../../server/actions/act.ts'
import { takeIn } from '../../server/actions/intake.ts'
import { understand } from '../../server/actions/understand.ts'
import { showFeed } from '../../server/actions/show/feed.ts'
import { dismiss } from '../../server/actions/dismiss.ts'
import { openOffice, type Office } from './office.ts'

const lamps = (index: number) => `Көлді ауданының әкімдігі, ${index} көшеде шам жанбайды`
const water = (index: number) => `Көлді ауданының әкімдігі, ${index} үйде су жоқ`

/** A page of a source, the last post on top. */
const take = ({ world, place }: Office, sourceId: string, texts: readonly string[]) => {
  const posts = texts.map(text => understand(world, {
    key: text, url: null, title: null, text, author: null, publishedAt: null, editedAt: null, replyTo: null, media: [], place: null,
    counts: { likes: null, comments: null, shares: null, views: null },
  }, { kato: null, name: sourceId }))
  return act(world, byMachine, { name: 'collect', input: {} }, tx => takeIn(tx, world, { network: 'feed', sourceId, organisationIds: () => [place('koldi')], posts }))
}

test('a narrowed feed holds what the whole one holds of that source and topic, page after page', async () => {
  const office = await openOffice()
  // Two thousand of a busy source lie between the two of a quiet one.
  await take(office, 'quiet', [water(1)])
  for (let from = 0; from < 2200; from += 200) {
    office.wait(1)
    await take(office, 'busy', Array.from({ length: 200 }, (_, index) => lamps(from + index)))
  }
  office.wait(1)
  await take(office, 'quiet', [water(2)])
  office.wait(1)
  await take(office, 'quiet', [lamps(9999)])
  const viewer = await office.sees('aigul').viewer()
  const feed = (input: Partial<Parameters<typeof showFeed>[2]>) => showFeed(office.world, viewer, { folded: 'no', limit: 2, ...input })
  const walk = async (input: Partial<Parameters<typeof showFeed>[2]>) => {
    const items = []
    for (let page = await feed(input), pages = 1; ; pages += 1) {
      items.push(...page.items)
      if (page.next === null) return { texts: items.map(({ post }) => post.text), pages }
      page = await feed({ ...input, after: page.next })
    }
  }
  expect((await walk({ sourceId: 'quiet' })).texts).toEqual([lamps(9999), water(2), water(1)])
  const waters = await walk({ topic: 'utilities.water_supply' })
  expect(waters.texts).toEqual([water(2), water(1)])
  expect((await walk({ sourceId: 'quiet', topic: 'utilities' })).texts.filter(text => text.includes('су жоқ'))).toEqual([water(2), water(1)])
  // A page looks at two thousand, and no further.
  expect(await walk({ sourceId: 'nothing' })).toEqual({ texts: [], pages: 2 })
  expect((await feed({ sourceId: 'quiet' })).new).toBe(2203)
  const { postId, organisationId } = (await feed({ sourceId: 'quiet' })).items.map(({ post, organisationId }) => ({ postId: post.id, organisationId }))[0] ?? { postId: '', organisationId: '' }
  await dismiss(office.world, { by: office.user('aigul') }, { postId, organisationId, reason: 'news' })
  expect((await walk({ sourceId: 'quiet' })).texts).toEqual([water(2), water(1)])
  expect((await walk({ sourceId: 'quiet', state: 'dismissed' })).texts).toEqual([lamps(9999)])
})
