// The usual road of a ticket of the waterworks, up to the state a test starts from.
import type { TicketState } from '#domain/ticket.ts'
import { aText, type Office } from './office.ts'

export const theReply = 'Сәлеметсіз бе! Құбыр ауыстырылды, су кешкі алтыда қосылды.'

const road = ['registered', 'assigned', 'in-work', 'review', 'approved', 'answered', 'closed'] as const satisfies TicketState[]
export type RoadState = typeof road[number]

/** Registered by Aigul now, done by Dana, approved by Gulnar, one minute after another. Its id. */
export const ticketIn = async (office: Office, state: RoadState, text = aText): Promise<string> => {
  const { ticketId } = await office.as('aigul').register(await office.post(text))
  const steps: Record<Exclude<RoadState, 'registered'>, () => Promise<unknown>> = {
    'assigned': () => office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/water'), officerId: office.user('dana') }),
    'in-work': () => office.as('dana').accept(ticketId),
    'review': () => office.as('dana').submit(ticketId, { text: theReply, kind: 'final', result: 'solved' }),
    'approved': () => office.as('gulnar').approve(ticketId),
    'answered': () => office.as('aigul').publish(ticketId),
    'closed': () => office.as('aigul').close(ticketId),
  }
  const [, ...rest] = road
  for (const step of rest.slice(0, road.indexOf(state))) {
    office.wait(1)
    await steps[step]()
  }
  return ticketId
}
