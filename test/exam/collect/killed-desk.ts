// The exam's hand on the desk that collects: starts it, listens to its looks, kills it.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeskArguments, FromDesk } from './protocol.ts'

const script = new URL('desk-process.ts', import.meta.url).pathname

/** A look that came to its end: of which source, and how the source is after it. */
export type Looked = Extract<FromDesk, { looked: string }>

export interface CollectingDesk {
  /** Resolves when it begins to look around; rejects when it ends by itself. */
  start: (given: DeskArguments) => Promise<void>
  /** Whether it died in the middle of a look. */
  kill: () => Promise<boolean>
  /** Resolves with the first look from now on that is as asked for. */
  until: (isIt: (looked: Looked) => boolean) => Promise<Looked>
  close: () => Promise<void>
  looks: () => number
}

interface Waiting { isIt: (looked: Looked) => boolean, resolve: (looked: Looked) => void, reject: (error: unknown) => void }

export const makeCollectingDesk = (): CollectingDesk => {
  const compiled = mkdtempSync(join(tmpdir(), 'qulaq-compiled-'))
  let child: ChildProcess | null = null
  let isLooking = false
  let looks = 0
  let waiting: Waiting[] = []

  const fail = (error: unknown) => {
    for (const { reject } of waiting) reject(error)
    waiting = []
  }
  const hear = (message: FromDesk) => {
    if ('bug' in message) return fail(new Error(message.bug))
    isLooking = 'looking' in message
    if (!('looked' in message)) return
    looks += 1
    const met = waiting.filter(({ isIt }) => isIt(message))
    waiting = waiting.filter(one => !met.includes(one))
    for (const { resolve } of met) resolve(message)
  }
  const kill = async () => {
    const wasLooking = isLooking
    isLooking = false
    if (!child) return false
    const one = child
    child = null
    one.kill('SIGKILL')
    await Promise.all([once(one, 'exit'), once(one, 'disconnect')])
    return wasLooking
  }
  return {
    kill, looks: () => looks,
    until: isIt => new Promise((resolve, reject) => { waiting.push({ isIt, resolve, reject }) }),
    start: async (given) => {
      // It starts very often: what is compiled once is kept.
      const env = { ...process.env, NODE_COMPILE_CACHE: compiled }
      const one = fork(script, [JSON.stringify(given)], { env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
      const gone = once(one, 'exit').then(([code, signal]) => {
        if (signal !== 'SIGKILL') throw new Error(`the desk ended by itself: ${code ?? signal}`)
      })
      gone.catch(fail)
      await Promise.race([gone, new Promise<void>((resolve) => {
        one.on('message', (message: FromDesk) => {
          hear(message)
          resolve()
        })
      })])
      child = one
    },
    close: async () => {
      await kill()
      rmSync(compiled, { recursive: true })
    },
  }
}
