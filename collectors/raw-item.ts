// How an item is kept for a later parser: its JSON, without tokens.
import { redact } from './redact.ts'

/** JSON of an item; empty when its nesting has no end, the one thing that JSON can read and not write. */
export const rawOf = (item: unknown): string => {
  try {
    return redact(JSON.stringify(item))
  } catch {
    return ''
  }
}
