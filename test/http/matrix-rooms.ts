// What happens for the rooms of the matrix: a deed for each room, and how it is known among all that somebody hears.
import { shippedYears } from '#domain/calendar-years.ts'
import type { Happening } from '#domain/live.ts'
import type { Listener } from '../live/listener.ts'
import { sitting, type MatrixDesk, type Seat } from './matrix-office.ts'
import { may, rooms, type Place } from './matrix-table.ts'
import { by, postIn, ticketIn } from './matrix-tickets.ts'

type Told = (happening: Happening) => boolean

export const happenings: Record<string, (desk: MatrixDesk, seat: Seat) => Promise<Told>> = {
  'feed': async (desk, seat) => {
    const postId = await postIn(desk, seat)
    await by(desk, seat.press)('dismiss', { postId, organisationId: seat.akimat, reason: 'spam' })
    return one => one.type === 'dismiss' && one.postId === postId
  },
  'tickets (body)': async (desk, seat) => {
    const { ticketId } = await ticketIn(desk, seat, 'in-work')
    return one => one.type === 'accept' && one.ticketId === ticketId
  },
  'tickets (akimat)': async (desk, seat) => {
    const { ticketId } = await ticketIn(desk, seat, 'registered')
    return one => one.type === 'register' && one.ticketId === ticketId
  },
  'sources': async (desk, seat) => {
    await by(desk, seat.admin)('create-source', { url: `https://rooms.example/${seat.akimat}.xml`, organisationIds: [seat.akimat], zone: 'Asia/Almaty' })
    const { seq } = await desk.world.store.read.head()
    return one => one.type === 'source-created' && one.seq === seq
  },
  'user': async (desk, seat) => {
    const { ticketId } = await ticketIn(desk, seat, 'assigned')
    return one => one.type === 'notify' && one.ticketId === ticketId
  },
  'desk': async (desk) => {
    const { days = [] } = shippedYears.find(({ year }) => year === 2027) ?? {}
    const version = (await desk.world.store.read.get('calendarYear', '2027'))?.version ?? 0
    await by(desk, 'admin.at.top-of-the-tree')('set-calendar-year', { year: 2027, version, confirmed: false, days, source: '' })
    const { seq } = await desk.world.store.read.head()
    return one => one.type === 'calendar-changed' && one.seq === seq
  },
}

interface Happened { name: string, seat: Seat, isIt: Told }

/** Everything happens at both places; the calendar last, for everybody hears of it: nothing earlier is still on its way. */
export const letHappen = async (desk: MatrixDesk, ears: ReadonlyMap<string, Listener>): Promise<Happened[]> => {
  const all: Happened[] = []
  for (const [name, happen] of Object.entries(happenings)) for (const seat of [desk.lower, desk.upper]) all.push({ name, seat, isIt: await happen(desk, seat) })
  const last = all.at(-1)
  if (last?.name !== 'desk') throw new Error('the calendar comes last')
  await Promise.all([...ears.values()].map(line => line.hears(last.isIt)))
  return all
}

/** Cells that are not as the table says. */
export const wrongEars = (desk: MatrixDesk, ears: ReadonlyMap<string, Listener>, { name, seat, isIt }: Happened): string[] => {
  const row = rooms.find(room => room.name === name)
  const isAbove = seat === desk.upper
  return sitting.filter(({ place }) => !isAbove || place === 'own body' || place === 'own akimat').flatMap(({ login, role, place }) => {
    const from: Place = isAbove ? 'thing above' : place
    const isAddressee = name === 'user' && login === seat.officer
    const expected = isAddressee || (row !== undefined && may(row, { role, place: from, isOwn: false, isNearest: false }))
    const heard = ears.get(login)?.happened.some(isIt) ?? false
    return heard === expected ? [] : [`${name} | ${role} · ${from}: the table says ${expected ? 'hears it' : 'hears nothing'}, and it is not so`]
  })
}
