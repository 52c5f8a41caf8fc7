// The board: shares of nothing are not shown, few cases are not rated, and a figure leads to its own list.
import { describe, expect, it } from 'vitest'
import { chartOf } from '../../client/screens/statistics/chart.ts'
import { gradeOf, listOf, meanOf, percentOf, placeOf, secondOf, worstFirst, type Compared } from '../../client/screens/statistics/board.ts'

const none = { median: null, p90: null }
const body = (bodyId: string | null, overdue: number, rated: boolean, part = 1, of = 1, open = overdue): Compared => ({
  id: bodyId, place: null,
  figures: {
    registeredToday: 0, answeredToday: 0, open, dueToday: 0, overdue,
    late7: { part: 0, of: 0 }, late30: { part: 0, of: 0 }, notAccepted: 0, merged: 0, sample: 0, rated,
    finalReply: { workingMinutes: none, clockMinutes: none, answered: 0 }, promised: { open: 0, over: 0, days: [] }, back: { rejected: 0, returned: 0, reopened: 0, repeated: 0 },
    quality: { grades: { part: 0, of: 0 }, proof: { part: 0, of: 0 } },
    firstReply: { workingMinutes: none, clockMinutes: none, inTerm: { part, of }, replied: 0, waiting: 0 },
  },
})
const order = (bodies: Compared[]) => worstFirst(bodies, id => id ?? '').map(({ id }) => id)

describe('a share', () => {
  it('is in whole per cent', () => {
    expect(percentOf({ part: 12, of: 19 })).toBe(63)
  })
  it('of nothing is no share', () => {
    expect(percentOf({ part: 0, of: 0 })).toBeNull()
    expect(percentOf({ part: 0, of: 3 })).toBe(0)
  })
})

describe('the bodies', () => {
  it('stand by what is overdue, then by the share in term', () => {
    expect(order([body('calm', 0, true), body('slow', 1, true, 1, 2), body('slower', 1, true, 1, 3), body('burning', 4, true)])).toEqual(['burning', 'slower', 'slow', 'calm'])
  })
  it('with fewer than ten cases stand after the rated ones, whatever their share', () => {
    expect(order([body('small', 3, false, 0, 3), body('rated', 0, true)])).toEqual(['rated', 'small'])
  })
  it('end with the tickets that have no body, while there are any', () => {
    expect(order([body(null, 2, true, 0, 1), body('small', 0, false)])).toEqual(['small', null])
    expect(order([body(null, 0, true, 1, 1, 0), body('small', 0, false)])).toEqual(['small'])
  })
})

describe('a figure', () => {
  it('opens the list of its akimat or of its body', () => {
    expect(listOf('overdue', placeOf({ id: 'burabay', kind: 'akimat' }))).toBe('/tickets?view=overdue&organisationId=burabay')
    expect(listOf('late-7', placeOf({ id: 'roads', kind: 'department' }))).toBe('/tickets?view=late-7&bodyId=roads')
  })
  it('of one topic opens the tickets of that topic only', () => {
    expect(listOf('registered-today', placeOf({ id: 'burabay', kind: 'akimat' }), { topic: 'utilities.heating' })).toBe('/tickets?view=registered-today&organisationId=burabay&topic=utilities.heating')
  })
  it('has one decimal, with the comma of its language; without a grade it is none', () => {
    expect([gradeOf({ part: 13, of: 3 }, 'kk'), gradeOf({ part: 13, of: 3 }, 'en'), gradeOf({ part: 0, of: 0 }, 'kk'), meanOf(10, 'ru')]).toEqual(['4,3', '4.3', null, '1,4'])
  })
  it('tells to the second when it was true, by the office\'s clock', () => {
    expect(secondOf('2026-11-22T13:05:12.900Z')).toBe('18:05:12')
    expect(secondOf('2026-11-21T19:00:00.000Z')).toBe('00:00:00')
  })
})

describe('the chart', () => {
  const colours = { accent: '#00707a', weak: '#e0f1f2', muted: '#55605e', line: '#dfe4e1', ground: '#f7f8f6', font: 'sans-serif' }
  it('begins at zero and does not move', () => {
    const option = chartOf([{ came: 5, answered: 2 }], colours, 'ru')
    expect(option.yAxis.min).toBe(0)
    expect(option.animation).toBe(false)
  })
  it('has a height even when nothing came', () => {
    expect(chartOf([{ came: 0, answered: 0 }], colours, 'ru').yAxis).toMatchObject({ max: 1 })
    expect(chartOf([{ came: 1, answered: 0 }], colours, 'ru').yAxis).not.toHaveProperty('max')
  })
  it('writes the figure on each bar that is not zero', () => {
    const { formatter } = chartOf([{ came: 5, answered: 2 }], colours, 'ru').series[0].label
    expect([formatter({ value: 5 }), formatter({ value: 1200 }), formatter({ value: 0 })]).toEqual(['5', '1\u00A0200', ''])
  })
})
