// The exams on WordPress: an editor and readers write by its own functions, the desk reads the interface for programs, or the feed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Chance } from '../../actions/chance.ts'
import type { Scene } from './scene.ts'
import { startWordPress } from './wordpress-site.ts'

const script = new URL('wordpress-writer.php', import.meta.url).pathname
const answer = z.object({ id: z.number().optional(), guid: z.string().optional(), comments: z.array(z.number()).optional(), error: z.string().optional() })
type Deed = { do: 'write', text: string, title: string, at: string | null, under: number | null } | { do: 'edit', id: number, isComment: boolean, text: string } | { do: 'remove', id: number, isComment: boolean, forGood: boolean }

const startWriter = (site: string) => {
  const php = spawn('php', [script, site], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: php.stdout })[Symbol.asyncIterator]()
  let last: Promise<unknown> = Promise.resolve()
  const one = async (deed: Deed) => {
    php.stdin.write(`${JSON.stringify(deed)}\n`)
    const { value } = await lines.next()
    const said = answer.parse(JSON.parse(String(value)))
    if (said.error !== undefined) throw new Error(said.error)
    return said
  }
  return {
    /** One after the other. */
    deed: (deed: Deed) => {
      const next = last.then(() => one(deed))
      last = next.catch(() => undefined)
      return next
    },
    close: async () => {
      const gone = once(php, 'exit')
      php.stdin.end()
      await gone
    },
  }
}

/** WordPress writes UTC so. */
const stampOf = (at: Date) => at.toISOString().slice(0, 19).replace('T', ' ')

export type What = 'interface' | 'feed'
/** The feed shows ten posts, a page of the interface a hundred; the feed tells nothing of what is gone, and comments have a feed of their own. */
const kinds: Record<What, Pick<Scene, 'name' | 'burst' | 'networks'> & { path: string, commentShare: number }> = {
  interface: { name: 'WordPress, interface for programs', path: '/wp-json/', burst: 120, networks: [{ network: 'wordpress', showsDeletions: true }], commentShare: 0.3 },
  feed: { name: 'WordPress, feed', path: '/feed/', burst: 25, networks: [{ network: 'feed', showsDeletions: false }], commentShare: 0 },
}

export const openWordPress = async (wordpress: string, what: What, port: number): Promise<Scene> => {
  const { path, commentShare, ...kind } = kinds[what]
  const site = await startWordPress(wordpress, port)
  const writer = startWriter(site.folder)
  const standing = new Set<number>()
  const keyOf = (postId: number) => `${site.url}/?p=${postId}`
  const commentKey = (postId: number, id: number) => `${keyOf(postId)}#comment-${id}`
  const things = new Map<string, { id: number, isComment: boolean }>()
  const idsIn = (key: string) => {
    const thing = things.get(key)
    if (!thing) throw new Error(`nobody wrote ${key}`)
    return thing
  }
  const under = (chance: Chance) => standing.size > 0 && chance.next() < commentShare ? chance.pick([...standing]) : null
  return {
    ...kind, sources: [`${site.url}${path}`], fetchAllow: [new URL(site.url).host],
    write: async ({ text, at, isOld, chance }) => {
      const postId = under(chance)
      const { id = 0, guid = '' } = await writer.deed({ do: 'write', text, title: text.slice(0, text.indexOf(',')), at: isOld ? stampOf(at) : null, under: postId })
      const own = what === 'feed' ? guid : keyOf(id)
      const key = postId === null ? own : commentKey(postId, id)
      things.set(key, { id, isComment: postId !== null })
      if (postId === null) standing.add(id)
      return key
    },
    edit: async (key, text) => {
      const { id, isComment } = idsIn(key)
      await writer.deed({ do: 'edit', id, isComment, text })
    },
    remove: async (key) => {
      const { id, isComment } = idsIn(key)
      if (!isComment) standing.delete(id)
      const { comments = [] } = await writer.deed({ do: 'remove', id, isComment, forGood: id % 2 === 0 })
      return [key, ...comments.map(comment => commentKey(id, comment))]
    },
    // What was written is there for everybody at once.
    settled: async () => {},
    close: async () => {
      await writer.close()
      await site.close()
    },
  }
}
