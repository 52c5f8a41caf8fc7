// Remembers beside the data when this machine made its last backup, so that `doctor` can ask for the next one.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Instant } from '#domain/time.ts'
import { dataPlace } from './with-world.ts'

const schema = z.object({ file: z.string(), madeAt: z.iso.datetime() })

const placeOf = (): string => join(dataPlace().folder, 'last-backup.json')

/** A desk in MongoDB may have no folder here, and a folder may be read-only: the backup is good all the same. */
export const rememberBackup = ({ file, madeAt }: { file: string, madeAt: Instant }): void => {
  try {
    writeFileSync(placeOf(), JSON.stringify({ file, madeAt }), { mode: 0o600 })
  } catch {
    // `doctor` will ask for a backup that was made: the lesser evil.
  }
}

/** Null when none is known. */
export const lastBackup = (): z.output<typeof schema> | null => {
  if (!existsSync(placeOf())) return null
  try {
    return schema.parse(JSON.parse(readFileSync(placeOf(), 'utf8')))
  } catch {
    return null
  }
}
