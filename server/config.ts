// Reads the settings of the process once: every value has a working default, every problem is told at once.
import { z } from 'zod'
import { Refusal } from '#domain/refusal.ts'
import type { BlueskyLogin } from '../collectors/bluesky/session.ts'

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
  /** An account of the desk at Bluesky, with an app password: searches are answered with one only. */
  BLUESKY_LOGIN: z.string().regex(/^\S+$/, 'not a handle or address').optional(),
  BLUESKY_PASSWORD: z.string().optional(),
  /** The server that keeps the account. */
  BLUESKY_SERVICE: z.url({ protocol: /^https?$/, error: 'not a web address' }).default('https://bsky.social'),
  /** Said to every site that is read, so that its owner can write to somebody. */
  CONTACT: z.string().default(''),
}).refine(({ BLUESKY_LOGIN: login, BLUESKY_PASSWORD: password }) => (login === undefined) === (password === undefined), { path: ['BLUESKY_LOGIN'], error: 'stands with BLUESKY_PASSWORD, or neither is set' })

export interface Config {
  port: number
  host: string
  dataDir: string
  fetchAllow: string[]
  logLevel: z.output<typeof schema>['LOG_LEVEL']
  contact: string
  bluesky?: BlueskyLogin
  mongodbUrl?: string
  publicUrl?: URL
}

/** Refusal `bad-input` that names every wrong setting, without its value. Empty values count as not set. */
export const readConfig = (env: Record<string, string | undefined>): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const read = schema.safeParse(given)
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => ({ name: path.join('.'), message }))
    const names = wrong.map(({ name }) => name).join(', ')
    throw new Refusal('bad-input', `settings: ${wrong.map(({ name, message }) => `${name}: ${message}`).join('; ')}`, { field: 'settings', problem: 'invalid_value', value: names })
  }
  const { BLUESKY_LOGIN: identifier, BLUESKY_PASSWORD: password, BLUESKY_SERVICE: service } = read.data
  const bluesky = identifier !== undefined && password !== undefined ? { service: new URL(service).origin, identifier, password } : undefined
  const { PORT, HOST, DATA_DIR, FETCH_ALLOW, LOG_LEVEL, CONTACT, MONGODB_URL, PUBLIC_URL } = read.data
  return { port: PORT, host: HOST, dataDir: DATA_DIR, fetchAllow: FETCH_ALLOW, logLevel: LOG_LEVEL, contact: CONTACT, bluesky, mongodbUrl: MONGODB_URL, publicUrl: PUBLIC_URL }
}
