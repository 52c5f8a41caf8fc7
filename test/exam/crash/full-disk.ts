// A small disk that is full, and has room again. Started by the test, as root or in a namespace where it may mount: it says what it found as JSON.
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inWords, runExam, type Strike } from './exam.ts'
import { sqliteGround } from './ground.ts'

/** Room for the work of a few fillings. */
const megabytes = 16
const [times = '', seed = ''] = process.argv.slice(2)
const disk = mkdtempSync(join(tmpdir(), 'qulaq-disk-'))
const filler = join(disk, 'filler')

const fill = () => {
  const file = openSync(filler, 'w')
  try {
    for (let size = 65_536; size >= 1; size = size > 1 ? size / 16 : 0) {
      try {
        for (;;) writeSync(file, Buffer.alloc(size))
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      }
    }
  } finally {
    closeSync(file)
  }
}

/** Full until twelve acts were refused for it; then there is room again, and the desk goes on as it is. */
const fullForAWhile: Strike = async (_desk, _start, { counts }) => {
  const before = counts.unanswered['storage-full'] ?? 0
  fill()
  while ((counts.unanswered['storage-full'] ?? 0) < before + 12) await pause(10)
  rmSync(filler)
  return performance.now()
}

execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk])
try {
  const report = await runExam({ ground: await sqliteGround(disk), times: Number(times), seed: Number(seed), strike: fullForAWhile })
  console.log(JSON.stringify({ ...report, faults: [...report.faults.keys()], words: inWords(report) }))
} finally {
  execFileSync('umount', [disk])
  rmSync(disk, { recursive: true })
}
