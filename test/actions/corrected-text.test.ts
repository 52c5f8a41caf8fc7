// A person corrects once: every post that says exactly the same is understood as corrected from then on.
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { showCorrections } from '../../server/actions/show/corrections.ts'
import { readCorrections } from '../../server/analyse/train/corpus.ts'
import { openOffice } from './office.ts'

const text = 'Көлді ауданының әкімдігі, бұл жағдай қашан реттеледі, халық шаршады ғой?'

test('what a person corrected of a post holds for the next one that says exactly the same, and its routing follows', async () => {
  const office = await openOffice()
  const first = await office.post(text)
  const { ticketId } = await office.as('aigul').register(first)
  await office.as('kairat').correct(ticketId, { topic: 'utilities.heating', sentiment: 'negative' })
  const copy = await office.post(`  ${text.toUpperCase()} 😡`)
  const other = await office.post(`${text} Жауап күтеміз`)
  const understood = async ({ postId }: { postId: string }) => (await office.world.store.read.get('post', postId))?.classification
  expect(await understood(copy)).toMatchObject({ topic: { sector: 'utilities', topic: 'utilities.heating', confidence: 1 }, topic2: null, sentiment: { label: 'negative', score: -1 } })
  expect((await understood(copy))?.evidence.filter(({ field }) => field === 'topic' || field === 'sentiment')).toEqual([])
  expect((await understood(copy))?.kind).toBe((await understood(first))?.kind)
  expect((await understood(other))?.topic.topic).not.toBe('utilities.heating')
  expect((await office.ticket((await office.as('aigul').register(copy)).ticketId)).topic).toBe('utilities.heating')
})

test('a later correction of another field leaves the earlier ones standing', async () => {
  const office = await openOffice()
  const { ticketId } = await office.as('aigul').register(await office.post(text))
  await office.as('kairat').correct(ticketId, { topic: 'utilities.heating' })
  await office.as('kairat').correct(ticketId, { place: null, kind: 'request' })
  const { postId } = await office.post(`${text} ❗`)
  const { topic, kind, places } = (await office.world.store.read.get('post', postId))?.classification ?? {}
  expect([topic?.topic, kind, places]).toEqual(['utilities.heating', 'request', []])
})

test('an edited copy is understood anew, and what a person said of it holds on; its earlier text stands beside the new one', async () => {
  const office = await openOffice()
  const { ticketId } = await office.as('aigul').register(await office.post(text))
  await office.as('kairat').correct(ticketId, { topic: 'utilities.heating' })
  const url = 'https://qala.example/edited'
  await office.post(text, { url })
  const edited = `${text} Подъезде лифт те жүрмейді, бесінші қабатқа жаяу шығамыз.`
  const { postId } = await office.post(edited, { url })
  const post = await office.world.store.read.get('post', postId)
  expect(post?.classification.topic).toMatchObject({ topic: 'utilities.heating', confidence: 1 })
  expect(post?.versions.map(version => version.text)).toEqual([text, edited])
})

test('what people corrected comes out once a text, with what was said last of each field, as training reads it', async () => {
  const office = await openOffice()
  const corrected = async (words: string, ...said: Parameters<ReturnType<typeof office.as>['correct']>[1][]) => {
    const { ticketId } = await office.as('aigul').register(await office.post(words))
    for (const one of said) await office.as('kairat').correct(ticketId, one)
  }
  await corrected(text, { topic: 'utilities.heating', kind: 'question' }, { kind: 'request' })
  await corrected(text.toUpperCase(), { sentiment: 'negative' })
  await corrected('Бурабай ауылында мектепке жол жоқ, балалар батпақ кешіп жүр', { place: null })
  await corrected('Су жоқ', { topic: 'utilities.heating' })
  await office.as('aigul').register(await office.post('Саябақтағы орындықтар сынған, отыратын жер қалмады'))
  const lines = await Array.fromAsync(showCorrections(office.world))
  expect(lines).toEqual([{ text, topic: 'utilities.heating', kind: 'request', sentiment: 'negative' }])
  const file = join(tmpdir(), `qulaq-corrections-${process.pid}.jsonl`)
  try {
    writeFileSync(file, lines.map(line => JSON.stringify(line)).join('\n'))
    expect(readCorrections(file)).toEqual(lines)
  } finally {
    rmSync(file, { force: true })
  }
})
