// The board against the trail: every figure and every list is counted once more by somebody who knows only what happened.
import { expect, test } from 'vitest'
import { ticketActs, triageActs } from '#domain/acts.ts'
import { momentOf } from '#domain/counted.ts'
import { makeKept } from '../../server/actions/board/kept.ts'
import { asKept, asTold } from './as-kept.ts'
import { at, openOffice, type Office } from './office.ts'
import { makeHistory } from './history.ts'
import { ticketIn } from './journey.ts'
import { recount, relist, tell } from './recount.ts'

const ofBoard = ({ collectedToday, triagedToday, waitingTriage, oldestWaitingAt, ...tickets }: Awaited<ReturnType<ReturnType<Office['sees']>['statistics']>>['today']) =>
  ({ posts: { collectedToday, triagedToday, waitingTriage }, tickets, oldestWaitingAt })

const compare = async (office: Office, slug: string) => {
  const { world, clock } = office
  const organisationId = office.place(slug)
  const story = tell(await office.trail())
  const board = await office.sees('murat').statistics(slug)
  const { oldestWaitingAt, ...figures } = ofBoard(board.today)
  expect(figures).toEqual(recount(story, { organisationId }, clock.now, world.calendar))
  expect(oldestWaitingAt === null).toBe(figures.posts.waitingTriage === 0)
  for (const { bodyId, figures } of board.bodies) {
    expect(ofBoard(figures).tickets).toEqual(recount(story, { organisationId, bodyId }, clock.now, world.calendar).tickets)
  }
  for (const [view, ids] of Object.entries(relist(story, { organisationId }, clock.now, world.calendar)) as [keyof ReturnType<typeof relist>, string[]][]) {
    const { items, total } = await office.sees('murat').tickets({ view, organisationId })
    expect([view, items.map(({ id }) => id).toSorted(), total]).toEqual([view, ids.toSorted(), ids.length])
  }
  return figures
}

test('after every few hours of two long histories the board says what the trail says, and in the end so does each ticket', async () => {
  const happened = new Set<string>()
  for (const seed of [1, 20_261_118]) {
    const office = await openOffice({ now: at('2026-11-02', '09:00') })
    const history = makeHistory(office, seed)
    let widest = 0
    for (let step = 1; step <= 900; step++) {
      await history.step()
      if (step % 90 !== 0) continue
      for (const slug of ['koldi', 'taudy']) {
        const { tickets } = await compare(office, slug)
        widest = Math.max(widest, tickets.overdue, tickets.late7.part)
      }
    }
    expect(office.clock.now > at('2026-11-18', '09:00')).toBe(true)
    expect(widest).toBeGreaterThan(2)
    const trail = await office.trail()
    for (const told of tell(trail).tickets.values()) expect(asKept(await office.ticket(told.id))).toEqual(asTold(told))
    for (const { event } of trail) happened.add(event.type)
  }
  // Histories in which little happened would prove little.
  const acts = [...triageActs, ...ticketActs].filter(act => !['evidence', 'open-campaign', 'dissolve'].includes(act))
  expect(acts.filter(act => !happened.has(act))).toEqual([])
})

test('midnight of Almaty turns the day, not midnight of Greenwich', async () => {
  const office = await openOffice({ now: at('2026-11-18', '23:50') })
  await ticketIn(office, 'registered')
  expect((await office.sees('marzhan').statistics()).today).toMatchObject({ collectedToday: 1, triagedToday: 1, registeredToday: 1 })
  office.setClock('2026-11-19', '00:10')
  const { today, yesterday, days } = await office.sees('marzhan').statistics()
  expect(today).toMatchObject({ collectedToday: 0, triagedToday: 0, registeredToday: 0, open: 1 })
  expect(yesterday).toEqual({ collected: 1, registered: 1, answered: 0 })
  expect(days.slice(-2)).toEqual([{ on: '2026-11-18', collected: 1, registered: 1, answered: 0 }, { on: '2026-11-19', collected: 0, registered: 0, answered: 0 }])
})

