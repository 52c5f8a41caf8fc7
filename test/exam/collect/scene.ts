// What an exam of the collectors needs of a server that nobody here wrote.
import type { Chance } from '../../actions/chance.ts'

export const hourMs = 3_600_000

export interface Scene {
  name: string
  /** Addresses of the sources, and the host:port pairs that they lead to. */
  sources: string[]
  /** What the sources are watched for; absent: all. */
  words?: string[]
  fetchAllow: string[]
  /** Networks that keep the posts, and whether each lets its readers know what was deleted. */
  networks: { network: string, showsDeletions: boolean }[]
  /** More posts than the server shows at once. */
  burst: number
  /** Gives the key under which collectors keep it. `isOld`: `at` lies back. */
  write: (post: { text: string, at: Date, isOld: boolean, chance: Chance }) => Promise<string>
  edit: (key: string, text: string) => Promise<void>
  /** Gives the keys of everything that went with it. */
  remove: (key: string) => Promise<string[]>
  /** When readers see everything that was written. */
  settled: () => Promise<void>
  /** Where the server has a limit: uses it up for the desk; how often the desk was told so, and how often it called before its time. */
  limit?: { spend: () => Promise<void>, refused: () => number, hurried: () => number }
  /** Where the sources are streams: kills the server in mid-word and starts it again. */
  strike?: () => Promise<void>
  close: () => Promise<void>
}
