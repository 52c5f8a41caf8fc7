// A table on its way out as a file: its columns, and cells that are text or an instant.
import type { Instant } from '#domain/time.ts'

/** `width` in characters, for formats that have widths. */
export interface Column { head: string, width: number }
/** An instant is shown by the office's clock; null is an empty cell. */
export type Cell = string | { at: Instant } | null
