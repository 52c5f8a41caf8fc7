// Twenty days of two akimats by chance: real acts under a moved clock, the same history for the same seed.
import { Refusal } from '#domain/refusal.ts'
import { addDays, dayOf } from '#domain/time.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Triage } from '#domain/triage.ts'
import type { AtAkimat, Hands } from './hands.ts'
import { makeChance, type Chance } from './chance.ts'
import type { Name } from './tree.ts'

/** Where a history happens: an office of the tests, or a desk in another process. */
export interface Stage {
  as: (name: Name) => Hands
  user: (name: Name) => string
  place: (slug: string) => string
  post: (text: string, given: { at: string }) => Promise<AtAkimat>
  ticket: (id: string) => Promise<Ticket>
  triage: (post: AtAkimat) => Promise<Triage>
  wait: (minutes: number) => void
  clock: { now: string }
}

interface Cast { slug: string, press: Name, coordinator: Name, officer: Name, colleague: Name, head: Name, manager: Name }
const casts: Cast[] = [
  { slug: 'koldi', press: 'aigul', coordinator: 'kairat', officer: 'dana', colleague: 'erlan', head: 'gulnar', manager: 'marzhan' },
  { slug: 'taudy', press: 'tolkyn', coordinator: 'serik', officer: 'ularbek', colleague: 'fariza', head: 'fariza', manager: 'murat' },
]
const texts = ['Акимат, нет воды на улице', 'Әкімдік, жол қашан жөнделеді, көше', 'Акимат, фонари не горят у дома', 'Әкімдік, қоқыс шығарылмады, аула']

type Deed = (ticket: Ticket, cast: Cast) => Promise<unknown>

/** Every fifth time the body gets it without an officer. */
const namingOf = (stage: Stage, { slug, officer }: Cast, { next }: Chance) =>
  ({ bodyId: stage.place(`${slug}/water`), officerId: next() < 0.2 ? undefined : stage.user(officer) })

type Deeds = Partial<Record<Ticket['state'], Record<string, Deed>>>

/** What may happen to a ticket in each state; the first deed of each leads on. */
const deedsOf = (stage: Stage, chance: Chance, another: (ticket: Ticket, cast: Cast) => string): Deeds => {
  const hand = (name: Name): Hands => stage.as(name)
  const promised = () => addDays(dayOf(stage.clock.now), 5)
  const merge: Deed = (ticket, cast) => hand(cast.press).merge(ticket.id, another(ticket, cast))
  const handOver: Deed = ({ id }, { slug, press }) => hand(press).handOver(id, { bodyId: stage.place(`${slug}/gas`) })
  const extend: Deed = ({ id, extension, final }, { head, manager, officer }) => extension
    ? hand(chance.pick([head, manager])).decideExtension(id, chance.next() < 0.7, 'Мердігерді күтеміз')
    : hand(officer).requestExtension(id, addDays(dayOf(final.dueAt ?? stage.clock.now), chance.pick([1, 2, 3])))
  return {
    'registered': {
      assign: ({ id }, cast) => hand(cast.coordinator).assign(id, namingOf(stage, cast, chance)),
      annul: ({ id }, cast) => hand(cast.coordinator).annul(id, { reason: 'қате' }),
      close: ({ id }, cast) => hand(cast.coordinator).close(id, { result: 'post-deleted' }),
      merge, handOver,
    },
    'assigned': {
      accept: ({ id }, { officer }) => hand(officer).accept(id),
      return: ({ id }, { officer }) => hand(officer).returns(id),
      reassign: ({ id }, { head, officer }) => hand(head).reassign(id, { officerId: stage.user(officer), reason: 'ауысым' }),
      merge, handOver,
    },
    'in-work': {
      submit: ({ id }, { officer }) => hand(officer).submit(id, { text: `Жауап ${id}`, kind: 'final', result: 'solved' }),
      interim: ({ id }, { officer }) => hand(officer).submit(id, { text: `Аралық ${id}`, kind: 'interim', promisedOn: promised() }),
      return: ({ id }, { head }) => hand(head).returns(id),
      draft: ({ id }, { officer, colleague }) => hand(chance.pick([officer, officer, colleague])).draft(id, `Жоба ${chance.next()}`),
      askAuthor: ({ id }, { officer }) => hand(officer).askAuthor(id),
      merge, handOver, extend,
    },
    'waiting': {
      postQuestion: ({ id, questions }, { press, officer }) => questions?.at(-1)?.postedAt === null ? hand(press).postQuestion(id) : hand(officer).authorAnswered(id),
      authorAnswered: ({ id }, { officer }) => hand(officer).authorAnswered(id, { text: 'Үй 12' }),
      close: ({ id }, { head }) => hand(head).close(id, { result: 'no-data' }),
      merge, extend,
    },
    'review': {
      approve: ({ id }, { head }) => hand(head).approve(id),
      reject: ({ id }, { head }) => hand(head).reject(id, 'Толықтырыңыз'),
      withdraw: ({ id }, { officer }) => hand(officer).withdraw(id),
    },
    'approved': {
      publish: ({ id }, { press }) => hand(press).publish(id, undefined, chance.next() < 0.4 ? { proof: 'https://qala.example/done.jpg' } : {}),
      sendBack: ({ id }, { press }) => hand(press).sendBack(id, 'Қысқартыңыз'),
    },
    'answered': {
      close: ({ id }, { press }) => hand(press).close(id), reopen: ({ id }, { press }) => hand(press).reopen(id),
      answerUnder: ({ id, posts }, { press }) => hand(press).answerUnder(id, posts.at(-1)?.postId ?? ''),
    },
    'handed-over': { bodyAnswered: ({ id }, { press }) => hand(press).bodyAnswered(id, 'Газ қосылды'), takeBack: ({ id }, { press }) => hand(press).takeBack(id) },
    'merged': { unmerge: ({ id }, { press }) => hand(press).unmerge(id) },
    'closed': { reopen: ({ id }, { press }) => chance.next() < 0.1 ? hand(press).reopen(id) : Promise.resolve() },
  }
}

