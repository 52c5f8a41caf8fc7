// A table on its way out as a file: its columns, and cells that are text, a number or an instant.
import type { Instant } from '#domain/time.ts'

/** `width` in characters, for formats that have widths. */
export interface Column { head: string, width: number }
/** An instant is shown by the office's clock; null is an empty cell. */
export type Cell = string | number | { at: Instant } | null
/** Rows, page after page. */
export type Pages = AsyncIterable<readonly (readonly Cell[])[]> | Iterable<readonly (readonly Cell[])[]>
