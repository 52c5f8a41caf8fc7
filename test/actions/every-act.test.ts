// Every act once: after each of them the kept figures, and each list behind them, are those of a count over everything that is kept.
import { expect, test } from 'vitest'
import { ticketActs } from '#domain/acts.ts'
import { momentOf } from '#domain/counted.ts'
import { figureOf, figureViews } from '#domain/figures.ts'
import { ticketFigures } from '#domain/statistics.ts'
import { act, byMachine } from '../../server/actions/act.ts'
import { makeBoard } from '../../server/actions/board/board.ts'
import { eachOf } from '../../server/actions/each-of.ts'
import { ticketEvent } from '../../server/actions/on-ticket.ts'
import { showStatistics } from '../../server/actions/show/statistics.ts'
import { ticketIn } from './journey.ts'
import { at, openOffice, type Office } from './office.ts'

const all = (office: Office) => Array.fromAsync(eachOf(office.world.store.read, 'ticket', { where: { organisationId: office.place('koldi') }, order: { by: 'registeredAt', direction: 'asc' } }))

const compare = async (office: Office, deed: string, withLists = true) => {
  const { world, clock } = office
  const tickets = await all(office)
  const { today } = await office.sees('marzhan').statistics('koldi')
  expect({ deed, ...today }).toMatchObject({ deed, ...ticketFigures(tickets, clock.now, world.calendar) })
  const moment = momentOf(clock.now, world.calendar)
  for (const view of withLists ? figureViews : []) {
    const { items, total } = await office.sees('marzhan').tickets({ view })
    const ids = tickets.filter(ticket => figureOf(view, ticket, moment)).map(({ id }) => id)
    expect([deed, view, items.map(({ id }) => id).toSorted(), total]).toEqual([deed, view, ids.toSorted(), ids.length])
  }
}

/** What happens to tickets, one deed after another; each leaves a line of its name. */
const deedsOf = async (office: Office): Promise<[string, () => Promise<unknown>][]> => {
  const [aigul, dana, gulnar, kairat, marzhan] = [office.as('aigul'), office.as('dana'), office.as('gulnar'), office.as('kairat'), office.as('marzhan')]
  const [main, other, outside, gone] = [await ticketIn(office, 'registered'), await ticketIn(office, 'in-work'), await ticketIn(office, 'registered'), await ticketIn(office, 'registered')]
  const [joined, second] = [await office.post('Тағы су жоқ'), await office.post('Су әлі жоқ')]
  const water = { bodyId: office.place('koldi/water'), officerId: office.user('dana') }
  const final = { text: 'Су қосылды, құбыр ауыстырылды', kind: 'final', result: 'solved' } as const
  return [
    ['assign', () => kairat.assign(main, water)], ['return', () => dana.returns(main)], ['assign', () => kairat.assign(main, water)], ['accept', () => dana.accept(main)],
    ['reassign', () => gulnar.reassign(main, { officerId: office.user('erlan'), reason: 'ауысым' })], ['reassign', () => gulnar.reassign(main, { officerId: office.user('dana'), reason: 'ауысым' })],
    ['note', () => dana.note(main, 'Бригада шықты')], ['priority', () => kairat.priority(main, { priority: 'high' })], ['correct', () => kairat.correct(main, { topic: 'utilities.heating' })],
    ['control', () => marzhan.control(main, true)], ['co-executors', () => gulnar.coExecutors(main, [office.user('erlan')])], ['formal-number', () => aigul.formalNumber(main, 'ЖТ-2026-1')],
    ['contact', () => aigul.contact(main, { phone: '+7 700 000 00 00' })], ['join', () => aigul.join(joined, main)],
    ['ask-author', () => dana.askAuthor(main)], ['ask-author', () => aigul.postQuestion(main)], ['author-answered', () => aigul.authorAnswered(main)],
    ['request-extension', () => dana.requestExtension(main, '2026-12-03')], ['decide-extension', () => gulnar.decideExtension(main, true)],
    ['draft', () => dana.draft(main, 'Су')], ['submit', () => dana.submit(main, final)], ['withdraw', () => dana.withdraw(main)], ['submit', () => dana.submit(main, final)],
    ['reject', () => gulnar.reject(main, 'Толықтырыңыз')], ['submit', () => dana.submit(main, { text: 'Бригада жұмыс істеп жатыр', kind: 'interim', promisedOn: '2026-11-20' })],
    ['approve', () => gulnar.approve(main)], ['send-back', () => aigul.sendBack(main, 'Қысқартыңыз')], ['submit', () => dana.submit(main, { kind: 'interim', promisedOn: '2026-11-20' })],
    ['approve', () => gulnar.approve(main)], ['publish', () => aigul.publish(main)], ['detach', () => aigul.detach(main, { postId: joined.postId })],
    ['merge', () => kairat.merge(other, main)], ['unmerge', () => kairat.unmerge(other)], ['merge', () => kairat.merge(other, main)],
    ['submit', () => dana.submit(main, final)], ['approve', () => gulnar.approve(main)], ['publish', () => aigul.publish(main, undefined, { proof: 'https://qala.example/done.jpg' })],
    ['grade', () => kairat.grade(main, { grade: 4 })], ['reopen', () => aigul.reopen(main)], ['submit', () => dana.submit(main, final)], ['approve', () => gulnar.approve(main)],
    ['publish', () => aigul.publish(main)], ['close', () => aigul.close(main)], ['reopen', () => aigul.join(second, main)],
    ['submit', () => dana.submit(main, final)], ['approve', () => gulnar.approve(main)], ['answer-under', () => aigul.answerUnder(main, second.postId)],
    ['hand-over', () => aigul.handOver(outside, { bodyId: office.place('koldi/gas') })], ['take-back', () => aigul.takeBack(outside)],
    ['hand-over', () => aigul.handOver(outside, { bodyId: office.place('koldi/gas') })], ['body-answered', () => aigul.bodyAnswered(outside)],
    ['annul', () => kairat.annul(gone, { reason: 'қате тіркелген' })],
    // The machine, when an officer leaves.
    ['reassign', () => office.as('olga').block(office.user('dana'))],
  ]
}