/** What may happen in nearly every state. A change to danger while the author is waited for has its own test. */
const besidesOf = (stage: Stage, { pick, next }: Chance): Record<string, Deed> => ({
  note: ({ id }, { head }) => stage.as(head).note(id, `Ескерту ${next()}`),
  detach: ({ id, posts: [, joined] }, { press }) => joined ? stage.as(press).detach(id, { postId: joined.postId }) : Promise.resolve(),
  control: ({ id, onControl }, { manager }) => stage.as(manager).control(id, !onControl),
  priority: ({ id, state, priority }, { coordinator }) =>
    state === 'waiting' ? Promise.resolve() : stage.as(coordinator).priority(id, { priority: pick(['danger', 'high', 'normal', 'low'] as const), reason: priority }),
  correct: ({ id }, { press }) => stage.as(press).correct(id, { topic: pick(['roads.potholes', 'utilities.water_supply']), place: pick([null, '117000000']) }),
  formalNumber: ({ id }, { press }) => stage.as(press).formalNumber(id, pick([null, 'ЖТ-2026-00123456'])),
  coExecutors: ({ id, coExecutorIds }, { head, colleague }) => stage.as(head).coExecutors(id, coExecutorIds.length ? [] : [stage.user(colleague)]),
  promise: ({ id, promisedOn }, { press }) => {
    const outcome = pick(['kept', 'broken', 'moved'] as const)
    return stage.as(press).promise(id, { outcome, reason: 'жағдай', ...outcome === 'moved' && { on: addDays(promisedOn ?? dayOf(stage.clock.now), 2) } })
  },
  grade: ({ id }, { manager }) => stage.as(manager).grade(id, { grade: pick([1, 3, 5] as const) }),
  contact: ({ id }, { press }) => stage.as(press).contact(id, { phone: '+7 700 000 00 00' }),
  readContact: ({ id }, { press }) => stage.as(press).readContact(id),
})

/** One history. `step` is one deed of somebody; steps may be taken by several at once. */
export const makeHistory = (stage: Stage, seed: number) => {
  const chance = makeChance(seed)
  const { next, pick } = chance
  const posts: { post: AtAkimat, cast: Cast }[] = []
  const tickets: { id: string, cast: Cast }[] = []
  /** How often each deed was done: a history without reopenings would prove little. */
  const done: Record<string, number> = {}
  const count = async (name: string, deed: Promise<unknown>) => {
    await deed
    done[name] = (done[name] ?? 0) + 1
  }
  const another = (_: Ticket, cast: Cast) => pick(tickets.filter(one => one.cast === cast).slice(-8)).id
  const deeds = deedsOf(stage, chance, another)
  const besides = Object.entries(besidesOf(stage, chance))

  const collect = async () => {
    const cast = pick(casts)
    posts.push({ post: await stage.post(`${pick(texts)} ${posts.length}`, { at: cast.slug }), cast })
  }
  const triage = async () => {
    const { post, cast } = pick(posts.slice(-12))
    const { state } = await stage.triage(post)
    const by = stage.as(cast.press)
    const theirs = tickets.filter(one => one.cast === cast)
    if (state === 'dismissed') return count('restore', by.restore(post))
    if (state !== 'new') return
    const dice = next()
    if (dice < 0.05) return count('pass', by.pass(post, stage.place('oblast'), 'Облысқа'))
    if (dice < 0.15) return count('dismiss', by.dismiss(post, { reason: 'opinion' }))
    if (dice < 0.4 && theirs.length) return count('join', by.join(post, pick(theirs).id))
    const { ticketId } = await by.register(post, next() < 0.5 ? namingOf(stage, cast, chance) : {})
    tickets.push({ id: ticketId, cast })
    return count('register', Promise.resolve())
  }
  const work = async () => {
    if (!tickets.length) return
    // Most work is on what came lately.
    const { id, cast } = pick(next() < 0.7 ? tickets.slice(-20) : tickets)
    const ticket = await stage.ticket(id)
    const { extend, ...rest } = deeds[ticket.state] ?? {}
    // What was asked for is decided before anything else.
    const possible = Object.entries(ticket.extension && extend ? { extend } : { ...rest, ...extend && { extend } })
    // The first deed is done as often as all others of the state together.
    const [first] = possible
    if (!first) return
    const dice = next()
    const [name, deed] = dice < 0.35 ? first : dice < 0.85 ? pick(possible) : pick(besides)
    await count(name, deed(ticket, cast))
  }
  /** Some time goes by. */
  const pass = () => stage.wait(Math.ceil(next() ** 2 * 110))
  const deed = async () => {
    const dice = next()
    try {
      await (dice < 0.12 ? collect() : dice < 0.33 && posts.length ? triage() : work())
    } catch (error) {
      // What the office refuses (a binding assignment, a merged ticket) is part of its days.
      if (!(error instanceof Refusal)) throw error
      done[error.code] = (done[error.code] ?? 0) + 1
    }
  }
  const step = async () => {
    pass()
    await deed()
  }
  return { step, pass, deed, done }
}
