// Pages made for people are read only where robots.txt allows it (RFC 9309). Feeds and interfaces for programs are offered to programs, and not asked about.
import robotsParser from 'robots-parser'
import { Refusal } from '#domain/refusal.ts'
import { toMs, type Instant } from '#domain/time.ts'

/** Our name in robots.txt. */
const robotName = 'Qulaq'
const keptMs = 24 * 3_600_000
/** RFC 9309 §2.5 asks for 500 kibibytes at least. */
export const robotsBytes = 512 * 1024
const mostHosts = 1000

interface Rules { isAllowed: (url: string, robot: string) => boolean | undefined }
/** Its types tell of an ES module, and it is none. */
const parseRobots = robotsParser as unknown as (url: string, text: string) => Rules
type ReadText = (url: string) => Promise<{ status: number, body: Uint8Array }>

/** Throws fetch-failed `{reason: robots, host}` where the site does not want programs, and what `read` throws. */
export type DemandAllowed = (url: URL) => Promise<void>

export const makeRobots = (read: ReadText, now: () => Instant): DemandAllowed => {
  const known = new Map<string, { at: Instant, rules: Promise<Rules | null> }>()

  const ask = async (origin: string): Promise<Rules | null> => {
    const address = `${origin}/robots.txt`
    const { status, body } = await read(address)
    // §2.3.1.4: a server that fails has not allowed anything.
    if (status >= 500 || status === 429) throw new Refusal('fetch-failed', `${new URL(origin).host} does not show its robots.txt: status ${status}`, { host: new URL(origin).host, reason: 'status', status })
    return status >= 200 && status < 300 ? parseRobots(address, new TextDecoder().decode(body)) : null
  }

  const rulesOf = (origin: string): Promise<Rules | null> => {
    const kept = known.get(origin)
    if (kept && toMs(now()) - toMs(kept.at) < keptMs) return kept.rules
    if (known.size >= mostHosts) known.clear()
    const rules = ask(origin)
    known.set(origin, { at: now(), rules })
    rules.catch(() => { known.delete(origin) })
    return rules
  }

  return async (url) => {
    const rules = await rulesOf(url.origin)
    if (rules?.isAllowed(url.href, robotName) === false) {
      throw new Refusal('fetch-failed', `${url.host} does not want programs to read this page (robots.txt)`, { host: url.host, reason: 'robots' })
    }
  }
}
