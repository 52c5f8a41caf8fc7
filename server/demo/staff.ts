// Who works where in the demo: the body that a topic belongs to, and somebody in it for each hand.
import type { Role } from '#domain/user.ts'
import { bodyPlans } from '#domain/body-plans.ts'
import type { Hand } from './courses.ts'
import people from './people.json' with { type: 'json' }

const loginsOf = (role: Role, organisation: string): string[] =>
  people.people.filter(person => person.roles.some(grant => grant.role === role && grant.organisation === organisation)).map(({ login }) => login)

/** Not away in the days of the demo: see office-days.ts. */
export const onLeave = { login: 'olga', fromDaysAgo: 4, toDaysOn: 10 }

export interface Staff { body: string, officer: string, otherBody: string, by: (hand: Hand) => string }

const plans = bodyPlans().toSorted((a, b) => Number(b.kind === 'enterprise') - Number(a.kind === 'enterprise'))
const staffedBodies = (akimat: string): string[] =>
  people.bodies.filter(({ code, akimats }) => akimats.includes(akimat) && loginsOf('officer', `${akimat}/${code}`).length > 0).map(({ code }) => code)

const nth = <T>(list: readonly T[], index: number, what: string): T => {
  const item = list[index % Math.max(1, list.length)]
  if (item === undefined) throw new Error(`the demo has no ${what}`)
  return item
}

/** Topics that no body of the akimat has come to the akim's office. `lot` chooses between those who do the same. */
export const staffFor = (akimat: string, topic: string, lot: number, named: string | null): Staff => {
  const bodies = staffedBodies(akimat)
  const body = plans.find(({ code, topics }) => bodies.includes(code) && topics.includes(topic))?.code ?? 'administration'
  const otherBody = nth(bodies.filter(code => code !== body), lot, 'second body')
  const officer = named ?? nth(loginsOf('officer', `${akimat}/${body}`).filter(login => login !== onLeave.login), lot, `officer in ${akimat}/${body}`)
  const hands: Record<Exclude<Hand, 'coordinator' | 'manager' | 'press'>, () => string> = {
    'officer': () => officer,
    'other officer': () => nth(loginsOf('officer', `${akimat}/${otherBody}`).filter(login => login !== onLeave.login), lot, 'other officer'),
    'head': () => nth(loginsOf('head', `${akimat}/${body}`), lot, 'head'),
  }
  const by = (hand: Hand) => hand === 'coordinator' || hand === 'manager' || hand === 'press' ? nth(loginsOf(hand, akimat), lot, hand) : hands[hand]()
  return { body, officer, otherBody, by }
}

export const nameOf = (login: string): string => people.people.find(person => person.login === login)?.name ?? login
/** The outside body that the demo's akimats hand over to. */
export const outsideBody = 'internal_police'
