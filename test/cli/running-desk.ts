// A desk of its own process on the folder of a terminal, as `npm start` opens it.
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import type { Terminal } from './terminal.ts'

const main = resolve(import.meta.dirname, '../../server/main.ts')

export const spawnDesk = (terminal: Terminal, env: Record<string, string> = {}, who: { uid?: number } = {}) =>
  spawn(process.execPath, [main], { env: { ...process.env, DATA_DIR: join(terminal.folder, 'data'), PORT: '0', LOG_LEVEL: 'silent', ...env }, ...who })

export interface RunningDesk {
  url: string
  pid: number
  /** What it has written to standard error. */
  log: () => string
  /** Resolves with the exit code. */
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>
}

/** Resolves when it is open. */
export const startDesk = async (terminal: Terminal, env?: Record<string, string>, who?: { uid?: number }): Promise<RunningDesk> => {
  const desk = spawnDesk(terminal, env, who)
  let err = ''
  desk.stderr.on('data', (chunk) => { err += String(chunk) })
  const url = await new Promise<string>((done, fail) => {
    let out = ''
    desk.stdout.on('data', (chunk) => {
      out += String(chunk)
      const [, open] = /Qulaq is open: (\S+)/.exec(out) ?? []
      if (open !== undefined) done(open)
    })
    desk.on('exit', code => fail(new Error(`the desk ended with ${code}: ${err}`)))
  })
  return {
    url, pid: desk.pid ?? 0, log: () => err,
    end: async (signal) => {
      if (desk.exitCode !== null || desk.signalCode !== null) return desk.exitCode
      const exit = once(desk, 'exit')
      desk.kill(signal)
      await exit
      return desk.exitCode
    },
  }
}
