// The words of the demo, of the glossary and of refusals hold together: real codes, varied voices, no real phones, and texts of refusals that read well in three languages.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ticketActs, triageActs } from '#domain/acts.ts'
import { kinds, languages, mentions, sentiments, urgencies } from '#domain/classification.ts'
import { organisationKinds } from '#domain/organisation.ts'
import { refusalCodes } from '#domain/refusal.ts'
import { replyStates } from '#domain/reply.ts'
import { healthReasons, healthStates } from '#domain/source.ts'
import { results, ticketStates } from '#domain/ticket.ts'
import { dismissalReasons, triageStates } from '#domain/triage.ts'
import { roles } from '#domain/user.ts'
import { problemTexts } from '../../server/http/problem-texts.ts'
import departmentsFile from '../../server/domain/data/departments.json' with { type: 'json' }
import { courses } from '../../server/demo/courses.ts'
import { demoLines } from '../../server/demo/posts.ts'
import answersFile from '../../server/demo/answers.json' with { type: 'json' }
import peopleFile from '../../server/demo/people.json' with { type: 'json' }
import placesFile from '../../server/analyse/data/places.json' with { type: 'json' }
import repliesFile from '../../server/demo/replies.json' with { type: 'json' }
import topicsFile from '../../server/analyse/data/topics.json' with { type: 'json' }

const akimats = ['region', 'burabay', 'tselinograd'] as const
const scripts = ['cyrillic', 'nomarks', 'latin', 'ru', 'mixed'] as const
const lives = ['assigned', 'in-work', 'returned', 'review', 'rejected', 'interim', 'answered', 'closed', 'overdue'] as const
const names = z.strictObject({ kk: z.string().min(3), ru: z.string().min(3), en: z.string().min(3) })
const posts = z.array(z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/), akimat: z.enum(akimats), network: z.literal('feed').optional(), channel: z.string().min(3), author: z.string().nullable(),
  title: z.string().optional(), text: z.string().min(15).max(600), hoursAgo: z.number().min(0.1).max(400).optional(), live: z.literal(true).optional(),
  daysAgo: z.number().int().min(1).max(59).optional(), time: z.string().regex(/^(?:0[6-9]|1\d|2[0-3]):[0-5]\d$/).optional(),
  course: z.string().optional(), officer: z.string().optional(), main: z.string().optional(),
  script: z.enum(scripts), kind: z.enum(kinds), danger: z.boolean(), topic: z.string(), campaign: z.string().optional(), story: z.string().optional(),
})).parse(demoLines)
const { people, bodies, akimats: organisations } = z.strictObject({
  akimats: z.array(z.strictObject({ slug: z.enum(akimats), kato: z.string(), parent: z.literal('region').nullable(), prefix: z.string(), names })),
  bodies: z.array(z.strictObject({ code: z.string(), kind: z.enum(organisationKinds), akimats: z.array(z.enum(akimats)), names })),
  people: z.array(z.strictObject({
    login: z.string().regex(/^[a-z]{2,20}$/), name: z.string().min(5),
    roles: z.array(z.strictObject({ role: z.enum(roles), organisation: z.string() })).min(1), deputy: z.string().optional(),
  })),
}).parse(peopleFile)
const replies = z.array(z.strictObject({
  post: z.string(), body: z.string(), officer: z.string(), steps: z.enum(lives), language: z.enum(['kk', 'ru']), joins: z.array(z.string()).optional(),
  interim: z.string().min(60).optional(), reply: z.string().min(60).optional(), note: z.string().optional(), result: z.enum(results).optional(),
  promisedInDays: z.number().int().positive().optional(),
  acts: z.array(z.strictObject({ act: z.enum([...triageActs, ...ticketActs]), hours: z.number().positive(), by: z.string() })),
})).parse(repliesFile)

const postById = new Map(posts.map(post => [post.id, post]))
const organisationIds = new Set([...akimats, ...bodies.flatMap(body => body.akimats.map(akimat => `${akimat}/${body.code}`))])
const holds = (login: string, role: string, organisation: string) =>
  people.some(person => person.login === login && person.roles.some(grant => grant.role === role && grant.organisation === organisation))
