// The contract is kept: each endpoint once asked for real, each answer held to its schema, and the OpenAPI document tells the same.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract, paths } from '#domain/contract.ts'
import { refusalCodes } from '#domain/refusal.ts'
import type { EndpointName } from '#domain/paths.ts'
import { openDesk, pastePost, registerPost, type TestDesk } from './desk.ts'
import { codeNow, ownPassword } from './newcomer.ts'
import { held, signInAs } from './person.ts'

let desk: TestDesk
beforeAll(async () => { desk = await openDesk() })
afterAll(async () => await desk.close())

const names = Object.keys(paths) as EndpointName[]
/** They answer with bytes. */
const files: EndpointName[] = ['media', 'export-journal', 'export-statistics', 'blob']
/** Reading without naming anything: what a screen of each role asks first. */
const plain = ['me', 'reference', 'counts', 'organisations', 'people', 'saved-views'] as const
const listed = ['feed', 'tickets', 'journal', 'promises', 'erasures', 'sources', 'notices', 'statistics'] as const
const views = ['mine', 'all', 'unassigned', 'due-today', 'overdue', 'returned', 'to-approve', 'to-publish', 'not-accepted', 'on-control', 'late-7', 'late-30', 'registered-today', 'first-replied-30'] as const

test.each(['aigul', 'aigerim', 'zhanna', 'bolat', 'kairat', 'sabit', 'darkhan', 'ruslan', 'vera'])('all that %s reads is what the contract says', async (login) => {
  const person = await desk.as(login)
  for (const name of plain) await person.ask(name)
  for (const name of listed) {
    const answer = await person.send(name)
    if (answer.status === 200) expect(contract[name].result.parse(answer.body)).toEqual(answer.body)
    else expect(answer.status).toBe(403)
  }
  for (const view of views) await person.ask('tickets', { view, limit: 5 })
  await person.ask('search', { words: 'су жоқ', limit: 5 })
  const { items } = await person.ask('tickets', { limit: 200 })
  for (const { id, number } of items.slice(0, 12)) expect(await person.ask('ticket', { ticketId: number })).toEqual(await person.ask('ticket', { ticketId: id }))
  const { items: feed } = await person.ask('feed', { state: 'registered', limit: 5 })
  for (const { post: { id: postId }, organisationId } of feed) for (const name of ['post', 'similar'] as const) await person.ask(name, { postId, organisationId })
  for (const { id } of items.slice(0, 3)) await person.ask('similar-to-ticket', { ticketId: id })
})

test('pages of a list follow each other without a gap and without a double', async () => {
  const kairat = await desk.as('kairat')
  const all = (await kairat.ask('tickets', { limit: 200 })).items.map(({ id }) => id)
  const paged: string[] = []
  for (let after: string | undefined; ;) {
    const page = await kairat.ask('tickets', { limit: 7, after })
    paged.push(...page.items.map(({ id }) => id))
    if (page.next === null) break
    after = page.next
  }
  expect(all.length).toBeGreaterThan(14)
  expect(paged).toEqual(all)
})

