// Two tickets about one thing: what the child leaves behind, what it shares with its main, and how it comes back.
import { expect, test } from 'vitest'
import { at, openOffice, refused, type Office } from './office.ts'
import { ticketIn, type RoadState } from './journey.ts'

const twins = async (office: Office, state: RoadState, mainState: RoadState = 'in-work') => {
  const mainId = await ticketIn(office, mainState, 'Акимат, нет воды на Абая с утра')
  const childId = await ticketIn(office, state, 'Акимат, у нас тоже нет воды на Абая')
  return { mainId, childId }
}

test('a merged ticket has no clock that runs and holds nobody up; its main counts', async () => {
  const office = await openOffice()
  const { mainId, childId } = await twins(office, 'in-work')
  const main = await office.ticket(mainId)
  expect(await office.as('aigul').merge(childId, mainId)).toMatchObject({ state: 'merged' })
  const { now } = office.clock
  expect(await office.ticket(childId)).toMatchObject({ mainId, firstReply: { stoppedAt: now }, final: { stoppedAt: now }, nextDueAt: null })
  expect((await office.ticket(childId)).holdings.at(-1)?.to).toBe(now)
  expect(await office.ticket(mainId)).toMatchObject({ state: 'in-work', childIds: [childId], firstReply: main.firstReply, nextDueAt: main.nextDueAt })
  for (const id of [mainId, childId]) expect((await office.story(id)).at(-1)).toBe('merge')
  expect((await office.sees('kairat').statistics('koldi')).today).toMatchObject({ merged: 1, open: 1, registeredToday: 1 })
})

test('an unmerged ticket stands as it stood, its terms as if never stopped', async () => {
  const office = await openOffice()
  const { mainId, childId } = await twins(office, 'in-work')
  const before = await office.ticket(childId)
  await office.as('kairat').merge(childId, mainId)
  office.setClock('2026-11-20', '12:00')
  expect(await office.as('aigul').unmerge(childId)).toMatchObject({ state: 'in-work' })
  const after = await office.ticket(childId)
  expect([after.firstReply, after.final, after.officerId, after.mainId, after.nextDueAt]).toEqual([before.firstReply, before.final, office.user('dana'), null, before.nextDueAt])
  expect((await office.ticket(mainId)).childIds).toEqual([])
  expect(after.holdings.at(-1)).toMatchObject({ officerId: office.user('dana'), from: office.clock.now, to: null })
})

test('an unmerged ticket whose officer is gone begins at the press service', async () => {
  const office = await openOffice()
  const { mainId, childId } = await twins(office, 'in-work')
  await office.as('aigul').merge(childId, mainId)
  await office.as('olga').block(office.user('dana'))
  expect(await office.as('aigul').unmerge(childId)).toMatchObject({ state: 'registered' })
  expect(await office.ticket(childId)).toMatchObject({ bodyId: null, officerId: null, accept: null, firstReply: { stoppedAt: null }, final: { stoppedAt: null } })
})

test('a ticket that waited for its author waits again', async () => {
  const office = await openOffice()
  const { mainId, childId } = await twins(office, 'in-work')
  await office.as('dana').askAuthor(childId)
  await office.as('aigul').postQuestion(childId)
  const pausedAt = office.clock.now
  office.wait(30)
  await office.as('aigul').merge(childId, mainId)
  office.wait(30)
  await office.as('aigul').unmerge(childId)
  expect(await office.ticket(childId)).toMatchObject({ state: 'waiting', firstReply: { pausedAt, stoppedAt: null }, final: { pausedAt, stoppedAt: null } })
})

test('when a main is merged its children move with it', async () => {
  const office = await openOffice()
  const { mainId, childId } = await twins(office, 'assigned', 'registered')
  const third = await ticketIn(office, 'in-work', 'Акимат, весь район без воды')
  await office.as('aigul').merge(childId, mainId)
  await office.as('aigul').merge(mainId, third)
  expect((await office.ticket(childId)).mainId).toBe(third)
  expect((await office.ticket(third)).childIds).toEqual([mainId, childId])
  expect((await office.ticket(mainId)).childIds).toBeUndefined()
  await office.as('aigul').unmerge(childId)
  expect(await office.ticket(childId)).toMatchObject({ state: 'assigned', mainId: null })
  expect((await office.ticket(third)).childIds).toEqual([mainId])
})

