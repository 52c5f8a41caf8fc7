// The open lines: whose each is, and which rooms its person sits in by the rights of today.
import type { Server, Socket } from 'socket.io'
import type { ClientToServer, ServerToClient } from '#domain/live.ts'
import { scopeOf } from '#domain/rights.ts'
import type { User } from '#domain/user.ts'
import { demandNothingOwed, sessionBehind } from '../actions/who-is.ts'
import { viewerOf } from '../actions/show/viewer.ts'
import type { World } from '../actions/world.ts'

/** `principalIds`: whose deputy the person is, so that their leave changes what is heard here. */
export interface Kept { userId: string, token: string, principalIds: readonly string[] }
export type Lines = Server<ClientToServer, ServerToClient, Record<never, never>, Kept>
export type Line = Socket<ClientToServer, ServerToClient, Record<never, never>, Kept>

const roomsOf = async (world: World, user: User): Promise<string[]> => {
  const viewer = await viewerOf(world, user)
  const all = [...viewer.organisations.values()]
  const feed = scopeOf(viewer, 'read-feed', all).akimatIds.map(id => `feed:${id}`)
  const { akimatIds, bodyIds } = scopeOf(viewer, 'read-tickets', all)
  const sources = scopeOf(viewer, 'read-sources', all).akimatIds.length ? ['sources'] : []
  return [`user:${user.id}`, 'desk', ...feed, ...[...akimatIds, ...bodyIds].map(id => `tickets:${id}`), ...sources]
}

/** Before the line is open: from its first moment on nothing that this person may hear is missed. Refusals of a session that is over. */
export const letIn = async (world: World, token: string | undefined, line: Line): Promise<void> => {
  const { user, session } = await sessionBehind(world, token)
  demandNothingOwed(session)
  line.data = { userId: user.id, token: token ?? '', principalIds: user.deputyOf ?? [] }
  await line.join(await roomsOf(world, user))
}

const seat = async (line: Line, user: User, rooms: readonly string[]): Promise<boolean> => {
  line.data.principalIds = user.deputyOf ?? []
  const lost = [...line.rooms].filter(room => room !== line.id && !rooms.includes(room))
  const gained = rooms.filter(room => !line.rooms.has(room))
  for (const room of lost) await line.leave(room)
  await line.join(gained)
  return lost.length + gained.length > 0
}

/** Seats people anew by the rights of now, without closing their lines. Gives the lines whose rooms have changed. */
export const seatAnew = async (world: World, lines: Lines, isMeant: (kept: Kept) => boolean): Promise<Line[]> => {
  const moved: Line[] = []
  const meant = Map.groupBy([...lines.sockets.sockets.values()].filter(line => isMeant(line.data)), line => line.data.userId)
  for (const [userId, own] of meant) {
    const user = await world.store.read.get('user', userId)
    if (!user) continue
    const rooms = await roomsOf(world, user)
    for (const line of own) if (await seat(line, user, rooms)) moved.push(line)
  }
  return moved
}
