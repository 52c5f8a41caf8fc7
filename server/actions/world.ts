// What an act may ask of the world outside: made once, by floor 5.
import type { FetchFor } from '../../collectors/budget.ts'
import type { Logins } from '../../collectors/collector.ts'
import type { Meters } from '../../collectors/meters.ts'
import type { PoliteFetch } from '../../collectors/polite-fetch.ts'
import type { Listen } from '../../collectors/polite-listen.ts'
import type { Calendar } from '#domain/calendar.ts'
import type { Classify } from '#domain/classification.ts'
import type { Limits } from '#domain/office.ts'
import type { Instant } from '#domain/time.ts'
import type { Stems, Store } from '../store/store.ts'
import type { GuessLimit } from './guess-limit.ts'
import type { Board } from './board/board.ts'
import type { Crowds } from './crowds.ts'
import type { Pictures } from './pictures.ts'
import type { KeptCalendar } from './kept-calendar.ts'
import type { KeptTree } from './kept-tree.ts'

/** Levels: error = somebody must act, warn = look at it, info = what happened. */
export interface Log {
  info: (facts: object, sentence: string) => void
  warn: (facts: object, sentence: string) => void
  error: (facts: object, sentence: string) => void
}

export interface World {
  store: Store
  now: () => Instant
  classify: Classify
  /** What the store's search cuts words with. */
  stems: Stems
  /** Normalised text by which exactly equal posts are found; empty when the text is too short to compare. */
  textKey: (text: string) => string
  /** How alike other texts are to this one: 1 is word for word, 0 is not alike. */
  likenessTo: (text: string) => (other: string) => number
  fetch: PoliteFetch
  /** The same for the collectors of one network, within its budget. */
  fetchFor: FetchFor
  /** Opens a stream of a network. */
  listen: Listen
  logins: Logins
  /** What collecting counts, in this process. */
  meters: Meters
  /** `keptCalendar`'s own, as it stands. */
  readonly calendar: Calendar
  keptCalendar: KeptCalendar
  tree: KeptTree
  limits: Limits
  /** Pictures of posts, fetched politely and kept for a day. */
  pictures: Pictures
  log: Log
  /** Counts guesses at passwords and codes. */
  guesses: GuessLimit
  /** The sums of the figures in this process. */
  board: Board
  /** Who says the same as a post, in the memory of this process. */
  crowds: Crowds
}
