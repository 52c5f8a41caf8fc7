// All collectors. The first that accepts an address gets it, so the feed reader, which takes any, stands last.
import { bluesky } from './bluesky.ts'
import type { Collector } from './collector.ts'
import { feed } from './feed.ts'
import { mastodon } from './mastodon.ts'
import { telegram } from './telegram.ts'
import { wordpress } from './wordpress.ts'

export const collectors: Collector[] = [telegram, mastodon, bluesky, wordpress, feed]

/** The collector of a source's network; undefined for `manual`, `import` and unknown ones. */
export const collectorOf = (network: string): Collector | undefined => collectors.find(collector => collector.network === network)

/** The collector that reads an address; undefined when none does. */
export const collectorFor = (url: URL): Collector | undefined => collectors.find(collector => collector.accepts(url))

/** Whether a source is listened to all the time instead of being looked at now and then. */
export const isStream = ({ network, url }: { network: string, url: string }): boolean => collectorOf(network)?.isStream?.(new URL(url)) === true
