// What part of the register is looked at, as the address of the page holds it.
import type { LocationQuery } from 'vue-router'
import type { ResultOf } from '#domain/contract.ts'
import { ticketStates, type TicketState } from '#domain/ticket.ts'

export type JournalRow = ResultOf<'journal'>['items'][number]
export interface JournalFilter { organisationId?: string, bodyId?: string, year?: number, from?: string, to?: string, state?: TicketState, order?: 'first', after?: string }

const text = (value: LocationQuery[string] | undefined): string | undefined => typeof value === 'string' && value !== '' ? value : undefined
const day = (value: LocationQuery[string] | undefined): string | undefined => {
  const said = text(value)
  return said !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(said) ? said : undefined
}

/** Unknown values fall away: an old link still opens. The newest numbers stand first unless the address says otherwise. */
export const filterOf = (query: LocationQuery): JournalFilter => {
  const year = /^20\d\d$/.test(text(query.year) ?? '') ? Number(query.year) : undefined
  const filter: JournalFilter = {
    organisationId: text(query.organisationId), bodyId: text(query.bodyId), year, from: day(query.from), to: day(query.to),
    state: ticketStates.find(state => state === query.state), order: query.order === 'first' ? 'first' : undefined, after: text(query.after),
  }
  return filter
}

/** Only what says something. */
export const queryOf = (filter: JournalFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => value === undefined || value === '' ? [] : [[name, String(value)]]))
