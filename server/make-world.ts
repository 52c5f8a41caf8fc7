// Makes the world that acts meet: the store, the clock, understanding and the polite fetch, each given to the others here and nowhere else.
import { pino } from 'pino'
import { makeBlueskySession } from '../collectors/bluesky/session.ts'
import { makeBudgets } from '../collectors/budget.ts'
import { makeMeters } from '../collectors/meters.ts'
import { makePoliteFetch } from '../collectors/polite-fetch.ts'
import { makePoliteListen } from '../collectors/polite-listen.ts'
import { defaultLimits } from '#domain/office.ts'
import type { Instant } from '#domain/time.ts'
import { makeGuessLimit } from './actions/guess-limit.ts'
import { makeBoard } from './actions/board/board.ts'
import { keepCalendar } from './actions/kept-calendar.ts'
import { keepTree } from './actions/kept-tree.ts'
import { crowdPosts, keepCrowds } from './actions/crowds.ts'
import { makePictures } from './actions/pictures.ts'
import type { Log, World } from './actions/world.ts'
import { likenessTo } from './analyse/alike.ts'
import { classify } from './analyse/classify.ts'
import { textKey } from './analyse/duplicate.ts'
import { makeRepeatFinder } from './analyse/repeat.ts'
import { stems, stemsVersion } from './analyse/stems.ts'
import type { Config } from './config.ts'
import { makePictureCache, noPictureCache } from './store/picture-cache.ts'
import type { Stems, Store } from './store/store.ts'

export const makeLog = (level: Config['logLevel']): Log => {
  const logger = pino({ level, redact: ['*.password', '*.token', '*.cookie', '*.authorization'] }, pino.destination(2))
  return { info: (facts, sentence) => logger.info(facts, sentence), warn: (facts, sentence) => logger.warn(facts, sentence), error: (facts, sentence) => logger.error(facts, sentence) }
}

/** Of fetched pictures on the disk. */
const picturesAtMostBytes = 256 * 1024 * 1024

/** What the store of a desk is opened with: the search and the analysis cut words alike. */
export const deskStems: Stems = { version: stemsVersion, of: stems }

export interface WorldParts { store: Store, config: Pick<Config, 'fetchAllow' | 'contact' | 'bluesky'>, log: Log, now?: () => Instant, fetchGapMs?: number, /** Folder of fetched pictures; without it none is kept. */ pictureDir?: string }

/** Counts by the shipped lists until `keptCalendar.refresh()`. */
export const makeWorld = ({ store, config, log, now = () => new Date().toISOString(), fetchGapMs, pictureDir }: WorldParts): World => {
  const keptCalendar = keepCalendar(store.read)
  const tree = keepTree(store.read)
  const meters = makeMeters()
  const outward = { userAgent: `Qulaq/1 (akimat desk${config.contact ? `; ${config.contact}` : ''})`, allow: config.fetchAllow, meters }
  const fetch = makePoliteFetch({ ...outward, now, gapMs: fetchGapMs })
  return {
    store, now, classify, stems: deskStems, textKey, likenessTo, log, fetch, meters, fetchFor: makeBudgets(fetch, now),
    listen: makePoliteListen(outward), logins: { bluesky: config.bluesky && makeBlueskySession(config.bluesky) },
    pictures: makePictures({ fetch, cache: pictureDir === undefined ? noPictureCache : makePictureCache({ folder: pictureDir, now, maxBytes: picturesAtMostBytes }), now }),
    keptCalendar, tree, get calendar() { return keptCalendar.calendar },
    limits: defaultLimits, guesses: makeGuessLimit(now), board: makeBoard(store),
    crowds: keepCrowds({ read: store.read, tree, now, makeRepeatOf: () => makeRepeatFinder(crowdPosts) }),
  }
}
