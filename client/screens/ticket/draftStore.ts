// Words that the server has not acknowledged yet, kept in the browser: a closed tab or a lost line costs nobody their text.

export interface KeptDraft { text: string, version?: number }

const keyOf = (userId: string, ticketId: string) => `qulaq.draft.${userId}.${ticketId}`

/** A full or forbidden storage is no reason to stop a person from typing. */
export const keepDraft = (userId: string, ticketId: string, draft: KeptDraft): void => {
  try {
    localStorage.setItem(keyOf(userId, ticketId), JSON.stringify(draft))
  } catch { /* The server is asked to keep it a moment later. */ }
}

const parse = (stored: string): unknown => {
  try {
    return JSON.parse(stored)
  } catch {
    return null
  }
}

/** Null when nothing is kept, or what is kept cannot be read. */
export const recallDraft = (userId: string, ticketId: string): KeptDraft | null => {
  const found = parse(localStorage.getItem(keyOf(userId, ticketId)) ?? 'null')
  if (typeof found !== 'object' || found === null || !('text' in found) || typeof found.text !== 'string') return null
  return { text: found.text, ...('version' in found && typeof found.version === 'number' ? { version: found.version } : {}) }
}

/** Forgets a text that is no longer needed; what another tab of the same person typed meanwhile stays. */
export const dropDraft = (userId: string, ticketId: string, text: string): void => {
  if (recallDraft(userId, ticketId)?.text === text) localStorage.removeItem(keyOf(userId, ticketId))
}
