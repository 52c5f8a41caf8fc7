// The whole act table: which act leads from which state to which. Complete, and tested cell by cell.
import type { TicketState } from './ticket.ts'
import type { TriageState } from './triage.ts'

/** `same` keeps the state; a function-like choice between targets is made by the act itself out of the listed ones. */
type Row<S extends string> = { from: readonly S[], to: readonly (S | 'same')[] }

const everyTicketState = [
  'registered', 'assigned', 'in-work', 'waiting', 'review', 'approved', 'answered', 'handed-over', 'merged', 'closed', 'annulled',
] as const satisfies TicketState[]
const allButEnded = everyTicketState.filter(state => state !== 'annulled' && state !== 'merged')

/** Acts on a post's triage at one akimat. */
export const triageTable = {
  register: { from: ['new', 'dismissed'], to: ['registered'] },
  join: { from: ['new'], to: ['joined'] },
  detach: { from: ['joined'], to: ['new'] },
  dismiss: { from: ['new'], to: ['dismissed'] },
  restore: { from: ['dismissed'], to: ['new'] },
  pass: { from: ['new'], to: ['passed'] },
} as const satisfies Record<string, Row<TriageState>>

/** Acts on a ticket that exists. */
export const ticketTable = {
  'annul': { from: ['registered', 'assigned'], to: ['annulled'] },
  'assign': { from: ['registered'], to: ['assigned'] },
  'reassign': { from: ['assigned', 'in-work', 'waiting', 'review', 'approved'], to: ['same', 'registered'] },
  'accept': { from: ['assigned'], to: ['in-work'] },
  'return': { from: ['assigned', 'in-work'], to: ['registered'] },
  'draft': { from: ['in-work'], to: ['same'] },
  'submit': { from: ['in-work'], to: ['review'] },
  'withdraw': { from: ['review'], to: ['in-work'] },
  'approve': { from: ['review'], to: ['approved'] },
  'reject': { from: ['review'], to: ['in-work'] },
  'send-back': { from: ['approved'], to: ['in-work'] },
  'publish': { from: ['approved'], to: ['answered', 'in-work'] },
  'answer-under': { from: ['approved', 'answered', 'closed'], to: ['same'] },
  'ask-author': { from: ['in-work'], to: ['waiting'] },
  'author-answered': { from: ['waiting'], to: ['in-work'] },
  'request-extension': { from: ['in-work', 'waiting'], to: ['same'] },
  'decide-extension': { from: ['in-work', 'waiting'], to: ['same'] },
  'hand-over': { from: ['registered', 'assigned', 'in-work'], to: ['handed-over'] },
  'body-answered': { from: ['handed-over'], to: ['closed'] },
  'take-back': { from: ['handed-over'], to: ['registered'] },
  'merge': { from: ['registered', 'assigned', 'in-work', 'waiting'], to: ['merged'] },
  'unmerge': { from: ['merged'], to: ['registered', 'assigned', 'in-work', 'waiting'] },
  'close': { from: ['answered', 'registered', 'assigned', 'in-work', 'waiting', 'handed-over'], to: ['closed'] },
  'reopen': { from: ['answered', 'closed'], to: ['in-work', 'registered'] },
  'control': { from: allButEnded, to: ['same'] },
  'priority': { from: allButEnded, to: ['same'] },
  'co-executors': { from: allButEnded, to: ['same'] },
  'grade': { from: allButEnded, to: ['same'] },
  'correct': { from: allButEnded, to: ['same'] },
  'formal-number': { from: allButEnded, to: ['same'] },
  'contact': { from: allButEnded, to: ['same'] },
  'promise': { from: everyTicketState, to: ['same'] },
  'evidence': { from: everyTicketState, to: ['same'] },
  'note': { from: everyTicketState, to: ['same'] },
  'open-campaign': { from: ['registered', 'assigned', 'in-work'], to: ['same'] },
  'dissolve': { from: ['registered', 'assigned', 'in-work', 'waiting', 'review', 'approved'], to: ['same'] },
} as const satisfies Record<string, Row<TicketState>>

export type TriageAct = keyof typeof triageTable
export type TicketAct = keyof typeof ticketTable
export const triageActs = Object.keys(triageTable) as TriageAct[]
export const ticketActs = Object.keys(ticketTable) as TicketAct[]

const allows = <S extends string>(row: Row<S>, state: S) => row.from.includes(state)

/** Where a ticket may go by an act; empty when the act is not allowed in this state. */
export const targetsOf = (act: TicketAct, state: TicketState): TicketState[] => {
  const row: Row<TicketState> = ticketTable[act]
  return allows(row, state) ? row.to.map(target => target === 'same' ? state : target) : []
}

/** Where a triage goes by an act; null when the act is not allowed in this state. */
export const triageTarget = (act: TriageAct, state: TriageState): TriageState | null => {
  const row: Row<TriageState> = triageTable[act]
  const target = row.to[0]
  return allows(row, state) && target !== undefined && target !== 'same' ? target : null
}

/** An answered ticket closes with its result; an unanswered one only when there is nothing left to answer. */
export const closingResults = (state: TicketState): readonly string[] =>
  state === 'answered' ? ['solved', 'explained', 'planned', 'refused', 'no-data', 'handed-over', 'post-deleted'] : ['no-data', 'post-deleted']

/** "Undo" of a registration, by whoever made it. */
export const undoMinutes = 10
/** How long a closed ticket can be reopened, or joined to. */
export const reopenDays = 30
