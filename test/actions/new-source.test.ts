// Before a source is added: what it is, its last posts, and what a list of words would let through. Nothing of it is kept.
import { expect, test } from 'vitest'
import { byMachine } from '../../server/actions/act.ts'
import { createSource } from '../../server/actions/create-source.ts'
import { tryWords } from '../../server/actions/show/words-trial.ts'
import { trySource } from '../../server/actions/try-source.ts'
import { compileWords, latinForms } from '../../server/analyse/word-list.ts'
import { countPosts, setUp } from './collecting.ts'
import { refused } from './office.ts'

test('an address is tried: its kind, its name and last posts come back, and nothing is kept', async () => {
  const { server, office, source } = await setUp()
  server.serve('/page', '<!doctype html><title>Қала айнасы</title><link rel="alternate" type="application/rss+xml" href="/feed">')
  const attempt = async (path: string) => trySource(office.world, await office.sees('aigul').viewer(), { address: `${server.origin}${path}`, zone: 'Asia/Almaty' })
  const tried = await attempt('/page')
  expect(tried).toMatchObject({ network: 'feed', url: `${server.origin}/feed`, name: 'Қала айнасы', sourceId: null, state: 'ok', found: 20, unread: 0 })
  expect(tried.posts).toHaveLength(10)
  expect(tried.posts[0]).toMatchObject({ title: 'Су тоқтады, 20-үй', text: expect.stringContaining('су жоқ'), publishedAt: '2026-11-22T15:00:00.000Z', mention: 'none' })
  expect(await office.world.store.read.count('source', { where: {}, order: { by: 'id', direction: 'asc' } })).toBe(0)
  const id = await source('/feed')
  expect(await attempt('/feed')).toMatchObject({ sourceId: id })
  server.serve('/odd', '{"version":"https://jsonfeed.org/version/1.1","items":[1]}')
  expect(await attempt('/odd')).toMatchObject({ state: 'error', reason: 'none-parsed', found: 0, unread: 1 })
  expect(await refused(attempt('/feed?access_token=vk1'))).toMatchObject({ code: 'bad-input', field: 'address', problem: 'holds-a-key' })
  expect(await refused((async () => trySource(office.world, await office.sees('erlan').viewer(), { address: server.origin, zone: 'UTC' }))())).toMatchObject({ code: 'no-right' })
  const search = { address: 'https://bsky.app/search?q=әкімдік', zone: 'UTC' as const }
  expect(await refused(trySource(office.world, await office.sees('aigul').viewer(), search))).toMatchObject({ code: 'bad-input', field: 'address', problem: 'needs-login' })
})

test('words are found with their endings, in both languages and in any Latin spelling, and not inside other words', () => {
  const find = compileWords(['әкімдік', 'вода', 'су жоқ', 'Көлді'])
  expect(find('Әкімдігіміз қайда?')).toEqual(['әкімдік'])
  expect(find('akimdikke jazdym')).toEqual(['әкімдік'])
  expect(find('Ákimdik pen äkımdık')).toEqual(['әкімдік'])
  expect(find('Опять нет воды! Без водопровода живём.')).toEqual(['вода'])
  expect(find('Көлдіде бүгін су мүлдем жоқ')).toEqual(['Көлді', 'су жоқ'].toSorted((a, b) => find('Көлдіде бүгін су мүлдем жоқ').indexOf(a) - find('Көлдіде бүгін су мүлдем жоқ').indexOf(b)))
  expect(find('Реклама, заводы и судьи')).toEqual([])
  expect(latinForms('әкімдік')).toEqual(['akimdik', 'ákimdik', 'äkımdık'])
})

test('no list of words stalls the desk, whatever it holds', () => {
  const hostile = ['(a+)+$', '((((((', 'а'.repeat(100), 'а б в г д е ж з и к л', '$', '*', ' ', '\u0000', 'әкімдік']
  const find = compileWords([...hostile, ...Array.from({ length: 91 }, (_, n) => `к${'а'.repeat(n)}к п`)])
  const started = process.threadCpuUsage()
  expect([find('а'.repeat(60_000)), find('каак пп '.repeat(9000)), find('әкімдік '.repeat(9000))].map(found => found.length > 0)).toEqual([false, false, true])
  const { user, system } = process.threadCpuUsage(started)
  expect((user + system) / 1000).toBeLessThan(2000)
})

test('a list is tried on the posts of the last seven days: hits of each word, and how many of them are noise', async () => {
  const { office } = await setUp()
  for (const text of ['Көлді әкімдігі, Абай көшесінде су жоқ', 'Су жоқ болса да жаңа үй сатылады, арзан баға! Звоните, скидка', 'Ауа райы тамаша']) await office.post(text)
  const trial = async (name: 'aigul' | 'erlan') => tryWords(office.world, await office.sees(name).viewer(), { organisationId: office.place('koldi'), words: ['су жоқ', 'әкімдік', 'қар'] })
  const tried = await trial('aigul')
  expect(tried).toMatchObject({ looked: 3, found: 2, noise: 1, words: [{ word: 'су жоқ', hits: 2, noise: 1 }, { word: 'әкімдік', hits: 1, noise: 0 }, { word: 'қар', hits: 0, noise: 0 }] })
  expect(tried.items.map(({ words, noise }) => [words.length, noise]).toSorted()).toEqual([[1, true], [2, false]])
  office.wait(9 * 24 * 60)
  expect(await trial('aigul')).toMatchObject({ looked: 0 })
  expect(await refused(trial('erlan'))).toMatchObject({ code: 'no-right' })
})

test('a source with words takes in the posts that hold one of them', async () => {
  const { server, office, poll } = await setUp()
  server.posts.splice(0, 20, { guid: '1', title: 'Хабар', text: 'Әкімдікте жиын өтті' }, { guid: '2', title: 'Хабар', text: 'Футбол кубогы ойналды' })
  const { id } = await createSource(office.world, byMachine, { url: `${server.origin}/feed`, organisationIds: [office.place('koldi')], zone: 'UTC', words: ['әкімдік'] })
  expect(await poll(id)).toMatchObject({ new: 1, health: { state: 'ok' } })
  expect(await countPosts(office, id)).toBe(1)
})
