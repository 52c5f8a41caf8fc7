// A terminal for tests: the real command line in a child process, on a folder of its own.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const cli = resolve(import.meta.dirname, '../../server/cli.ts')

export interface Printed { code: number, out: string, err: string, lines: Record<string, unknown>[] }

export interface Terminal {
  folder: string
  qulaq: (args: string[], input?: string | Buffer, env?: Record<string, string>) => Promise<Printed>
  /** Expects success; the first JSON line. */
  one: (args: string[], input?: string) => Promise<Record<string, unknown>>
  close: () => void
}

/** `who`: another user, for a test that is root. */
export const openTerminal = (env: Record<string, string> = {}, who: { uid?: number } = {}): Terminal => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-cli-'))
  const qulaq = (args: string[], input: string | Buffer = '', own: Record<string, string> = {}) => new Promise<Printed>((done) => {
    const child = spawn(process.execPath, [cli, ...args], { env: { ...process.env, DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent', LC_ALL: 'C', ...env, ...own }, ...who })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => { out += String(chunk) })
    child.stderr.on('data', (chunk) => { err += String(chunk) })
    child.on('close', code => done({ code: code ?? -1, out, err, lines: out.split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line)) }))
    // A command that was refused early does not read to the end.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
  const one = async (args: string[], input?: string) => {
    const { code, err, lines: [line] } = await qulaq(args, input)
    if (code !== 0 || !line) throw new Error(`qulaq ${args.join(' ')} ended with ${code}: ${err}`)
    return line
  }
  return { folder, qulaq, one, close: () => rmSync(folder, { recursive: true, force: true }) }
}
