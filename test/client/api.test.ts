// How calls become requests, which questions a happening makes stale, and what the address of a list means.
import { describe, expect, it } from 'vitest'
import type { Happening } from '#domain/live.ts'
import { requestOf } from '../../client/request.ts'
import { filterOf, queryOf } from '../../client/screens/tickets/ticketFilter.ts'
import { isTouched } from '../../client/touches.ts'

const happening = (more: Partial<Happening>): Happening => ({
  seq: 1, at: '2026-11-22T05:00:00.000Z', type: 'accept', by: 'u1', organisationId: 'burabay', ticketId: null, number: null, postId: null, ...more,
})

describe('a call', () => {
  it('to read puts the names of the path into it and the rest into the query', () => {
    const { url, init } = requestOf('post', { postId: 'p 1', organisationId: 'burabay' }, 'kk')
    expect(url).toBe('/api/v1/posts/p%201?organisationId=burabay')
    expect(init.body).toBeUndefined()
  })
  it('to act carries its key, the version seen and the language of the screen', () => {
    const { url, init } = requestOf('accept', { ticketId: 't1', note: undefined }, 'ru', { version: 7, key: 'k' })
    expect(url).toBe('/api/v1/tickets/t1/accept')
    expect(init).toEqual({
      method: 'POST', body: '{}',
      headers: { 'Accept': 'application/json', 'Accept-Language': 'ru', 'Content-Type': 'application/json', 'If-Match': '"7"', 'Idempotency-Key': 'k' },
    })
  })
  it('leaves out what was not chosen', () => {
    expect(requestOf('tickets', { view: 'all', bodyId: undefined, state: null }, 'kk').url).toBe('/api/v1/tickets?view=all')
  })
})

describe('what happened', () => {
  it('to a ticket touches its card by id or number, the lists and the counts, and no other card', () => {
    const accepted = [happening({ ticketId: 't1', number: 'БУР-2026-000001' })]
    expect(isTouched(accepted, 'ticket', { ticketId: 't1' })).toBe(true)
    expect(isTouched(accepted, 'ticket', { ticketId: 'БУР-2026-000001' })).toBe(true)
    expect(isTouched(accepted, 'ticket', { ticketId: 't2' })).toBe(false)
    expect(isTouched(accepted, 'tickets', { view: 'overdue' })).toBe(true)
    expect(isTouched(accepted, 'counts', {})).toBe(true)
    expect(isTouched(accepted, 'notices', {})).toBe(false)
  })
  it('to a source touches neither cards nor notices', () => {
    const collected = [happening({ type: 'posts-collected', organisationId: null })]
    expect(isTouched(collected, 'sources', {})).toBe(true)
    expect(isTouched(collected, 'ticket', { ticketId: 't1' })).toBe(false)
  })
})

describe('the address of a list', () => {
  it('holds the whole filter and leaves out what is usual', () => {
    expect(queryOf(filterOf({ view: 'overdue', bodyId: 'roads', state: 'in-work' }))).toEqual({ view: 'overdue', bodyId: 'roads', state: 'in-work' })
    expect(queryOf(filterOf({ view: 'all' }))).toEqual({})
  })
  it('an old link with an unknown view still opens', () => {
    expect(filterOf({ view: 'burning', state: 'lost' })).toMatchObject({ view: 'all', state: undefined })
  })
})
