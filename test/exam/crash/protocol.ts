// What the exam and the desk that it kills say to each other: questions with a number, answers with the same one.
import type { VerbName } from '../../../server/actions/verbs.ts'
import type { RefusalDetails } from '#domain/refusal.ts'
import type { Instant } from '#domain/time.ts'

/** One act of one person; the same key again is the same act. `now`: the clock of the desk moves at least this far. */
export interface Command { now: Instant, by: string, key: string, name: VerbName, input: unknown }
export type Question =
  | { act: Command }
  | { read: 'ticket' | 'triage', id: string }
  | { head: true }

/** A line of the trail, as it was told to those who listen. */
export interface ToldLine { seq: number, hash: string }

export type FromExam = { id: number, question: Question }
export type FromDesk =
  | { open: true }
  | { told: ToldLine[] }
  | { id: number, answer: unknown }
  | { id: number, refusal: { code: string, message: string, details: RefusalDetails } }
  | { id: number, bug: string }

/** What the process that is killed is started with. `from`: the last line that was told to the listeners. */
export interface DeskArguments { folder: string, mongodbUrl?: string, fault: Fault | null, from: number }

/** Faults that the exam must find: answers before the commit; numbers drawn outside the unit of work. */
export const faults = ['early', 'gaps'] as const
export type Fault = typeof faults[number]
