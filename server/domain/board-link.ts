// A link by which a screen on a wall shows the figures of one akimat or body without anybody signing in; it lives until it is revoked.
import type { Instant } from './time.ts'

export interface BoardLink {
  /** sha256 of the token, hex; the token itself stands only in the link. */
  id: string
  version: number
  organisationId: string
  /** Where the screen hangs, in the words of whoever made the link. */
  name: string
  createdBy: string
  createdAt: Instant
  revokedBy: string | null
  revokedAt: Instant | null
}
