// Which tickets a list shows, read from its address: every figure of the statistics is a link to one.
import type { LocationQuery } from 'vue-router'
import { figureViews } from '#domain/figures.ts'
import { ticketStates, type TicketState } from '#domain/ticket.ts'

export const ticketViews = ['all', 'mine', ...figureViews] as const
export type TicketView = typeof ticketViews[number]

export interface TicketFilter { view: TicketView, organisationId?: string, bodyId?: string, state?: TicketState, topic?: string, place?: string, number?: string }

const text = (value: LocationQuery[string] | undefined): string | undefined => typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined

/** Unknown values fall away: an old link still opens. */
export const filterOf = (query: LocationQuery): TicketFilter => ({
  view: ticketViews.find(view => view === query.view) ?? 'all',
  organisationId: text(query.organisationId),
  bodyId: text(query.bodyId),
  state: ticketStates.find(state => state === query.state),
  topic: text(query.topic),
  place: text(query.place),
  number: text(query.number),
})

/** The address of a filter; what is usual is left out. */
export const queryOf = ({ view, ...rest }: TicketFilter): Record<string, string> =>
  Object.fromEntries(Object.entries({ ...rest, view: view === 'all' ? undefined : view }).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''))