test('after every act the board and its lists are those of a count over everything', async () => {
  const office = await openOffice()
  await office.as('aigul').dismiss(await office.post('Рахмет'), { reason: 'thanks' })
  const deeds = await deedsOf(office)
  await compare(office, 'before')
  for (const [index, [name, deed]] of deeds.entries()) {
    office.wait(17)
    await deed()
    await compare(office, name, index % 9 === 0)
  }
  // Evidence is recorded by the machine, and changes nothing that is counted.
  const [ticket] = await all(office)
  if (!ticket) throw new Error('no ticket')
  await act(office.world, byMachine, { name: 'evidence', input: {} }, async tx => tx.append(ticketEvent('evidence', ticket, { of: 'post', textHash: '', media: {} })))
  await compare(office, 'evidence')
  const played = new Set<string>((await office.trail()).map(({ event }) => event.type))
  const campaigns = ['open-campaign', 'dissolve']
  expect(ticketActs.filter(name => !played.has(name) && !campaigns.includes(name))).toEqual([])
})

const figuresAnew = async ({ world, ...office }: Office) => {
  const viewer = await office.sees('marzhan').viewer()
  return showStatistics({ ...world, board: makeBoard(world.store) }, viewer, { organisationId: office.place('koldi') })
}

test('a desk that starts anew finds what was registered long ago, reopened and closed again, and the weeks of last year', async () => {
  const office = await openOffice({ now: at('2025-11-19', '10:00') })
  await ticketIn(office, 'closed')
  office.setClock('2026-09-01', '10:00')
  const ticketId = await ticketIn(office, 'closed')
  office.setClock('2026-09-30', '10:00')
  await office.as('aigul').reopen(ticketId)
  office.setClock('2026-10-29', '10:00')
  await office.as('dana').submit(ticketId, { text: 'Енді дайын', kind: 'final', result: 'solved' })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId)
  await office.as('aigul').close(ticketId)
  office.setClock('2026-11-12', '10:00')
  await office.as('aigul').join(await office.post('Су тағы жоқ'), ticketId)
  await office.as('dana').submit(ticketId, { text: 'Енді шынымен дайын', kind: 'final', result: 'solved' })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId)
  await office.as('aigul').close(ticketId)
  office.setClock('2026-11-18', '10:00')
  await ticketIn(office, 'registered')
  const board = await figuresAnew(office)
  expect(board.today).toMatchObject({ sample: 2, back: { reopened: 1, repeated: 1 }, finalReply: { answered: 1 }, open: 1 })
  expect(board.topics).toMatchObject([{ today: 1, week: 0, yearAgo: 1 }])
  await compare(office, 'kept')
  office.setClock('2026-11-25', '10:00')
  await compare(office, 'a week later')
  expect(await office.sees('marzhan').statistics('koldi')).toEqual(await figuresAnew(office))
})

test('days later, and after midnight, the kept figures are still those of a count over everything', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'assigned')
  await ticketIn(office, 'in-work')
  await ticketIn(office, 'closed')
  await compare(office, 'at once')
  for (const [day, time] of [['2026-11-18', '11:04'], ['2026-11-18', '18:00'], ['2026-11-18', '23:59'], ['2026-11-19', '00:00'], ['2026-11-27', '18:31'], ['2026-12-17', '23:59'], ['2026-12-18', '00:01']] as const) {
    office.setClock(day, time)
    await compare(office, `${day} ${time}`)
  }
  // A clock that is put right goes back.
  office.setClock('2026-11-20', '12:00')
  await compare(office, 'back')
  await office.as('dana').accept(ticketId)
  await compare(office, 'accepted')
})
