// As whom a database server of an exam runs: servers refuse to be root, so Debian made a user for each.
import { execFileSync } from 'node:child_process'

/** For the options of a child process; null when this process is not root itself. */
export const userOf = (name: string): { uid: number, gid: number } | null => {
  if (process.getuid?.() !== 0) return null
  const idOf = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}
