// A client that does not read is let go of in time: what is told is never kept for it without bound.
import type { World } from '../actions/world.ts'
import type { Line, Lines } from './line.ts'

/** Bytes that may wait for one client beside what is already on its way. */
const waitingAtMost = 500_000

/** Of the packets that Engine.IO holds back until the ones before them have left. */
const waitingFor = (line: Line): number => {
  const { writeBuffer } = line.conn as unknown as { writeBuffer: readonly { data?: unknown }[] }
  return writeBuffer.reduce((bytes, { data }) => bytes + (typeof data === 'string' ? data.length : 0), 0)
}

/** Asked before each telling. Whoever is cut hears why once it reads again, comes back, and asks for what it shows. */
export const cutSlow = (world: World, lines: Lines): void => {
  for (const line of lines.sockets.sockets.values()) {
    const waiting = waitingFor(line)
    if (waiting <= waitingAtMost) continue
    world.log.warn({ userId: line.data.userId, waiting }, 'a client does not read what it is told: its line is cut')
    line.emit('cut', 'too-slow')
    line.disconnect(true)
  }
}