test('when a day turns, a great many tickets are counted anew in stretches: others have their turn between, and the figures are those of one go', async () => {
  const office = await openOffice({ now: at('2026-11-18', '23:50') })
  const ticket = await office.ticket(await ticketIn(office, 'in-work'))
  const [evening, morning] = [at('2026-11-18', '23:50'), at('2026-11-19', '08:00')].map(instant => momentOf(instant, office.world.calendar))
  if (!evening || !morning) throw new Error('a day has two moments')
  const keptFrom = () => {
    const kept = makeKept()
    kept.begin(evening)
    for (let n = 0; n < 3000; n++) kept.put({ ...ticket, id: `${ticket.id}-${n}` })
    return kept
  }
  const [inOneGo, inStretches] = [keptFrom(), keptFrom()]
  let [turns, isTurning] = [0, true]
  const others = () => {
    turns += 1
    if (isTurning) setImmediate(others)
  }
  setImmediate(others)
  await inStretches.turn(morning)
  isTurning = false
  expect(turns).toBeGreaterThan(4)
  const [figures, again] = [inOneGo.at(morning).figures(ticket.organisationId), inStretches.at(morning).figures(ticket.organisationId)]
  expect(figures).toMatchObject({ open: 3000, registeredToday: 0 })
  expect(again).toEqual(figures)
})

test('a ticket registered weeks ago and reopened now belongs to the cohort of its reopening, in the figure and in its list', async () => {
  const office = await openOffice({ now: at('2026-10-05', '10:00') })
  const ticketId = await ticketIn(office, 'closed')
  office.setClock('2026-11-03', '10:00')
  await office.as('aigul').reopen(ticketId)
  office.setClock('2026-11-16', '10:00')
  expect((await compare(office, 'koldi')).tickets).toMatchObject({ late30: { part: 1, of: 1 }, late7: { part: 0, of: 0 }, overdue: 1, firstReply: { replied: 0, waiting: 1 } })
  for (const state of ['submit', 'approve', 'publish', 'close'] as const) {
    const deed = {
      submit: () => office.as('dana').submit(ticketId, { text: 'Кешіріңіз, енді дайын', kind: 'final', result: 'solved' }), approve: () => office.as('gulnar').approve(ticketId),
      publish: () => office.as('aigul').publish(ticketId), close: () => office.as('aigul').close(ticketId),
    }
    await deed[state]()
  }
  office.setClock('2026-11-20', '10:00')
  expect((await compare(office, 'koldi')).tickets).toMatchObject({ late30: { part: 1, of: 1 }, overdue: 0, firstReply: { replied: 1, inTerm: { part: 0, of: 1 } } })
  office.setClock('2026-12-03', '10:00')
  expect((await compare(office, 'koldi')).tickets.late30).toEqual({ part: 0, of: 0 })
})

test('an annulled number counts nowhere, a merged one apart', async () => {
  const office = await openOffice()
  await ticketIn(office, 'answered')
  await office.as('aigul').annul(await ticketIn(office, 'registered'))
  // The desk has no act for merging yet.
  await office.setTicket(await ticketIn(office, 'in-work'), { state: 'merged', nextDueAt: null })
  expect((await office.sees('marzhan').statistics()).today).toMatchObject({ registeredToday: 1, answeredToday: 1, open: 0, merged: 1, late30: { part: 0, of: 1 } })
})

test('below ten cases a body is shown and not rated', async () => {
  const office = await openOffice()
  for (let n = 0; n < 9; n++) await ticketIn(office, 'registered')
  expect((await office.sees('marzhan').statistics()).today.rated).toBe(false)
  await ticketIn(office, 'registered')
  expect((await office.sees('marzhan').statistics()).today.rated).toBe(true)
})

test('a head sees the figures of the own body, an officer none, and nobody those of another akimat', async () => {
  const office = await openOffice()
  await ticketIn(office, 'in-work')
  await ticketIn(office, 'registered')
  expect((await office.sees('gulnar').statistics()).today).toMatchObject({ open: 1, collectedToday: 0 })
  await expect(office.sees('dana').statistics()).rejects.toMatchObject({ code: 'no-right' })
  await expect(office.sees('tolkyn').statistics('koldi')).rejects.toMatchObject({ code: 'no-right' })
  expect((await office.sees('murat').statistics('koldi')).today.open).toBe(2)
})

test('an oblast sees its districts beside one another, each by the figures of its own board and ranked from ten cases on; a district sees none', async () => {
  const office = await openOffice({ now: at('2026-11-16', '09:00') })
  for (let n = 0; n < 10; n++) await ticketIn(office, 'registered')
  office.clock.now = at('2026-11-19', '09:00')
  const { akimats } = await office.sees('murat').statistics('oblast')
  const ownBoard = async (slug: string) => ofBoard((await office.sees('murat').statistics(slug)).today).tickets
  expect(akimats).toEqual([
    { akimatId: office.place('koldi'), figures: await ownBoard('koldi'), place: 1 }, { akimatId: office.place('taudy'), figures: await ownBoard('taudy'), place: null },
  ])
  expect(akimats.map(({ figures }) => figures.overdue)).toEqual([10, 0])
  expect((await office.sees('marzhan').statistics('koldi')).akimats).toEqual([])
})
