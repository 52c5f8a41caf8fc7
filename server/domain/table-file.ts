// What a table of another program can say of a post, and what can be wrong with a file or a line of it.

/** What a column can be. Only the text must be there. */
export const tableColumns = ['text', 'author', 'publishedAt', 'url', 'rating', 'id', 'title'] as const
export type TableColumn = typeof tableColumns[number]

/** Where tables come from; each is a network of its own in the feed. */
export const tableNetworks = ['2gis', 'google', 'centre-109', 'table'] as const

/** Why a line is not taken in. Each code has its words on the screen. */
export const tableLineProblems = ['no-text', 'bad-date', 'unlikely-date', 'bad-link', 'bad-rating', 'formula', 'row-width', 'not-an-object'] as const
export type TableLineProblem = typeof tableLineProblems[number]

/** A month of a large city's call centre; more is divided, so that one file never holds up the desk. */
export const tableRowsAtMost = 5_000
/** Of the file as it lies on the disk, and so of its letters. */
export const tableBytesAtMost = 5 * 1024 * 1024