test('every act there is, done once, answers what the contract says', async () => {
  const [aigul, zhanna, bolat, kairat, timur] = [await desk.as('aigul'), await desk.as('zhanna'), await desk.as('bolat'), await desk.as('kairat'), await desk.as('timur')]
  const organisationId = await desk.akimat('burabay')
  const bodyId = await desk.body('burabay', 'energy_utilities')
  const officerId = await desk.user('zhanna')
  await desk.guest.ask('demo-people')
  const spam = await pastePost(aigul, organisationId)
  await aigul.ask('dismiss', { postId: spam, organisationId, reason: 'spam', note: 'повтор рекламы' })
  await aigul.ask('restore', { postId: spam, organisationId })
  await aigul.ask('pass', { postId: await pastePost(aigul, organisationId), organisationId, toId: await desk.akimat('region') })
  const { ticketId } = await registerPost(aigul, organisationId)
  await aigul.ask('join', { postId: spam, organisationId, ticketId })
  await aigul.ask('detach', { ticketId, postId: spam })
  await kairat.ask('control', { ticketId, on: true })
  await aigul.ask('priority', { ticketId, priority: 'high' })
  await aigul.ask('correct', { ticketId, topic: 'utilities.heating', kind: 'request' })
  await aigul.ask('formal-number', { ticketId, formalNumber: 'ЖТ-2026-00012345' })
  await kairat.ask('grade', { ticketId, grade: 4 })
  await aigul.ask('assign', { ticketId, bodyId, officerId })
  await zhanna.ask('return', { ticketId, reason: 'не наше' })
  await aigul.ask('assign', { ticketId, bodyId })
  await bolat.ask('reassign', { ticketId, officerId })
  await zhanna.ask('accept', { ticketId })
  await bolat.ask('co-executors', { ticketId, userIds: [] })
  await zhanna.ask('ask-author', { ticketId, text: 'Какой дом?' })
  await aigul.ask('post-question', { ticketId, permalink: 'https://social.example/question/1' })
  await aigul.ask('author-answered', { ticketId, text: 'Дом 5' })
  await zhanna.ask('request-extension', { ticketId, reason: 'materials', dueOn: '2026-12-01' })
  await bolat.ask('decide-extension', { ticketId, grant: true })
  const twin = await registerPost(aigul, organisationId)
  await aigul.ask('merge', { ticketId: twin.ticketId, mainId: ticketId })
  await aigul.ask('unmerge', { ticketId: twin.ticketId })
  await zhanna.ask('contact', { ticketId, phone: '+7 701 000 00 00' })
  expect(await aigul.ask('read-contact', { ticketId })).toMatchObject({ phone: '+7 701 000 00 00', name: null })
  const reply = { ticketId, kind: 'final', result: 'explained', text: 'Здравствуйте! Работы идут до пятницы.' } as const
  await zhanna.ask('submit', reply)
  await zhanna.ask('withdraw', { ticketId })
  await zhanna.ask('submit', reply)
  await bolat.ask('reject', { ticketId, note: 'назовите улицу' })
  await zhanna.ask('submit', reply)
  await bolat.ask('approve', { ticketId })
  await aigul.ask('send-back', { ticketId, note: 'нет казахского текста' })
  await zhanna.ask('submit', reply)
  await bolat.ask('approve', { ticketId })
  await aigul.ask('publish', { ticketId, permalink: 'https://social.example/answer/2' })
  const { posts } = await aigul.ask('ticket', { ticketId })
  await aigul.ask('answer-under', { ticketId, postId: posts[0]?.post.id ?? '', permalink: 'https://social.example/answer/3' })
  await aigul.ask('close', { ticketId })
  const promised = await registerPost(aigul, organisationId, { bodyId, officerId })
  await zhanna.ask('accept', { ticketId: promised.ticketId })
  await zhanna.ask('submit', { ticketId: promised.ticketId, kind: 'interim', text: 'Бригада выехала.', promisedOn: '2027-01-15' })
  await bolat.ask('approve', { ticketId: promised.ticketId })
  await aigul.ask('publish', { ticketId: promised.ticketId, permalink: 'https://social.example/interim/1' })
  await bolat.ask('promise', { ticketId: promised.ticketId, outcome: 'moved', on: '2027-01-20', reason: 'нет труб' })
  await bolat.ask('promise', { ticketId: promised.ticketId, outcome: 'kept' })
  expect((await kairat.ask('promises', { view: 'kept' })).items.find(({ ticketId }) => ticketId === promised.ticketId)).toMatchObject({ firstOn: '2027-01-15', promisedOn: '2027-01-20', moves: 1 })
  await aigul.ask('reopen', { ticketId, reason: 'воды снова нет' })
  await aigul.ask('note', { ticketId, text: 'позвонили' })
  const story = await aigul.ask('ticket', { ticketId })
  expect([story.published.length, story.evidence.map(one => one.of)]).toEqual([1, ['post', 'post', 'reply', 'reply']])
  const gas = await timur.ask('create-organisation', { kind: 'external', parentId: organisationId, names: { kk: 'Газ', ru: 'Газ', en: 'Gas' } })
  const outside = await registerPost(aigul, organisationId)
  const handed = { ticketId: outside.ticketId, bodyId: gas.id, text: 'Передано в ДЧС', permalink: 'https://social.example/handed/1', formalNumber: 'ИСХ-17' }
  await aigul.ask('hand-over', handed)
  await aigul.ask('take-back', { ticketId: outside.ticketId, reason: 'это не к ним' })
  await aigul.ask('hand-over', handed)
  await aigul.ask('body-answered', { ticketId: outside.ticketId, text: 'ответили' })
  const undone = await registerPost(aigul, organisationId)
  await aigul.ask('annul', { ticketId: undone.ticketId })
  const { postId: erased } = await registerPost(aigul, organisationId)
  const asked = await aigul.ask('request-erasure', { organisationId, of: 'post', postId: erased })
  expect((await kairat.ask('erasures', {})).items.find(({ id }) => id === asked.id)).toMatchObject({ state: 'asked' })
  await kairat.ask('erasure', { erasureId: asked.id })
  expect(await kairat.ask('erase', { erasureId: asked.id, strike: ['Айгүл'] })).toMatchObject({ state: 'decided' })
  const { id: other } = await aigul.ask('request-erasure', { organisationId, of: 'post', postId: await pastePost(aigul, organisationId) })
  expect(await kairat.ask('refuse-erasure', { erasureId: other, reason: 'это не его пост' })).toMatchObject({ state: 'refused', reason: 'это не его пост' })
  await timur.ask('preview-retention', { months: { dismissed: 1 } })
  await timur.ask('set-retention', { months: { 'dismissed': 12, 'dead-letters': null } })
  expect((await timur.ask('retention')).kinds.find(({ kind }) => kind === 'dismissed')).toMatchObject({ months: 12, leastMonths: 1, atMost: 0 })
  const { items: notices } = await zhanna.ask('notices', {})
  await zhanna.ask('read-notices', { ids: notices.map(({ id }) => id) })
  const names = { kk: 'Жаңа бөлім', ru: 'Новый отдел', en: 'New section' }
  const made = await timur.ask('create-organisation', { kind: 'department', parentId: organisationId, names, code: 'new_dept' })
  await Promise.all([timur.ask('change-organisation', { organisationId: made.id, names, topics: ['utilities.water_supply'] }), timur.ask('set-prefix', { organisationId, prefix: 'БУР' })])
  const { edition } = await kairat.ask('terms', { organisationId })
  await timur.ask('set-terms', { organisationId, edition, rules: [{ topic: 'utilities', priority: 'high', firstReplyMinutes: 120 }] })
  expect((await aigul.ask('terms', { organisationId })).rules).toHaveLength(1)
  const rule = { organisationId, topic: 'utilities.heating', bodyId }
  await kairat.ask('preview-rule', rule)
  const { ruleId, version } = await kairat.ask('create-rule', { ...rule, place: '117000000' })
  await timur.ask('change-rule', { ...rule, ruleId, version, effect: 'assign' })
  const pushed = await registerPost(aigul, organisationId)
  for (const reason of ['не наше', 'снова не наше']) {
    await kairat.ask('assign', { ticketId: pushed.ticketId, bodyId, officerId })
    await zhanna.ask('return', { ticketId: pushed.ticketId, reason })
  }
  await kairat.ask('correct', { ticketId: pushed.ticketId, topic: 'health.clinics' })
  await kairat.ask('assign', { ticketId: pushed.ticketId, bodyId })
  const { rules, offers } = await kairat.ask('rules', { organisationId })
  expect(rules.map(({ id }) => id)).toEqual([ruleId])
  const offer = offers.find(one => one.ticketId === pushed.ticketId)
  expect((await kairat.ask('ticket', { ticketId: pushed.ticketId })).ruleOffer).toEqual({ topic: offer?.topic, place: offer?.place, bodyId })
  await kairat.ask('decide-rule-offer', { organisationId, topic: offer?.topic ?? null, place: offer?.place ?? null, accept: true })
  await timur.ask('read-people-file', { csv: 'login,name,role\nfile.officer,Файл Адамы,press' })
  const user = await timur.ask('create-user', { login: 'new.officer', name: 'Жаңа Адам', grants: [{ role: 'officer', organisationId: made.id }] })
  const gone = await timur.ask('set-leave', { userId: user.id, fromOn: '2026-12-01', toOn: '2026-12-20' })
  const back = await timur.ask('end-leave', { userId: user.id, version: gone.version })
  await timur.ask('change-grants', { userId: user.id, version: back.version, add: [{ role: 'head', organisationId: made.id }] })
  await timur.ask('name-deputy', { userId: user.id, deputyId: null })
  for (const name of ['block-user', 'unblock-user'] as const) await timur.ask(name, { userId: user.id, reason: 'ошибка' })
  const { warning } = await timur.ask('calendar')
  const list = await timur.ask('calendar-year', { year: warning ?? 0 })
  const days = list.days.map(({ for: holiday, ...day }) => ({ ...day, ...holiday !== null && { for: holiday } }))
  await timur.ask('preview-calendar-year', { year: 2027, days })
  await timur.ask('set-calendar-year', { year: 2027, version: list.version, confirmed: true, days, source: 'Приказ министра труда' })
  expect([warning, (await timur.ask('calendar')).warning]).toEqual([2027, null])
  const [source] = (await timur.ask('sources')).items
  for (const [on, words] of [[true, ['акимат']], [false, []]] as const) await Promise.all([timur.ask('pause-source', { sourceId: source?.id ?? '', on }), timur.ask('set-source-words', { sourceId: source?.id ?? '', words: [...words] })])
  await Promise.all([timur.ask('collect-now', { sourceId: source?.id ?? '' }), timur.ask('try-source', { address: source?.url ?? '' })])
  const table = { organisationId, text: 'Отзыв;Дата\nНет воды;21.11.2026' }
  await aigul.ask('import-table', { ...table, network: '2gis', columns: (await aigul.ask('read-table', table)).columns })
  await aigul.ask('try-words', { organisationId, words: ['су жоқ', 'акимат'] })
  await timur.ask('create-source', { url: 'https://news.example/feed.xml', organisationIds: [organisationId] })
  await aigul.ask('save-view', { screen: 'feed', name: 'Су', query: {} }).then(() => aigul.ask('drop-view', { screen: 'feed', name: 'Су' }))
  await Promise.all([kairat.ask('statistics', { organisationId }), kairat.ask('journal', { organisationId })])
  const { id: linkId, path } = await bolat.ask('create-board-link', { organisationId: bodyId, name: 'Холл' })
  await desk.guest.ask('wall', { token: path.split('#')[1] ?? '' })
  await bolat.ask('board-links')
  await bolat.ask('revoke-board-link', { linkId })
  const vera = await desk.as('vera')
  await vera.ask('trail', {})
  await vera.ask('trail-proof', {})
  await bolat.ask('sign-out')
})

