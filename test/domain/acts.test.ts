// The table of acts, cell by cell, against one written by hand from the design: state × act.
import { expect, test } from 'vitest'
import { closingResults, reopenDays, targetsOf, ticketActs, triageActs, triageTarget, undoMinutes } from '#domain/acts.ts'
import { ticketStates, type TicketState } from '#domain/ticket.ts'
import { triageStates } from '#domain/triage.ts'

// A cell is where the ticket goes: R registered, A assigned, I in-work, W waiting, V review, P approved, N answered, H handed-over, M merged, C closed, X annulled,
// `=` the same state, `.` not possible, two letters: one of the two.
const letters: Record<string, TicketState> = {
  R: 'registered', A: 'assigned', I: 'in-work', W: 'waiting', V: 'review', P: 'approved', N: 'answered', H: 'handed-over', M: 'merged', C: 'closed', X: 'annulled',
}
const byHand: Record<string, string> = {
  //                  R     A    I    W    V    P    N    H    M    C    X
  'annul': 'X     X    .    .    .    .    .    .    .    .    .',
  'assign': 'A     .    .    .    .    .    .    .    .    .    .',
  'reassign': '.     =R   =R   =R   =R   =R   .    .    .    .    .',
  'accept': '.     I    .    .    .    .    .    .    .    .    .',
  'return': '.     R    R    .    .    .    .    .    .    .    .',
  'draft': '.     .    =    .    .    .    .    .    .    .    .',
  'submit': '.     .    V    .    .    .    .    .    .    .    .',
  'withdraw': '.     .    .    .    I    .    .    .    .    .    .',
  'approve': '.     .    .    .    P    .    .    .    .    .    .',
  'reject': '.     .    .    .    I    .    .    .    .    .    .',
  'send-back': '.     .    .    .    .    I    .    .    .    .    .',
  'publish': '.     .    .    .    .    NI   .    .    .    .    .',
  'answer-under': '.     .    .    .    .    =    =    .    .    =    .',
  'ask-author': '.     .    W    .    .    .    .    .    .    .    .',
  'author-answered': '.     .    .    I    .    .    .    .    .    .    .',
  'request-extension': '.   .    =    =    .    .    .    .    .    .    .',
  'decide-extension': '.    .    =    =    .    .    .    .    .    .    .',
  'hand-over': 'H     H    H    .    .    .    .    .    .    .    .',
  'body-answered': '.     .    .    .    .    .    .    C    .    .    .',
  'take-back': '.     .    .    .    .    .    .    R    .    .    .',
  'merge': 'M     M    M    M    .    .    .    .    .    .    .',
  'unmerge': '.     .    .    .    .    .    .    .    RAIW .    .',
  'close': 'C     C    C    C    .    .    C    C    .    .    .',
  'reopen': '.     .    .    .    .    .    IR   .    .    IR   .',
  'control': '=     =    =    =    =    =    =    =    .    =    .',
  'priority': '=     =    =    =    =    =    =    =    .    =    .',
  'co-executors': '=     =    =    =    =    =    =    =    .    =    .',
  'grade': '=     =    =    =    =    =    =    =    .    =    .',
  'correct': '=     =    =    =    =    =    =    =    .    =    .',
  'formal-number': '=     =    =    =    =    =    =    =    .    =    .',
  'contact': '=     =    =    =    =    =    =    =    .    =    .',
  'promise': '=     =    =    =    =    =    =    =    =    =    =',
  'evidence': '=     =    =    =    =    =    =    =    =    =    =',
  'note': '=     =    =    =    =    =    =    =    =    =    =',
  'open-campaign': '=     =    =    .    .    .    .    .    .    .    .',
  'dissolve': '=     =    =    =    =    =    .    .    .    .    .',
}
const columns = Object.values(letters)

test('the table knows exactly the acts of the design and every state', () => {
  expect(ticketActs.toSorted()).toEqual(Object.keys(byHand).toSorted())
  expect(ticketStates.toSorted()).toEqual(columns.toSorted())
})

test.each(ticketActs)('%s leads where the design says, from each of the eleven states', (act) => {
  const cells = byHand[act]?.split(/ +/) ?? []
  expect(cells).toHaveLength(11)
  for (const [index, state] of columns.entries()) {
    const expected = [...cells[index] ?? ''].filter(letter => letter !== '.').map(letter => letter === '=' ? state : letters[letter])
    expect([state, targetsOf(act, state).toSorted()]).toEqual([state, expected.toSorted()])
  }
})

const triageByHand: Record<string, Partial<Record<string, string>>> = {
  register: { new: 'registered', dismissed: 'registered' },
  join: { new: 'joined' },
  detach: { joined: 'new' },
  dismiss: { new: 'dismissed' },
  restore: { dismissed: 'new' },
  pass: { new: 'passed' },
}

test('the triage of a post knows exactly the acts of the design', () => {
  expect(triageActs.toSorted()).toEqual(Object.keys(triageByHand).toSorted())
})

test.each(triageActs)('%s leads where the design says, from each of the five states of a post', (act) => {
  for (const state of triageStates) expect([state, triageTarget(act, state)]).toEqual([state, triageByHand[act]?.[state] ?? null])
})

test('an answered ticket closes with any result, an unanswered one only when there is nothing left to answer', () => {
  for (const state of ticketStates) {
    const results = closingResults(state).toSorted()
    if (state === 'answered') expect(results).toEqual(['explained', 'handed-over', 'no-data', 'planned', 'post-deleted', 'refused', 'solved'])
    else expect([state, results]).toEqual([state, ['no-data', 'post-deleted']])
  }
})

test('a registration is undone for ten minutes, a closed ticket reopened for thirty days', () => {
  expect([undoMinutes, reopenDays]).toEqual([10, 30])
})
