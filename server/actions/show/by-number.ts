// A ticket by its number, as people say it: whole, without the zeros, without the year, or the last digits alone.
import { lookOf, tidyPrefix } from '#domain/prefix.ts'
import { ticketNumber, type Ticket } from '#domain/ticket.ts'
import { dayOf } from '#domain/time.ts'
import { eachOf } from '../each-of.ts'
import type { World } from '../world.ts'
import type { Viewer } from './viewer.ts'

/** Years that a number without one may be of: this one and those before it. */
const yearsBack = 5

const spoken = /^№?\s*(?:(?<prefix>\p{L}{2,6})[-–\s]*)?(?:(?<year>20\d\d)[-–\s]+)?0*(?<serial>[1-9]\d{0,8})$/u

/** Every prefix that an akimat of the viewer's tree gives or gave its numbers. */
const prefixesOf = async (world: World, viewer: Viewer): Promise<string[]> => {
  const akimats = [...viewer.organisations.values()].filter(({ kind }) => kind === 'akimat')
  const claimed: string[] = []
  for await (const { prefix } of eachOf(world.store.read, 'prefix', { where: { organisationId: akimats.map(({ id }) => id) }, order: { by: 'id', direction: 'asc' } })) claimed.push(prefix)
  return [...new Set([...akimats.flatMap(({ prefix }) => prefix ?? []), ...claimed])]
}

/** Tickets that the words may be the number of, newest year first; none when they are no number. Whether the viewer may read them is not asked here. */
export const ticketsByNumber = async (world: World, viewer: Viewer, words: string): Promise<Ticket[]> => {
  const { prefix, year, serial } = spoken.exec(words.trim())?.groups ?? {}
  if (serial === undefined) return []
  const look = prefix === undefined ? null : lookOf(tidyPrefix(prefix))
  const prefixes = (await prefixesOf(world, viewer)).filter(one => look === null || lookOf(one) === look)
  const thisYear = Number(dayOf(world.now()).slice(0, 4))
  const years = year === undefined ? Array.from({ length: yearsBack + 1 }, (_, back) => thisYear - back) : [Number(year)]
  const numbers = years.flatMap(one => prefixes.map(letters => ticketNumber(letters, one, Number(serial))))
  return (await Promise.all(numbers.map(number => world.store.read.find('ticket', 'number', [number])))).filter(ticket => ticket !== undefined)
}
