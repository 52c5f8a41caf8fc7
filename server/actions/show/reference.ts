// Names and lists that every screen needs beside its own data: topics, bodies, people, the working calendar.
import { topicNames } from '../../analyse/topic-names.ts'
import type { ResultOf } from '#domain/contract.ts'
import type { World } from '../world.ts'
import { showOrganisations, showPeople } from './people.ts'
import type { Viewer } from './viewer.ts'

/** The setting that says what this installation is. */
export interface Installation { name: string, demo: boolean }
export const installationOf = async (world: World): Promise<Installation> => {
  const setting = await world.store.read.get('setting', 'installation')
  const { name, demo } = { name: 'Qulaq', demo: false, ...setting?.value as Partial<Installation> | undefined }
  return { name, demo }
}

/** Where a person files what the law calls an appeal. */
const eOtinishUrl = 'https://eotinish.kz'

export const showReference = async (world: World, viewer: Viewer): Promise<ResultOf<'reference'>> => {
  const { name, demo } = await installationOf(world)
  return {
    installation: name, demo, sectors: topicNames,
    organisations: showOrganisations(viewer).items, people: (await showPeople(world, viewer)).items,
    calendar: [...world.calendar.years.values()].map(({ year, provisional, days }) =>
      ({ year, provisional, days: days.map(({ date, type, key, kk, ru, en }) => ({ date, type, key, kk, ru, en })) })),
    eOtinishUrl,
  }
}
