// The trail as a chain: the same bytes on every engine, each line sealed with the hash of the one before it.
import { hash as digest } from 'node:crypto'
import { Refusal } from '#domain/refusal.ts'
import { later, type Instant } from '#domain/time.ts'
import type { TrailEvent, TrailLine } from '#domain/trail.ts'
import type { Head } from './store.ts'

/** What the first line names as the hash before it. */
export const genesisHash = '0'.repeat(64)

/** An event as an act staged it: `at` is the `now` of its unit. */
export interface StagedEvent { at: Instant, by: string, event: TrailEvent }

const canonicalNumber = (value: number): string => {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) throw new TypeError(`no canonical JSON for the number ${value}`)
  return JSON.stringify(value)
}

/** Half a surrogate pair has no UTF-8: one engine would keep it, the other change it without a word. So neither takes it. */
const canonicalText = (value: string): string => {
  if (!value.isWellFormed()) throw new Refusal('bad-input', 'the text holds half of a surrogate pair')
  return JSON.stringify(value)
}

const canonicalObject = (value: object): string => {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('canonical JSON is made of plain objects only')
  const fields = Object.entries(value).filter(([, field]) => field !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, field]) => `${canonicalText(name)}:${canonicalJson(field)}`).join(',')}}`
}

/**
 * JSON with sorted keys (by UTF-16 code units) and no white space, numbers as ECMAScript prints them: RFC 8785.
 * Fields that are undefined are left out. Text with half a surrogate pair is a Refusal `bad-input`; what JSON does not know throws.
 */
export const canonicalJson = (value: unknown): string => {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return canonicalText(value)
  if (typeof value === 'number') return canonicalNumber(value)
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
  if (typeof value === 'object') return canonicalObject(value)
  throw new TypeError(`no canonical JSON for ${typeof value}`)
}

const hashOf = ({ seq, at, by, event, prev }: Omit<TrailLine, 'hash'>): string =>
  digest('sha256', canonicalJson({ seq, at, by, event, prev }))

/** Gives staged events their places behind `head`: `seq` without gaps, `at` never before the line above. */
export const sealLines = (head: Head, events: readonly StagedEvent[]): TrailLine[] => {
  let { seq, hash: prev, at: lastAt } = head
  return events.map((staged) => {
    const at = lastAt === null ? staged.at : later(staged.at, lastAt)
    const unsealed = { seq: seq + 1, at, by: staged.by, event: staged.event, prev }
    const line: TrailLine = { ...unsealed, hash: hashOf(unsealed) }
    seq = line.seq
    prev = line.hash
    lastAt = at
    return line
  })
}

/** Is the line what was sealed? Its place in the chain is judged by `verifyTrail`. */
export const verifyLine = (line: TrailLine): boolean => hashOf(line) === line.hash