const unique = (values: string[]) => expect(values.filter((value, at) => values.indexOf(value) !== at)).toEqual([])
const countBy = (values: string[]) => Object.fromEntries(Object.entries(Object.groupBy(values, value => value)).map(([value, all]) => [value, all?.length ?? 0]))
const atLeast = (values: string[], floor: Record<string, number>) => {
  const counts = countBy(values)
  expect(Object.entries(floor).filter(([value, least]) => (counts[value] ?? 0) < least), JSON.stringify(counts)).toEqual([])
}

const shingles = (text: string) => {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  return new Set(Array.from({ length: Math.max(1, plain.length - 4) }, (_, at) => plain.slice(at, at + 5)))
}
const jaccard = (a: Set<string>, b: Set<string>) => {
  const shared = [...a].filter(shingle => b.has(shingle)).length
  return shared / (a.size + b.size - shared)
}
/** Share of letters that only Kazakh has; names of people bring a few into Russian texts. */
const kazakhShare = (text: string) => (text.match(/[әғқңөұүһі]/gi) ?? []).length / (text.match(/\p{L}/gu) ?? []).length

test('every post has its own id, is either history or live, and its topic is in the list of topics', () => {
  unique(posts.map(post => post.id))
  const topics = new Set([...topicsFile.sectors.flatMap(sector => sector.topics.map(topic => topic.code)), 'other'])
  expect(posts.filter(post => !topics.has(post.topic)).map(post => post.topic)).toEqual([])
  expect(posts.filter(({ hoursAgo, daysAgo, live }) => [hoursAgo, daysAgo, live].filter(given => given !== undefined).length !== 1).map(post => post.id)).toEqual([])
  expect(posts.filter(({ daysAgo, time }) => (daysAgo === undefined) !== (time === undefined)).map(post => post.id)).toEqual([])
  expect(posts.filter(({ course }) => course !== undefined && !Object.hasOwn(courses, course)).map(post => post.id)).toEqual([])
})

test('the demo has sixty days of posts of every kind, in every way of writing, at every akimat, and hours of live ones', () => {
  expect(posts.filter(post => !post.live).length).toBeGreaterThanOrEqual(400)
  expect(new Set(posts.map(post => post.daysAgo)).size).toBeGreaterThanOrEqual(55)
  atLeast(posts.map(post => post.script), { cyrillic: 20, nomarks: 10, latin: 6, ru: 25, mixed: 8 })
  atLeast(posts.map(post => post.kind), { complaint: 30, question: 8, request: 6, thanks: 5, proposal: 5, news: 4, other: 3, spam: 3, advert: 2 })
  atLeast(posts.map(post => post.akimat), { burabay: 40, tselinograd: 20, region: 8 })
  atLeast(posts.map(({ text }) => text.length < 80 ? 'short' : text.length > 400 ? 'long' : 'usual'), { short: 4, long: 3, usual: 50 })
  expect(posts.filter(post => post.live).length).toBeGreaterThanOrEqual(50)
  expect(posts.filter(post => post.danger).length).toBeGreaterThanOrEqual(8)
})

test('a post is written in the letters that it says it is written in', () => {
  const kazakh = /[әғқңөұүһі]/i
  const cyrillic = /\p{Script=Cyrillic}/u
  const wrong = posts.filter(({ script, text }) => ({
    cyrillic: !kazakh.test(text), nomarks: kazakh.test(text) || !cyrillic.test(text), latin: cyrillic.test(text),
    ru: kazakh.test(text) || !cyrillic.test(text), mixed: !kazakh.test(text),
  })[script])
  expect(wrong.map(post => post.id)).toEqual([])
  const halfAlphabet = /[a-z]\p{Script=Cyrillic}|\p{Script=Cyrillic}[a-z]/iu
  expect(posts.filter(post => halfAlphabet.test(post.text)).map(post => post.id)).toEqual([])
})