test('the answer of a draft is what the contract says', async () => {
  const [aigul, zhanna] = [await desk.as('aigul'), await desk.as('zhanna')]
  const officerId = await desk.user('zhanna')
  const { ticketId } = await registerPost(aigul, await desk.akimat('burabay'), { bodyId: await desk.body('burabay', 'energy_utilities'), officerId })
  await zhanna.ask('accept', { ticketId })
  await zhanna.ask('draft', { ticketId, text: 'Здравствуйте!' })
})

test('the answers about accounts are what the contract says', async () => {
  const timur = await desk.as('timur')
  const bodyId = await desk.body('burabay', 'energy_utilities')
  const { id, login } = await timur.ask('create-user', { login: 'asked.in', name: 'Шақырылған Адам', grants: [{ role: 'officer', organisationId: bodyId }] })
  const token = (await timur.ask('invite', { userId: id })).path.replace('/invitation#', '')
  await desk.guest.ask('look-at-invitation', { token })
  await desk.guest.ask('accept-invitation', { token, password: ownPassword })
  const person = await signInAs(desk.url, login, ownPassword)
  const { secret } = await person.ask('begin-second-factor', { password: ownPassword })
  const { recoveryCodes } = await person.ask('confirm-second-factor', { code: codeNow(desk, secret) })
  const renewed = await person.ask('renew-recovery-codes', { password: ownPassword, code: recoveryCodes[0] ?? '' })
  await person.ask('drop-second-factor', { password: ownPassword, code: renewed.recoveryCodes[0] ?? '' })
  await (await signInAs(desk.url, login, ownPassword)).ask('change-password', { password: ownPassword, newPassword: 'бес сары терезе жабық' })
  await (await signInAs(desk.url, login, 'бес сары терезе жабық')).ask('end-other-sessions')
  await timur.ask('set-security', await timur.ask('security'))
  await timur.ask('reset-second-factor', { userId: id })
})

