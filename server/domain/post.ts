// One public item as collected: its versions, its disappearance, and the evidence that is kept of it.
import type { Classification } from './classification.ts'
import type { Instant } from './time.ts'

export const mediaKinds = ['image', 'video', 'audio', 'file'] as const
export interface Media { kind: typeof mediaKinds[number], url: string }
export interface Author { name: string, id: string | null, url: string | null }
export interface Counts { likes: number | null, comments: number | null, shares: number | null, views: number | null }

/** What a collector makes of one item of its network. `key` is unique in the whole network. Absent = null. */
export interface RawPost {
  key: string
  url: string | null
  title: string | null
  text: string
  author: Author | null
  publishedAt: Instant | null
  editedAt: Instant | null
  /** Key of the post this one answers. */
  replyTo: string | null
  media: Media[]
  place: { lat: number, lon: number } | null
  counts: Counts
}

/** One state of the text. `hash` is sha256(salt + text): erasing text and salt leaves the chain whole. */
export interface PostVersion { text: string, title: string | null, salt: string, hash: string, seenAt: Instant }

export interface Post {
  id: string
  version: number
  network: string
  key: string
  sourceId: string
  url: string | null
  author: Author | null
  /** By what all posts of the author are found (see `authorKeyOf`); absent without an author. */
  authorKey?: string
  /** What the network claims. */
  publishedAt: Instant | null
  editedAt: Instant | null
  /** When we saw it first: order and clocks trust this one. */
  collectedAt: Instant
  replyTo: string | null
  media: Media[]
  place: { lat: number, lon: number } | null
  counts: Counts
  /** Oldest first, never empty. */
  versions: PostVersion[]
  /** Tombstone: when the post was seen to be gone. */
  deletedAt: Instant | null
  /** Its text and its author were erased; it is never taken in again. */
  erasedAt?: Instant
  classification: Classification
  /** It came after posts that were written an hour later and more. */
  late?: true
  /** First post with exactly the same normalised text, if this is not it. */
  duplicateOfId: string | null
}

/** The text as it stands now. */
export const currentVersion = (post: Pick<Post, 'versions'>): PostVersion | undefined => post.versions.at(-1)

/** A medium of the evidence: fetched and hashed by a job, or the reason why not. */
export interface EvidenceMedia {
  url: string
  kind: Media['kind']
  state: 'pending' | 'kept' | 'failed'
  /** sha256 of the bytes: the name of the blob. */
  hash: string | null
  type: string | null
  bytes: number | null
  why: string | null
}

/** Proof of what was there: of a post when it is registered, of our answer when it is published. */
export interface KeptEvidence {
  id: string
  version: number
  of: 'post' | 'reply'
  organisationId: string
  ticketId: string
  postId: string | null
  replyId: string | null
  url: string | null
  text: string
  /** sha256(salt + text). */
  hash: string
  salt: string
  keptAt: Instant
  media: EvidenceMedia[]
  /** Some medium still waits to be fetched. */
  pending: boolean
  /** Some medium is kept as a file. */
  files?: true
  /** Text, address, salt and media were erased. */
  erased?: true
}

/** A file of evidence, and which evidence names it: it goes with the last one. */
export interface KeptFile {
  /** sha256 of the bytes: the name of the blob. */
  id: string
  version: number
  evidenceIds: string[]
  /** Nobody names it: the machine removes its bytes, then this. */
  unused: boolean
}
