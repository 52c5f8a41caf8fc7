// What is searched for, as the address of the page holds it.
import type { LocationQuery } from 'vue-router'
import { ticketStates, type TicketState } from '#domain/ticket.ts'

export interface Search { words: string, of: 'all' | 'posts' | 'tickets', organisationId?: string, /** Of tickets, when only they are asked for. */ state?: TicketState, from?: string, to?: string, after?: string, limit: number }

const pageSize = 30
const text = (query: LocationQuery, name: string): string | undefined => {
  const value = query[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
const dayIn = (query: LocationQuery, name: string): string | undefined => {
  const value = text(query, name)
  return value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined
}

/** A page after the first is of posts or of tickets; anything else in the address is let go. */
export const searchOf = (query: LocationQuery): Search => {
  const of = query.of === 'posts' || query.of === 'tickets' ? query.of : 'all'
  const { organisationId, after } = { organisationId: text(query, 'organisationId'), after: of === 'all' ? undefined : text(query, 'after') }
  const [from, to] = [dayIn(query, 'from'), dayIn(query, 'to')]
  const state = of === 'tickets' ? ticketStates.find(known => known === query.state) : undefined
  return { words: text(query, 'words') ?? '', of, limit: pageSize, ...state && { state }, ...organisationId && { organisationId }, ...from && { from }, ...to && { to }, ...after && { after } }
}

/** Only what says something. */
export const queryOf = ({ words, of, state, organisationId, from, to, after }: Search): Record<string, string> => ({
  ...words && { words }, ...of !== 'all' && { of }, ...of === 'tickets' && state && { state }, ...of !== 'all' && after && { after }, ...organisationId && { organisationId }, ...from && { from }, ...to && { to },
})
