// A source is paused and gone on with by hand.
import { onTestFinished, expect, test } from 'vitest'
import { showSources } from '../../server/actions/show/sources.ts'
import { createSource } from '../../server/actions/create-source.ts'
import { collectNow } from '../../server/actions/collect.ts'
import { pauseSource } from '../../server/actions/pause-source.ts'
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
  expect(await collectNow(office.world, aigul, { sourceId })).toMatchObject({ new: 7 })
  await round()
  expect(asked()).toBe(1)
  await pauseSource(office.world, aigul, { sourceId, on: false })
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
