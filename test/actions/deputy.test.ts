// Who stands in is named by the administrator; and codes that do not exist are refused.
import { expect, test } from 'vitest'
import { carryOut } from '../../server/actions/verbs.ts'
import { openOffice, refused } from './office.ts'

test('the administrator names a deputy and takes the name off; whoever could never stand in is refused', async () => {
  const office = await openOffice()
  const name = (deputy: string | null, version?: number) =>
    carryOut(office.world, { by: office.user('olga') }, 'name-deputy', { userId: office.user('dana'), deputyId: deputy, version })
  const user = () => office.world.store.read.get('user', office.user('dana'))
  const { version } = await name(office.user('zarina'))
  expect(await user()).toMatchObject({ deputyId: office.user('zarina'), version })
  expect((await office.world.store.read.get('user', office.user('zarina')))?.deputyOf).toContain(office.user('dana'))
  expect(await refused(name(office.user('erlan'), version - 1))).toMatchObject({ code: 'stale-version', by: office.user('olga') })
  expect(await refused(name(office.user('dana')))).toMatchObject({ code: 'bad-input', field: 'deputyId', problem: 'same-person' })
  expect(await refused(name('nobody'))).toMatchObject({ code: 'not-found' })
  await office.as('olga').block(office.user('erlan'))
  expect(await refused(name(office.user('erlan')))).toMatchObject({ problem: 'blocked' })
  await name(null)
  expect(await user()).toMatchObject({ deputyId: null })
})

test('a topic or a place that does not exist is refused in words, at registration and in a correction', async () => {
  const office = await openOffice()
  const post = await office.post('Акимат, нет воды')
  expect(await refused(office.as('aigul').register(post, { topic: 'utilities.magic' }))).toMatchObject({ code: 'bad-input', field: 'topic', problem: 'unknown' })
  const { ticketId } = await office.as('aigul').register(post, { topic: 'other' })
  expect(await refused(office.as('aigul').correct(ticketId, { topic: 'water' }))).toMatchObject({ field: 'topic', problem: 'unknown' })
  expect(await refused(office.as('aigul').correct(ticketId, { place: '999999999' }))).toMatchObject({ field: 'place', problem: 'unknown' })
})
