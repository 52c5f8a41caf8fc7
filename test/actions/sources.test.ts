// A source is paused and gone on with by hand.
import { onTestFinished, expect, test } from 'vitest'
import { showSources } from '../../server/actions/show/sources.ts'
import { createSource } from '../../server/actions/create-source.ts'
import { collectNow } from '../../server/actions/collect.ts'
import { pauseSource } from '../../server/actions/pause-source.ts'
import { setSourceWords } from '../../server/actions/set-source-words.ts'
import { runJobs } from '../../server/jobs.ts'
import { feedOf, startOutside } from '../http/outside.ts'
import { openOffice, refused } from './office.ts'

const watched = async () => {
  const outside = await startOutside()
  onTestFinished(outside.close)
  const posts = Array.from({ length: 7 }, (_, index) => ({ guid: `p${index}`, text: index < 2 ? `Көлді әкімдігі, ${index} көшеде жарық жоқ` : `Ауа райы туралы ${index}`, files: [] }))
  outside.pages.set('/feed.xml', feedOf(posts))
  const office = await openOffice({ fetchAllow: [outside.host] })
  return { office, outside, url: outside.url('/feed.xml') }
}

test('a paused source is not read by itself, not even after somebody has read it once by hand; gone on with, it is', async () => {
  const { office, outside, url } = await watched()
  const aigul = { by: office.user('aigul') }
  const { id: sourceId } = await createSource(office.world, aigul, { url, organisationIds: [office.place('koldi')], zone: 'Asia/Almaty' })
  await pauseSource(office.world, aigul, { sourceId, on: true })
  const asked = () => outside.asked.filter(path => path === '/feed.xml').length
  const round = async () => {
    office.wait(60 * 24)
    await runJobs(office.world, 'one', new AbortController().signal)
  }
  await round()
  expect(asked()).toBe(0)
  expect((await showSources(office.world, await office.sees('aigul').viewer())).items).toMatchObject([{ id: sourceId, nextRunAt: null, paused: { by: office.user('aigul') } }])
  // What is not seen stands on the figures.
  const partial = async () => (await office.sees('marzhan').statistics('koldi')).partial
  expect(await partial()).toMatchObject([{ sourceId, why: 'paused' }])
  // As a browser sends it: with the key of the press.
  expect(await collectNow(office.world, { ...aigul, key: 'press-1' }, { sourceId })).toMatchObject({ new: 7 })
  await round()
  expect(asked()).toBe(1)
  await pauseSource(office.world, aigul, { sourceId, on: false })
  expect(await partial()).toEqual([])
  await round()
  expect(asked()).toBe(2)
  expect((await office.trail()).flatMap(({ event }) => event.type === 'source-paused' ? [event.on] : [])).toEqual([true, false])
})

test('a source of two akimats is paused only by who keeps both; the same again changes nothing', async () => {
  const { office, url } = await watched()
  const { id: sourceId } = await createSource(office.world, { by: office.user('olga') }, { url, organisationIds: [office.place('koldi'), office.place('taudy')], zone: 'UTC' })
  expect(await refused(pauseSource(office.world, { by: office.user('aigul') }, { sourceId, on: true }))).toMatchObject({ code: 'no-right' })
  const { version } = await pauseSource(office.world, { by: office.user('olga') }, { sourceId, on: true })
  expect(await pauseSource(office.world, { by: office.user('olga') }, { sourceId, on: true })).toEqual({ id: sourceId, version })
  expect(await refused(pauseSource(office.world, { by: office.user('olga') }, { sourceId: 'none', on: true }))).toMatchObject({ code: 'not-found' })
})

test('words that are set for a source choose its posts from then on; who saw an older list is refused with the name of whoever changed it', async () => {
  const { office, url } = await watched()
  const [aigul, olga] = [{ by: office.user('aigul') }, { by: office.user('olga') }]
  const { id: sourceId } = await createSource(office.world, olga, { url, organisationIds: [office.place('koldi')], zone: 'Asia/Almaty' })
  await setSourceWords(office.world, aigul, { sourceId, words: [' жарық ', 'жарық'], was: [] })
  expect(await refused(setSourceWords(office.world, olga, { sourceId, words: ['су'], was: [] }))).toMatchObject({ code: 'stale-version', by: office.user('aigul') })
  expect(await collectNow(office.world, aigul, { sourceId })).toMatchObject({ new: 2 })
  await setSourceWords(office.world, olga, { sourceId, words: [], was: ['жарық'] })
  expect((await showSources(office.world, await office.sees('aigul').viewer())).items).toMatchObject([{ words: [] }])
  expect(await refused(setSourceWords(office.world, { by: office.user('marzhan') }, { sourceId, words: ['су'] }))).toMatchObject({ code: 'no-right' })
  expect((await office.trail()).flatMap(({ event }) => event.type === 'source-words-set' ? [event.words] : [])).toEqual([1, 0])
})

test('a stream of a whole network is never left without words', async () => {
  const { office } = await watched()
  const aigul = { by: office.user('aigul') }
  const stream = { url: 'wss://jetstream2.us-east.bsky.network/subscribe', organisationIds: [office.place('koldi')], zone: 'UTC' as const }
  expect(await refused(createSource(office.world, aigul, stream))).toMatchObject({ code: 'bad-input', field: 'words', problem: 'needs-words' })
  const { id: sourceId } = await createSource(office.world, aigul, { ...stream, words: ['әкімдік'] })
  expect(await refused(setSourceWords(office.world, aigul, { sourceId, words: [], was: ['әкімдік'] }))).toMatchObject({ code: 'bad-input', field: 'words', problem: 'needs-words' })
  await setSourceWords(office.world, aigul, { sourceId, words: ['жарық'], was: ['әкімдік'] })
  expect((await showSources(office.world, await office.sees('aigul').viewer())).items).toMatchObject([{ words: ['жарық'], needsWords: true }])
})
