// What the exam and the desk that collects say to each other, and the faults that the exam must find.

/** Faults of the desk, by what they do wrong. */
export const faults = ['cursor-first', 'no-deep-look', 'impatient', 'doubles', 'forgets-versions', 'blind-to-deletions'] as const
export type Fault = typeof faults[number]

/** `aheadMs`: how far the desk's clock is ahead of this machine's, so that days pass in minutes. `fetchAllow`: host:port pairs of the servers. */
export interface DeskArguments { folder: string, fetchAllow: string[], fault: Fault | null, aheadMs: number }

export type FromDesk =
  | { open: true }
  | { looking: string }
  /** A look that came to its end, as the source stands after it. */
  | { looked: string, deep: boolean, reason: string, waits: boolean }
  | { bug: string }
