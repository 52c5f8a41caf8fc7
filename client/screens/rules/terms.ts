// The terms table as the screen handles it: its lines, and each term as a limit that can be written in words.
import type { Limit } from '#domain/office.ts'
import type { ResultOf } from '#domain/contract.ts'
import type { TermName } from '#domain/term-rule.ts'

export type Terms = ResultOf<'terms'>
export type TermLine = Terms['rules'][number]

/** In the order of a ticket's life. */
export const termNames = ['triageMinutes', 'acceptMinutes', 'firstReplyMinutes', 'finalWorkingDays'] as const satisfies readonly TermName[]

/** Danger runs round the clock, but for accepting and the final reply. */
export const limitOf = (name: TermName, value: number, isDanger: boolean): Limit =>
  name === 'finalWorkingDays' ? { workingDays: value } : isDanger && name !== 'acceptMinutes' ? { minutes: value } : { workingMinutes: value }
