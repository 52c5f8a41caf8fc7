// Bytes of an API's answer → JSON, or the refusal that says it is none.
import { Refusal } from '#domain/refusal.ts'

/** Throws not-a-feed; `what` names what was expected. */
export const readJson = (bytes: Uint8Array, what: string): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new Refusal('not-a-feed', `This is not ${what}: it is no JSON`, { why: 'bad-json' })
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