test('a child closes and reopens with its main, and not by itself', async () => {
  const office = await openOffice()
  const { mainId, childId } = await twins(office, 'in-work', 'answered')
  await office.as('aigul').merge(childId, mainId)
  await office.as('aigul').close(mainId)
  expect(await office.ticket(childId)).toMatchObject({ state: 'closed', result: 'solved', closedAt: office.clock.now, mainId, intervals: [{ closedAt: office.clock.now }] })
  expect((await office.sees('kairat').statistics('koldi')).today).toMatchObject({ merged: 1, open: 0, answeredToday: 1 })
  expect(await refused(office.as('aigul').reopen(childId))).toMatchObject({ code: 'not-in-this-state' })
  expect(await refused(office.as('aigul').unmerge(childId))).toMatchObject({ code: 'not-in-this-state', state: 'closed' })
  office.wait(60)
  await office.as('aigul').reopen(mainId)
  expect(await office.ticket(childId)).toMatchObject({ state: 'merged', result: null, closedAt: null, mainId, nextDueAt: null })
  expect(await office.as('aigul').unmerge(childId)).toMatchObject({ state: 'in-work' })
})

test('a child is annulled with its main: all posts are triaged anew', async () => {
  const office = await openOffice()
  const post = await office.post('Акимат, нет воды')
  const { ticketId: childId } = await office.as('aigul').register(post)
  const mainId = await ticketIn(office, 'registered')
  await office.as('aigul').merge(childId, mainId)
  await office.as('aigul').annul(mainId)
  expect(await office.ticket(childId)).toMatchObject({ state: 'annulled' })
  expect(await office.triage(post)).toMatchObject({ state: 'new', ticketId: null })
  expect((await office.story(childId)).at(-1)).toBe('annul')
})

test('a ticket is not merged into itself, into a closed or merged one, or past its own reply', async () => {
  const office = await openOffice()
  const { mainId, childId } = await twins(office, 'in-work')
  expect(await refused(office.as('aigul').merge(childId, childId))).toMatchObject({ code: 'bad-input', problem: 'itself' })
  const closed = await ticketIn(office, 'closed', 'Акимат, вода мутная')
  expect(await refused(office.as('aigul').merge(childId, closed))).toMatchObject({ code: 'not-in-this-state', state: 'closed' })
  await office.as('aigul').merge(childId, mainId)
  const other = await ticketIn(office, 'registered', 'Акимат, воды нет третий день')
  expect(await refused(office.as('aigul').merge(other, childId))).toMatchObject({ code: 'not-in-this-state', state: 'merged' })
  expect(await refused(office.as('aigul').merge(await ticketIn(office, 'review', 'Акимат, где вода'), mainId))).toMatchObject({ code: 'not-in-this-state', state: 'review' })
})

test('press and coordinator of the akimat merge, nobody else, and never into another akimat', async () => {
  const office = await openOffice()
  const { mainId, childId } = await twins(office, 'in-work')
  for (const name of ['dana', 'gulnar', 'marzhan'] as const) expect(await refused(office.as(name).merge(childId, mainId))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('tolkyn').merge(childId, mainId))).toMatchObject({ code: 'not-found' })
  const { ticketId: theirs } = await office.as('tolkyn').register(await office.post('Акимат, нет воды в Тауды', { at: 'taudy' }))
  expect(await refused(office.as('aigul').merge(childId, theirs))).toMatchObject({ code: 'not-found' })
  expect(await refused(office.as('raushan').merge(childId, theirs))).toMatchObject({ code: 'not-found' })
})

test('a term that an interim reply moved to the last possible day stays there through a merge and through a question to the author', async () => {
  const office = await openOffice({ now: at('2026-11-02', '10:00') })
  const { mainId, childId } = await twins(office, 'in-work')
  office.setClock('2026-11-16', '10:00')
  await office.as('dana').submit(childId, { text: 'Құбыр тапсырыс берілді', kind: 'interim', promisedOn: '2026-11-20' })
  await office.as('gulnar').approve(childId)
  await office.as('aigul').publish(childId)
  const { dueAt } = (await office.ticket(childId)).final
  expect(dueAt).toBe(at('2026-11-23', '18:30'))
  await office.as('aigul').merge(childId, mainId)
  await office.as('aigul').unmerge(childId)
  expect((await office.ticket(childId)).final.dueAt).toBe(dueAt)
  await office.as('dana').askAuthor(childId)
  await office.as('aigul').postQuestion(childId)
  office.wait(30)
  await office.as('dana').authorAnswered(childId)
  expect((await office.ticket(childId)).final.dueAt).toBe(dueAt)
})
