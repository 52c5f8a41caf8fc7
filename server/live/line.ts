// The open lines: whose each is, and which rooms its person sits in by the rights of today.
import type { Server, Socket } from 'socket.io'
import type { ClientToServer, ServerToClient } from '#domain/live.ts'
import { Refusal } from '#domain/refusal.ts'
import { scopeOf } from '#domain/rights.ts'
import type { User } from '#domain/user.ts'
import { demandNothingOwed, sessionBehind } from '../actions/who-is.ts'
import { viewerOf } from '../actions/show/viewer.ts'
import type { World } from '../actions/world.ts'

/** `principalIds`: whose deputy the person is, so that their leave changes the rights here · `grants`: what was held when the seat was taken. */
export interface Kept { userId: string, token: string, principalIds: readonly string[], grants: string }
export type Lines = Server<ClientToServer, ServerToClient, Record<never, never>, Kept>
export type Line = Socket<ClientToServer, ServerToClient, Record<never, never>, Kept>

/** Where a person sits, and by which grants, those of whom they stand in for among them. */
interface Seat { principalIds: readonly string[], grants: string, rooms: readonly string[] }

const seatOf = async (world: World, user: User): Promise<Seat> => {
  const viewer = await viewerOf(world, user)
  const all = [...viewer.organisations.values()]
  const feed = scopeOf(viewer, 'read-feed', all).akimatIds.map(id => `feed:${id}`)
  const { akimatIds, bodyIds } = scopeOf(viewer, 'read-tickets', all)
  const sources = scopeOf(viewer, 'read-sources', all).akimatIds.map(id => `sources:${id}`)
  const rooms = [`user:${user.id}`, 'desk', ...feed, ...[...akimatIds, ...bodyIds].map(id => `tickets:${id}`), ...sources]
  return { principalIds: user.deputyOf ?? [], grants: JSON.stringify(viewer.grants), rooms }
}

/** Each open line costs memory and a share of every telling: `person` is how many one person may have, `all` how many there are in one desk. */
export interface LinesAtMost { person: number, all: number }

/** Asked in the moment in which the line takes its rooms: of many that come at once none slips in between, and who is still at the door takes nobody's place. */
const demandRoom = ({ nsp }: Line, userId: string, { person, all }: LinesAtMost): void => {
  const own = nsp.adapter.rooms.get(`user:${userId}`)?.size ?? 0
  if (own >= person || nsp.adapter.sids.size >= all) throw new Refusal('too-many-requests', 'too many lines are open', { seconds: 3 })
}

/** Before the line is open: from its first moment on nothing that this person may hear is missed. Refusals of a session that is over; `too-many-requests` where too many lines are open. */
export const letIn = async (world: World, token: string | undefined, line: Line, atMost: LinesAtMost): Promise<void> => {
  const { user } = await sessionBehind(world, token)
  await demandNothingOwed(world, user)
  const { rooms, ...held } = await seatOf(world, user)
  demandRoom(line, user.id, atMost)
  line.data = { userId: user.id, token: token ?? '', ...held }
  await line.join([...rooms])
}

const reseat = async (line: Line, { rooms, ...held }: Seat): Promise<boolean> => {
  const lost = [...line.rooms].filter(room => room !== line.id && !rooms.includes(room))
  const gained = rooms.filter(room => !line.rooms.has(room))
  const isOther = lost.length + gained.length > 0 || held.grants !== line.data.grants
  line.data = { ...line.data, ...held }
  for (const room of lost) await line.leave(room)
  await line.join(gained)
  return isOther
}

/** Seats people anew by the rights of now, without closing their lines. Gives the lines whose rooms or rights have changed. */
export const seatAnew = async (world: World, lines: Lines, isMeant: (kept: Kept) => boolean): Promise<Line[]> => {
  const moved: Line[] = []
  const meant = Map.groupBy([...lines.sockets.sockets.values()].filter(line => isMeant(line.data)), line => line.data.userId)
  for (const [userId, own] of meant) {
    const user = await world.store.read.get('user', userId)
    if (!user) continue
    const seat = await seatOf(world, user)
    for (const line of own) if (await reseat(line, seat)) moved.push(line)
  }
  return moved
}
