// Twenty days of two akimats by chance: real acts under a moved clock, the same history for the same seed.
import { Refusal } from '#domain/refusal.ts'
import { addDays, dayOf } from '#domain/time.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { AtAkimat, Hands } from './hands.ts'
import type { Office } from './office.ts'
import type { Name } from './tree.ts'

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
const chance = (seed: number) => () => {
  seed = (seed + 0x6D2B79F5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

interface Cast { slug: string, press: Name, coordinator: Name, officer: Name, head: Name }
const casts: Cast[] = [
  { slug: 'koldi', press: 'aigul', coordinator: 'kairat', officer: 'dana', head: 'gulnar' },
  { slug: 'taudy', press: 'tolkyn', coordinator: 'serik', officer: 'ularbek', head: 'fariza' },
]
const texts = ['Акимат, нет воды на улице', 'Әкімдік, жол қашан жөнделеді, көше', 'Акимат, фонари не горят у дома', 'Әкімдік, қоқыс шығарылмады, аула']

type Deed = (ticket: Ticket, cast: Cast) => Promise<unknown>

/** Every fifth time the body gets it without an officer. */
const namingOf = (office: Office, { slug, officer }: Cast, random: () => number) =>
  ({ bodyId: office.place(`${slug}/water`), officerId: random() < 0.2 ? undefined : office.user(officer) })

type Deeds = Partial<Record<Ticket['state'], Record<string, Deed>>>

/** What may happen to a ticket in each state; the first deed of each leads on. */
const deedsOf = (office: Office, random: () => number, toBody: (cast: Cast) => ReturnType<typeof namingOf>): Deeds => {
  const hand = (name: Name): Hands => office.as(name)
  const promised = () => addDays(dayOf(office.clock.now), 5)
  return {
    'registered': {
      assign: ({ id }, cast) => hand(cast.coordinator).assign(id, toBody(cast)),
      annul: ({ id }, cast) => hand(cast.coordinator).annul(id, { reason: 'қате' }),
      close: ({ id }, cast) => hand(cast.press).close(id, { result: 'post-deleted' }),
    },
    'assigned': {
      accept: ({ id }, { officer }) => hand(officer).accept(id),
      return: ({ id }, { officer }) => hand(officer).returns(id),
      reassign: ({ id }, { head, officer }) => hand(head).reassign(id, { officerId: office.user(officer), reason: 'ауысым' }),
    },
    'in-work': {
      submit: ({ id }, { officer }) => hand(officer).submit(id, { text: `Жауап ${id}`, kind: 'final', result: 'solved' }),
      interim: ({ id }, { officer }) => hand(officer).submit(id, { text: `Аралық ${id}`, kind: 'interim', promisedOn: promised() }),
      return: ({ id }, { head }) => hand(head).returns(id),
      detach: ({ id, posts: [, joined] }, { press }) => joined ? hand(press).detach(id, { postId: joined.postId }) : Promise.resolve(),
    },
    'review': { approve: ({ id }, { head }) => hand(head).approve(id), reject: ({ id }, { head }) => hand(head).reject(id, 'Толықтырыңыз') },
    'approved': { publish: ({ id }, { press }) => hand(press).publish(id), sendBack: ({ id }, { press }) => hand(press).sendBack(id, 'Қысқартыңыз') },
    'answered': { close: ({ id }, { press }) => hand(press).close(id), reopen: ({ id }, { press }) => hand(press).reopen(id) },
    'closed': { reopen: ({ id }, { press }) => random() < 0.1 ? hand(press).reopen(id) : Promise.resolve() },
  }
}

export const makeHistory = (office: Office, seed: number) => {
  const random = chance(seed)
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(random() * list.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  const posts: { post: AtAkimat, cast: Cast }[] = []
  const tickets: { id: string, cast: Cast }[] = []
  /** How often each deed was done: a history without reopenings would prove little. */
  const done: Record<string, number> = {}
  const count = async (name: string, deed: Promise<unknown>) => {
    await deed
    done[name] = (done[name] ?? 0) + 1
  }
  const toBody = (cast: Cast) => namingOf(office, cast, random)
  const deeds = deedsOf(office, random, toBody)

  const collect = async () => {
    const cast = pick(casts)
    posts.push({ post: await office.post(`${pick(texts)} ${posts.length}`, { at: cast.slug }), cast })
  }
  const triage = async () => {
    const { post, cast } = pick(posts.slice(-12))
    const { state } = await office.triage(post)
    const by = office.as(cast.press)
    const theirs = tickets.filter(one => one.cast === cast)
    if (state === 'dismissed') return count('restore', by.restore(post))
    if (state !== 'new') return
    const dice = random()
    if (dice < 0.15) return count('dismiss', by.dismiss(post, { reason: 'opinion' }))
    if (dice < 0.3 && theirs.length) return count('join', by.join(post, pick(theirs).id))
    const { ticketId } = await by.register(post, random() < 0.5 ? toBody(cast) : {})
    tickets.push({ id: ticketId, cast })
    return count('register', Promise.resolve())
  }
  const work = async () => {
    if (!tickets.length) return
    const { id, cast } = pick(tickets)
    const ticket = await office.ticket(id)
    const possible = Object.entries(deeds[ticket.state] ?? {})
    // The first deed is done twice as often as all others together.
    const [first] = possible
    if (!first) return
    const [name, deed] = random() < 0.66 ? first : pick(possible)
    await count(name, deed(ticket, cast))
  }
  const step = async () => {
    office.wait(Math.ceil(random() ** 2 * 110))
    const dice = random()
    try {
      await (dice < 0.15 ? collect() : dice < 0.4 && posts.length ? triage() : work())
    } catch (error) {
      // What the office refuses (a binding assignment, a merged ticket) is part of its days.
      if (!(error instanceof Refusal)) throw error
      done[error.code] = (done[error.code] ?? 0) + 1
    }
  }
  return { step, done }
}
