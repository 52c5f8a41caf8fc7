// Reads the settings of the process once: every value has a working default, every problem is told at once.
import { z } from 'zod'

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  /** Exact host:port pairs that collectors may reach though they are private. */
  FETCH_ALLOW: z.string().default('').transform(list => list.split(',').map(pair => pair.trim()).filter(Boolean)),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** A replica set instead of the folder's own database. */
  MONGODB_URL: z.string().regex(/^mongodb(\+srv)?:\/\//, 'not a MongoDB address').optional(),
  /** Where people reach the desk when a proxy stands before it, as `https://desk.example`: then cookies go over TLS only, and only its pages may write. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'not a web address' }).transform(text => new URL(text)).optional(),
  /** Said to every site that is read, so that its owner can write to somebody. */
  CONTACT: z.string().default(''),
})

export interface Config {
  port: number
  host: string
  dataDir: string
  fetchAllow: string[]
  logLevel: z.output<typeof schema>['LOG_LEVEL']
  contact: string
  mongodbUrl?: string
  publicUrl?: URL
}

/** Throws one error that names every wrong setting. Empty values count as not set. */
export const readConfig = (env: Record<string, string | undefined>): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const read = schema.safeParse(given)
  if (!read.success) throw new Error(`settings: ${read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`)
  const { PORT, HOST, DATA_DIR, FETCH_ALLOW, LOG_LEVEL, CONTACT, MONGODB_URL, PUBLIC_URL } = read.data
  return { port: PORT, host: HOST, dataDir: DATA_DIR, fetchAllow: FETCH_ALLOW, logLevel: LOG_LEVEL, contact: CONTACT, mongodbUrl: MONGODB_URL, publicUrl: PUBLIC_URL }
}