test('no two posts share four tenths of their five-letter shingles, those of the campaign excepted', () => {
  const sets = posts.map(post => ({ post, set: shingles(post.text) }))
  const close = sets.flatMap((a, at) => sets.slice(at + 1).flatMap((b) => {
    const same = a.post.campaign !== undefined && a.post.campaign === b.post.campaign
    return (jaccard(a.set, b.set) < 0.4) === same ? [`${a.post.id} ~ ${b.post.id}`] : []
  }))
  expect(close).toEqual([])
})

test('a campaign is six near-identical posts by six authors within an hour', () => {
  const campaign = posts.filter(post => post.campaign === 'pines-lake')
  expect(campaign.length).toBe(6)
  unique(campaign.map(post => post.author ?? ''))
  const hours = campaign.map(post => post.hoursAgo ?? Number.NaN)
  expect(Math.max(...hours) - Math.min(...hours)).toBeLessThan(1)
})

test('one problem is told by two or more posts of one akimat', () => {
  const stories = Object.values(Object.groupBy(posts.filter(post => post.story), post => post.story ?? ''))
  expect(stories.length).toBeGreaterThanOrEqual(4)
  for (const story of stories) {
    expect(story?.length ?? 0).toBeGreaterThanOrEqual(2)
    expect(new Set(story?.map(post => post.akimat)).size).toBe(1)
  }
})

test('no text holds anything like a phone number, a card or an address of a person', () => {
  const texts = [...posts.flatMap(post => [post.text, post.title ?? '', post.author ?? '']), ...replies.flatMap(life => [life.reply, life.interim, life.note].map(text => text ?? '')), JSON.stringify(answersFile)]
  expect(texts.filter(text => /\+\d{3}|(?:\d[\s()-]*){7,}|\S@\S|https?:/.test(text))).toEqual([])
})

test('the akimats of the demo exist, and bodies and people belong to them', () => {
  const places = new Map(placesFile.map(place => [place.kato, place.name_kk]))
  expect(organisations.map(akimat => [akimat.slug, places.get(akimat.kato)])).toEqual([
    ['region', 'Ақмола облысы'], ['burabay', 'Бурабай ауданы'], ['tselinograd', 'Целиноград ауданы'],
  ])
  unique(organisations.map(akimat => akimat.prefix))
  const known = new Set([...departmentsFile.departments.map(department => department.code), 'water_enterprise'])
  expect(bodies.filter(body => !known.has(body.code))).toEqual([])
  unique(people.map(person => person.login))
  const logins = new Set(people.map(person => person.login))
  expect(people.filter(person => person.deputy !== undefined && (!logins.has(person.deputy) || person.deputy === person.login))).toEqual([])
  expect(people.flatMap(person => person.roles).filter(grant => !organisationIds.has(grant.organisation))).toEqual([])
  atLeast(people.flatMap(person => person.roles.map(grant => grant.role)), Object.fromEntries(roles.map(role => [role, 1])))
})

test('a life in the demo belongs to a historical post and is lived by people who may do each act', () => {
  unique(replies.flatMap(life => [life.post, ...life.joins ?? []]))
  for (const life of replies) {
    const post = postById.get(life.post)
    const body = `${post?.akimat}/${life.body}`
    expect(holds(life.officer, 'officer', body), `${life.post}: officer`).toBe(true)
    expect(life.joins?.filter(id => postById.get(id)?.akimat !== post?.akimat || postById.get(id)?.live) ?? []).toEqual([])
    for (const { act, hours, by } of life.acts) {
      expect(hours, `${life.post}: ${act}`).toBeLessThan(post?.hoursAgo ?? 0)
      const organisation = ['register', 'assign', 'publish', 'close'].includes(act) ? post?.akimat ?? '' : body
      const role = organisation !== body ? 'press' : ['approve', 'reject'].includes(act) ? 'head' : 'officer'
      expect(holds(by, role, organisation), `${life.post}: ${act} by ${by}`).toBe(true)
    }
    expect(life.acts.map(step => step.hours)).toEqual(life.acts.map(step => step.hours).toSorted((a, b) => a - b))
  }
})

