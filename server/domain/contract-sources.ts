// What goes out about sources, for whoever keeps them.
import { z } from 'zod'
import { mentions } from './classification.ts'
import { gapCauses, healthReasons, healthStates } from './source.ts'

const instant = z.iso.datetime()
const id = z.string()

export const sourceView = z.object({
  id, version: z.number(), network: z.string(), name: z.string(), url: z.string(), organisationIds: z.array(id),
  health: z.object({
    state: z.enum(healthStates), reason: z.enum(healthReasons), detail: z.string().nullable(), lastTriedAt: instant.nullable(), lastSuccessAt: instant.nullable(), failures: z.number(),
  }),
  nextRunAt: instant.nullable(), deadLetters: z.number(),
  /** The last time that posts between two looks could not be had. */
  gap: z.object({ at: instant, why: z.enum(gapCauses) }).nullable(),
  /** Posts that earlier looks did not reach are being read: pages until now, and the date of the oldest post of them. */
  backfill: z.object({ pages: z.number(), reachedAt: instant.nullable() }).nullable(),
  /** Posts without any of these are not taken in; empty: all are. */
  words: z.array(z.string()),
  /** A stream of a whole network: without words nothing of it is taken in. */
  needsWords: z.boolean(),
  /** Stopped by hand. */
  paused: z.object({ by: id, at: instant }).nullable(),
})
export const sourceActView = z.object({ id, version: z.number() })
export const sourcesView = z.object({ items: z.array(sourceView) })
export const collectedView = z.object({
  sourceId: id, new: z.number(), edited: z.number(), deleted: z.number(), same: z.number(), late: z.number(), dead: z.number(), reread: z.number(), health: sourceView.shape.health,
})

export const triedSourceView = z.object({
  network: z.string(), url: z.string(), /** What the place calls itself. */ name: z.string().nullable(), zone: z.enum(['UTC', 'Asia/Almaty']),
  /** As of a source. */
  needsWords: z.boolean(),
  /** Watched already as this source. */
  sourceId: id.nullable(),
  state: z.enum(['ok', 'not-modified', 'empty', 'blocked', 'error']), reason: z.enum(healthReasons), detail: z.string().nullable(),
  /** Posts on the first page, and items of it that could not be read. */
  found: z.number(), unread: z.number(),
  posts: z.array(z.object({
    url: z.string().nullable(), title: z.string().nullable(), text: z.string(), author: z.string().nullable(), publishedAt: instant.nullable(), mention: z.enum(mentions),
  })),
})
/** `noise`: found by a word, and yet not about the akimat, or an advertisement. */
export const triedWordsView = z.object({
  organisationId: id, since: instant, looked: z.number(), found: z.number(), noise: z.number(),
  words: z.array(z.object({ word: z.string(), /** How it is written in Latin letters; found as well. */ latin: z.array(z.string()), hits: z.number(), noise: z.number() })),
  /** Some of them; none for whoever may not read the feed. */
  items: z.array(z.object({ postId: id, excerpt: z.string(), words: z.array(z.string()), noise: z.boolean() })),
})
