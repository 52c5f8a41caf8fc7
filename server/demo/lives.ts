// What happened to each of the demo's posts: a list of moments, each carried out by the real act under a moved clock.
import { addWorkingMinutes, type Calendar } from '#domain/calendar.ts'
import type { DismissalReason } from '#domain/triage.ts'
import { later, toInstant, toMs, type Instant } from '#domain/time.ts'
import type { DemoPost } from './posts.ts'
import lives from './replies.json' with { type: 'json' }

export interface Moment { at: Instant, post: DemoPost, act: string, by: string, life: Life }

export interface Life {
  post: string
  body: string
  officer: string | null
  joins: string[]
  interim: string | null
  reply: string | null
  note: string | null
  result: 'solved' | 'explained' | 'planned' | 'refused' | null
  promisedInDays: number
  acts: { act: string, hours: number, by: string }[]
}

const written: Life[] = lives.map(life => ({
  post: life.post, body: life.body, officer: life.officer, joins: life.joins ?? [], interim: life.interim ?? null, reply: life.reply ?? null, note: life.note ?? null,
  result: (life.result ?? null) as Life['result'], promisedInDays: life.promisedInDays ?? 3, acts: life.acts,
}))

/** Noise is dismissed for what it is. */
export const dismissalOf: Partial<Record<string, DismissalReason>> = { news: 'news', advert: 'advert', spam: 'spam', thanks: 'thanks', other: 'opinion' }

const bare: Omit<Life, 'post' | 'acts'> = { joins: [], interim: null, reply: null, note: null, result: null, promisedInDays: 3, officer: null, body: '' }

/** Press services and the bodies that take what has no life of its own; the region has no staffed body, so there it waits. */
const usual: Record<string, { press: string, body: string, officer: string, head: string } | { press: string }> = {
  burabay: { press: 'denis', body: 'improvement_dept', officer: 'arman', head: 'saule' },
  tselinograd: { press: 'dana', body: 'roads_transport', officer: 'alina', head: 'yerbol' },
  region: { press: 'aigerim' },
}

const usualReply = (text: string): string => /[әғқңөұүһі]/i.test(text)
  ? 'Сәлеметсіз бе! Жазғаныңызға рақмет. Бөлім мәселені орнында қарап шықты: жұмыс осы айдың жоспарына енгізілді, барысын бөлім маманы бақылайды. Нәтижесін осы жерде жазамыз.'
  : 'Здравствуйте! Спасибо, что написали. Специалист отдела выезжал на место: работа включена в план этого месяца, за ходом следит отдел. О результате напишем здесь же.'

/** Younger posts still wait in the feed: everybody has work. */
const waitsHours = 34

const lifeOf = (post: DemoPost, ageHours: number): Life | null => {
  const reason = dismissalOf[post.kind]
  const people = usual[post.akimat]
  if (!people) return null
  if (reason) return ageHours < 4 ? null : { ...bare, post: post.id, acts: [{ act: 'dismiss', hours: 0.4, by: people.press }] }
  if (ageHours < waitsHours) return null
  const register = { act: 'register', hours: 0.5, by: people.press }
  if (!('body' in people)) return { ...bare, post: post.id, acts: [register] }
  const { press, body, officer, head } = people
  return {
    ...bare, post: post.id, body, officer, reply: usualReply(post.text), result: 'explained',
    acts: [
      register, { act: 'assign', hours: 0.7, by: press }, { act: 'accept', hours: 1.2, by: officer }, { act: 'submit', hours: 7, by: officer },
      { act: 'approve', hours: 8, by: head }, { act: 'publish', hours: 8.5, by: press },
    ],
  }
}

/** The office sleeps: what falls outside its hours is done at the next opening, each act after the one before. */
const inOffice = (calendar: Calendar, at: Instant): Instant => {
  const moment = addWorkingMinutes(calendar, at, 0)
  return 'at' in moment ? moment.at : at
}

type Timed = Omit<Moment, 'life'>

/** A post about the same thing is joined when it has come and the ticket has its number. */
const joinsOf = (posts: readonly DemoPost[], calendar: Calendar, life: Life, registered: Timed): Timed[] =>
  posts.filter(({ id }) => life.joins.includes(id)).map((post) => {
    const seen = inOffice(calendar, toInstant(toMs(post.at) + 20 * 60_000))
    return { at: later(seen, toInstant(toMs(registered.at) + 60_000)), post, act: 'join', by: registered.by }
  })

const timed = (calendar: Calendar, post: DemoPost, life: Life): Timed[] => {
  const start = inOffice(calendar, post.at)
  let last = start
  return life.acts.map(({ act, hours, by }) => {
    last = later(inOffice(calendar, toInstant(toMs(start) + hours * 3_600_000)), toInstant(toMs(last) + 60_000))
    return { at: last, post, act, by }
  })
}

/** All moments before `now`, in order of time. */
export const momentsOf = (posts: readonly DemoPost[], calendar: Calendar, now: Instant): Moment[] => {
  const joined = new Set(written.flatMap(({ joins }) => joins))
  const moments = posts.filter(({ id, at }) => at <= now && !joined.has(id)).flatMap((post) => {
    const life = written.find(one => one.post === post.id) ?? lifeOf(post, (toMs(now) - toMs(post.at)) / 3_600_000)
    if (!life) return []
    const acts = timed(calendar, post, life)
    const [first] = acts
    const joins = first ? joinsOf(posts, calendar, life, first) : []
    return [...acts, ...joins].map(moment => ({ ...moment, life }))
  })
  return moments.filter(({ at }) => at < now).sort((a, b) => a.at < b.at ? -1 : 1)
}