test('a life in the demo ends where it says, with the texts that its acts demand', () => {
  const lastAct: Record<typeof lives[number], string> = {
    'assigned': 'assign', 'in-work': 'accept', 'overdue': 'accept', 'returned': 'return', 'review': 'submit', 'rejected': 'reject',
    'interim': 'publish', 'answered': 'publish', 'closed': 'close',
  }
  expect(new Set(replies.map(life => life.steps)).size).toBe(lives.length)
  for (const life of replies) {
    expect(life.acts.at(-1)?.act, life.post).toBe(lastAct[life.steps])
    const texts = [life.interim, life.reply].filter(text => text !== undefined)
    expect(life.acts.filter(step => step.act === 'submit').length, life.post).toBe(texts.length)
    expect(life.result === undefined, life.post).toBe(life.reply === undefined)
    if (['returned', 'rejected'].includes(life.steps)) expect(life.note, life.post).toBeDefined()
    if (life.result === 'planned' || life.interim) expect(life.promisedInDays, life.post).toBeDefined()
    const script = postById.get(life.post)?.script
    expect(life.language, life.post).toBe(script === 'ru' ? 'ru' : 'kk')
    for (const text of texts) expect(kazakhShare(text) > 0.06, `${life.post}: ${kazakhShare(text)}`).toBe(life.language === 'kk')
  }
})

test('every refusal says in three languages what happened, and no ending is glued to a value', () => {
  for (const code of refusalCodes) {
    const { kk, ru, en } = problemTexts[code]
    const placeholders = [kk, ru, en].map(text => (text.match(/\{\w+\}/g) ?? []).toSorted().join())
    expect(new Set(placeholders).size, code).toBe(1)
    for (const text of [kk, ru, en]) {
      expect(text, code).toMatch(/^\p{Lu}[^]{20,}\.$/u)
      expect(text.replaceAll(/(?<=: |\. |[(«“])\{\w+\}(?=[.;,)»”]| \()/g, ''), code).not.toMatch(/[{}]/)
    }
    expect([/[әғқңөұүі]/i.test(kk), /[әғқңөұүі]/i.test(ru.replace('Құлақ', '')), /\p{Script=Cyrillic}/u.test(en)], code).toEqual([true, false, false])
  }
})

test('the glossary has a word in three languages for every code that a screen can show, and calls no ticket an appeal', () => {
  const sections = readFileSync(new URL('../../docs/glossary.md', import.meta.url), 'utf8').split(/^## /m)
  const rows = (heading: string) => (sections.find(section => section.startsWith(heading)) ?? '').split('\n')
    .map(line => line.split('|').map(cell => cell.trim())).filter(([, code, kk, ru, en]) => code?.startsWith('`') && kk && ru && en)
  const acts = [...triageActs, ...ticketActs]
  const demanded: Record<string, readonly string[]> = {
    'Roles': roles, 'States of triage': triageStates, 'States of a ticket': ticketStates, 'States and sorts of a reply': [...replyStates, 'final', 'interim'],
    'Acts (buttons)': acts, 'Acts (lines': acts, 'Reasons of dismissal': dismissalReasons, 'Results of closing': results, 'Kinds of posts': kinds,
    'Languages': [...languages, ...mentions], 'Urgency': urgencies, 'Sentiment': sentiments, 'Health of a source': [...healthStates, ...healthReasons],
  }
  for (const [heading, codes] of Object.entries(demanded)) {
    expect(codes.filter(code => !rows(heading).some(row => row[1] === `\`${code}\``)), heading).toEqual([])
  }
  const ofTickets = sections.filter(section => !/^(?:# Glossary|Nouns|To the author)/.test(section)).join('')
  expect(ofTickets + JSON.stringify(problemTexts)).not.toMatch(/жолданым|обращени/i)
})
