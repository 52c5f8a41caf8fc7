// A database server of an exam in a folder of its own, on one port of loopback; it does not run as root.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { untilOpen } from './open-port.ts'
import { userOf } from './server-user.ts'

export const startPostgres = async (bin: string, port: number): Promise<{ url: string, close: () => Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-postgres-'))
  const who = userOf('postgres')
  // Its own user makes the data in it.
  if (who) chownSync(folder, who.uid, who.gid)
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'exam', '-A', 'trust', '-E', 'UTF8', '--no-sync'], { ...who, stdio: ['ignore', 'ignore', 'pipe'], cwd: folder })
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`, 'fsync=off']
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap(setting => ['-c', setting])], { ...who, stdio: 'ignore', cwd: folder })
  await untilOpen(port)
  return {
    url: `postgresql://exam@127.0.0.1:${port}/postgres`,
    close: async () => {
      const gone = once(server, 'exit')
      server.kill('SIGINT')
      await gone
      rmSync(folder, { recursive: true })
    },
  }
}
