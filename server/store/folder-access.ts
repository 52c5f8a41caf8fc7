// What a data folder refuses, in words: a person at the terminal can give a right or make room, if only it is said which.
import { Refusal } from '#domain/refusal.ts'

/** Primary result codes of sqlite3.h: READONLY and CANTOPEN; FULL, and the I/O error that a full disk gives when the log has no room for its index. */
const closed: readonly unknown[] = [8, 14]
const noRoom: readonly unknown[] = [13]
const noRoomForIndex = 4874
const closedBySystem: readonly unknown[] = ['EACCES', 'EPERM', 'EROFS']
const fullBySystem: readonly unknown[] = ['ENOSPC', 'EDQUOT']

const codesOf = (error: unknown): { sqlite: number, system: unknown } => {
  const sqlite: unknown = error instanceof Error ? Reflect.get(error, 'errcode') : undefined
  return { sqlite: typeof sqlite === 'number' ? sqlite : 0, system: error instanceof Error ? Reflect.get(error, 'code') : undefined }
}

/** The folder, or the file in it, does not let itself be written. */
export const isClosed = (error: unknown): boolean => {
  const { sqlite, system } = codesOf(error)
  return closed.includes(sqlite & 0xff) || closedBySystem.includes(system)
}

const isFull = (error: unknown): boolean => {
  const { sqlite, system } = codesOf(error)
  return noRoom.includes(sqlite & 0xff) || sqlite === noRoomForIndex || fullBySystem.includes(system)
}

/** The error, or the refusal that it stands for: `storage-unavailable` when the folder is closed, `storage-full` when there is no room in it. */
export const folderWords = (error: unknown, folder: string): unknown => {
  if (!isClosed(error) && !isFull(error)) return error
  const refusal = isFull(error)
    ? new Refusal('storage-full', `there is no room in ${folder}: make some`, { folder })
    : new Refusal('storage-unavailable', `${folder} cannot be written by this user: give the folder and what is in it to whoever runs the desk`, { folder, problem: 'no-permission' })
  refusal.cause = error
  return refusal
}
