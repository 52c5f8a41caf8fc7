// A reader in a thread of its own, started with its first question.
import type { SQLInputValue } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { Refusal } from '#domain/refusal.ts'
import type { Sql } from './sqlite-list.ts'

export interface Question { id: number, sql: string, values: SQLInputValue[] }
export type Answer = { id: number, rows: string[] } | { id: number, error: unknown }

export interface Reader {
  /** The first column of every row, as text. */
  ask(query: Sql): Promise<string[]>
  /** Questions that were not answered yet are refused. */
  close(): Promise<void>
}

interface Waiting { resolve(rows: string[]): void, reject(error: unknown): void }

const goneRefusal = () => new Refusal('storage-unavailable', 'the reader ended before it answered')

/** Questions are answered one after another. A thread that dies takes its questions with it; the next question starts another. */
export const makeReader = (as: string | URL, timeout: number): Reader => {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | null = null
  let asked = 0
  let closed = false

  const refuseAll = () => {
    for (const { reject } of waiting.values()) reject(goneRefusal())
    waiting.clear()
  }
  const hear = (answer: Answer) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    // A thread that has nothing to answer keeps no process alive.
    if (waiting.size === 0) thread?.unref()
    if ('error' in answer) one?.reject(answer.error)
    else one?.resolve(answer.rows)
  }
  const start = (): Worker => {
    const started = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: { file: String(as), timeout } })
    const ended = () => {
      if (thread !== started) return
      thread = null
      refuseAll()
    }
    return started.on('message', hear).on('error', ended).on('exit', ended)
  }

  return {
    ask: async ({ sql, values }) => await new Promise((resolve, reject) => {
      if (closed) return reject(goneRefusal())
      thread ??= start()
      thread.ref()
      const id = asked++
      waiting.set(id, { resolve, reject })
      thread.postMessage({ id, sql, values } satisfies Question)
    }),
    close: async () => {
      closed = true
      const last = thread
      thread = null
      refuseAll()
      await last?.terminate()
    },
  }
}