test('no endpoint was left out above', () => {
  expect(names.filter(name => !held.has(name))).toEqual(files)
})

type Json = Record<string, unknown>
interface Parameter { name: string, in: string, required: boolean, schema: Json }
type Media = Record<string, { schema: Json }>
interface Operation {
  operationId: string
  security: Json[]
  parameters: Parameter[]
  requestBody?: { content: Media }
  responses: Record<string, { description: string, content: Media }>
}
interface Document { openapi: string, info: Json, paths: Record<string, Record<string, Operation>>, components: { securitySchemes: Json } }

const document = async () => (await desk.guest.raw({ path: '/api/openapi.json' })).body as Document

test('the OpenAPI document is of version 3.1 and names every endpoint once, by its method and address', async () => {
  const { openapi, info, paths: addresses, components } = await document()
  expect(openapi).toMatch(/^3\.1\.\d$/)
  expect(info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
  const told = Object.entries(addresses).flatMap(([address, methods]) => Object.entries(methods).map(([method, { operationId }]) => [operationId, method.toUpperCase(), address]))
  expect(told.sort()).toEqual(names.map(name => [name, paths[name][0], paths[name][1].replace(/:(\w+)/g, '{$1}')]).sort())
  expect(components.securitySchemes).toEqual({ session: { type: 'apiKey', in: 'cookie', name: 'qulaq_session' } })
})

test('every operation says what goes in, what comes out and what a refusal looks like', async () => {
  const { paths: addresses } = await document()
  for (const [address, methods] of Object.entries(addresses)) {
    for (const [method, { operationId, parameters, requestBody, responses, security }] of Object.entries(methods)) {
      const inPath = parameters.filter(one => one.in === 'path')
      expect([operationId, inPath.map(({ name }) => name)]).toEqual([operationId, [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)])
      expect(inPath.every(({ required }) => required)).toBe(true)
      expect(parameters.every(({ name, schema }) => name !== '' && typeof schema === 'object')).toBe(true)
      expect(new Set(parameters.map(one => `${one.in} ${one.name}`)).size).toBe(parameters.length)
      if (method === 'get' || method === 'delete') expect(requestBody).toBeUndefined()
      expect(security).toEqual(['sign-in', 'demo-people', 'wall', 'look-at-invitation', 'accept-invitation'].includes(operationId) ? [] : [{ session: [] }])
      const problem = responses.default?.content['application/problem+json']?.schema.properties as Record<string, Json> | undefined
      expect(problem?.code?.enum).toEqual([...refusalCodes, 'bug'])
      const [media, result] = Object.entries(responses['200']?.content ?? {})[0] ?? []
      expect([operationId, media]).toEqual([operationId, files.some(file => file === operationId) ? expect.not.stringContaining('json') : 'application/json'])
      expect(result?.schema).toMatchObject({ type: files.some(file => file === operationId) ? 'string' : 'object' })
    }
  }
})

test('no schema of the document points to something that is not in it', async () => {
  const { text } = await desk.guest.raw({ path: '/api/openapi.json' })
  expect(text).not.toContain('"$ref"')
  expect(text).not.toContain('"$schema"')
})
