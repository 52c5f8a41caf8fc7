// The exam's hand on the desk process: asks it, kills it, starts it again. What was not answered is asked again, by the same key.
import { fork, type ChildProcess } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal, type RefusalCode } from '#domain/refusal.ts'
import type { DeskArguments, FromDesk, FromExam, Question, ToldLine } from './protocol.ts'

const script = new URL('desk-process.ts', import.meta.url).pathname

interface Asked { question: Question, resolve: (answer: unknown) => void, reject: (error: unknown) => void }

export interface KilledDesk {
  /** Answered at last, however often the desk dies meanwhile. While the exam looks, it waits. */
  ask: (question: Question) => Promise<unknown>
  /** The exam's own question to a desk that is open. */
  probe: (question: Question) => Promise<unknown>
  /** Resolves when the store is open. */
  start: (given: Omit<DeskArguments, 'from'>) => Promise<void>
  /** Asks everything that waits. */
  release: () => void
  /** From now on questions wait; resolves when those that were asked are answered. */
  hold: () => Promise<void>
  kill: () => Promise<void>
  /** Kills it for good. */
  close: () => Promise<void>
  /** Lines as they were told to the listeners of this desk, one list through all its lives. */
  told: ToldLine[]
  /** How many questions were asked more than once. */
  askedAgain: () => number
}

export const makeKilledDesk = (onBug: (words: string) => void): KilledDesk => {
  const told: ToldLine[] = []
  const compiled = mkdtempSync(join(tmpdir(), 'qulaq-compiled-'))
  const waiting = new Map<number, Asked>()
  const sent = new Set<number>()
  const inFlight = new Set<number>()
  const answered = new EventEmitter()
  let lastId = 0
  let again = 0
  let released = false
  let child: ChildProcess | null = null

  const send = (id: number, question: Question) => {
    const message: FromExam = { id, question }
    if (sent.has(id)) again += 1
    sent.add(id)
    inFlight.add(id)
    // A desk that is dying hears no more: the question waits for the next one.
    child?.send(message, () => {})
  }
  const hear = (message: FromDesk) => {
    if ('told' in message) told.push(...message.told)
    if (!('id' in message)) return
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    inFlight.delete(message.id)
    answered.emit('one')
    if ('answer' in message) asked?.resolve(message.answer)
    else if ('refusal' in message) asked?.reject(new Refusal(message.refusal.code as RefusalCode, message.refusal.message, message.refusal.details))
    else {
      onBug(message.bug)
      asked?.reject(new Error(message.bug))
    }
  }
  const put = (question: Question, now: boolean) => new Promise<unknown>((resolve, reject) => {
    lastId += 1
    waiting.set(lastId, { question, resolve, reject })
    if (now) send(lastId, question)
  })
  const kill = async () => {
    released = false
    inFlight.clear()
    if (!child) return
    const one = child
    child = null
    one.kill('SIGKILL')
    // Everything that it had said before it died has been heard then.
    await Promise.all([once(one, 'exit'), once(one, 'disconnect')])
  }
  return {
    told, askedAgain: () => again,
    ask: question => put(question, released),
    probe: question => put(question, true),
    start: async (given) => {
      const from = told.at(-1)?.seq ?? 0
      // It starts very often: what is compiled once is kept.
      const env = { ...process.env, NODE_COMPILE_CACHE: compiled }
      const one = fork(script, [JSON.stringify({ ...given, from })], { env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
      const gone = once(one, 'exit').then(([code, signal]) => { if (signal !== 'SIGKILL') throw new Error(`the desk ended by itself: ${code ?? signal}`) })
      gone.catch((error: unknown) => {
        onBug(String(error))
        for (const { reject } of waiting.values()) reject(error)
      })
      await Promise.race([gone, new Promise<void>(resolve => one.on('message', (message: FromDesk) => 'open' in message ? resolve() : hear(message)))])
      child = one
    },
    release: () => {
      released = true
      for (const [id, { question }] of waiting) send(id, question)
    },
    hold: async () => {
      released = false
      while (inFlight.size > 0) await once(answered, 'one')
    },
    kill,
    close: async () => {
      await kill()
      rmSync(compiled, { recursive: true })
    },
  }
}
