// Transactions of desks that died in the middle of a group: the server keeps them for a minute, and the head with them, so that nobody could write.
import type { MongoClient } from 'mongodb'

/** Every desk says so of itself; transactions of other programs are left alone. */
export const appName = 'qulaq'

/** Between the questions of a live desk there are milliseconds. In milliseconds. */
const silentAtMostMs = 4000

/** Ends transactions of desks that stood still for so long. A desk that was only slow finds its group not written, and runs it again. */
export const endAbandoned = async (client: MongoClient): Promise<void> => {
  const admin = client.db('admin')
  const silent = { 'type': 'idleSession', appName, 'transaction.timeInactiveMicros': { $gt: silentAtMostMs * 1000 } }
  const abandoned = await admin.aggregate([{ $currentOp: { idleConnections: true, idleSessions: true } }, { $match: silent }], { readConcern: { level: 'local' } }).toArray()
  // By its id alone a session of one's own user is named.
  const sessions: unknown[] = abandoned.map(({ lsid }) => ({ id: lsid.id }))
  if (sessions.length > 0) await admin.command({ killSessions: sessions })
}
