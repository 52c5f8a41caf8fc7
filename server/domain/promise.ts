// A day the akimat named in public: in an interim reply, or in a final one that says "planned". It stands until somebody says what became of it.
import type { Day, Instant } from './time.ts'

/** replaced = a later reply named another day. */
export const promiseStates = ['open', 'kept', 'broken', 'replaced'] as const
export type PromiseState = typeof promiseStates[number]

/** What a person says of an open promise. */
export const promiseOutcomes = ['kept', 'broken', 'moved'] as const
export type PromiseOutcome = typeof promiseOutcomes[number]

/** Lists of promises. open = also those whose day is over; passed = only those. */
export const promiseViews = ['open', 'passed', 'kept', 'broken'] as const

export interface PromisedDay {
  /** The reply's in which it was published. */
  id: string
  version: number
  organisationId: string
  /** Whose ticket it was when the promise was made. */
  bodyId: string | null
  ticketId: string
  number: string
  of: 'interim' | 'planned'
  /** As it was published. */
  firstOn: Day
  /** The day it stands for now. */
  promisedOn: Day
  /** How often it was moved. */
  moves: number
  state: PromiseState
  madeAt: Instant
  settledAt: Instant | null
  settledBy: string | null
  /** The day on which it was kept; later than `promisedOn` = kept late. */
  keptOn: Day | null
  /** The day of the next reminder; null when nobody has to be reminded any more. */
  remindOn: Day | null
}

/** The day is over and nobody has said what became of it. */
export const isPassed = ({ state, promisedOn }: Pick<PromisedDay, 'state' | 'promisedOn'>, today: Day): boolean => state === 'open' && promisedOn < today
