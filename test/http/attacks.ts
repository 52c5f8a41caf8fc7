// A valid request of each endpoint, by somebody who may: what the attacks start from. They are the requests of the matrix.
import { contract, paths } from '#domain/contract.ts'
import type { EndpointName } from '#domain/paths.ts'
import { colleague, sitting, type MatrixDesk } from './matrix-office.ts'
import { ownDeeds, settingDeeds } from './matrix-settings.ts'
import { may, table } from './matrix-table.ts'
import { ticketDeeds, type Deed } from './matrix-tickets.ts'
import { asked, type Person } from './person.ts'
import type { Asked } from './exchange.ts'

export interface Sample { name: EndpointName, person: Person, input: Record<string, unknown> }

const deeds: Record<string, Deed> = { ...ticketDeeds, ...settingDeeds }

export const samplesOf = async (desk: MatrixDesk): Promise<Sample[]> => {
  const samples: Sample[] = []
  for (const name of Object.keys(paths) as EndpointName[]) {
    const own = Object.entries(ownDeeds).find(([row]) => row.split(' ')[0] === name)?.[1]
    const row = table.find(one => one.endpoint === name && one.name in deeds)
    const deed = deeds[row?.name ?? '']
    if (row && deed) {
      const isOwn = (login: string) => login === desk.lower.officer || login === desk.lower.press
      const who = sitting.find(({ login, role, place }) => may(row, { role, place, isOwn: isOwn(login), isNearest: login === desk.lower.head })) ?? colleague
      samples.push({ name, person: desk.as(who.login), input: { ...(await deed.ready(desk, desk.lower)).input } })
    } else if (own) {
      const { person, input } = await own(desk, desk.lower.press)
      samples.push({ name, person, input: { ...input } })
    }
  }
  return samples
}

/** Fields that stand in the address. */
export const inPath = (name: EndpointName): string[] => [...paths[name][1].matchAll(/:(\w+)/g)].flatMap(([, field]) => field ?? [])
export const isWrite = (name: EndpointName): boolean => paths[name][0] !== 'GET'
export const hasBody = (name: EndpointName): boolean => paths[name][0] === 'POST' && contract[name].input !== null

/** The same request with one field of its body written as this JSON text. */
export const withJson = ({ name, input }: Sample, field: string, json: string): Asked => {
  const one = asked(name, Object.fromEntries(Object.entries(input).filter(([known]) => known !== field)))
  const body = one.body?.toString() ?? '{}'
  return { ...one, body: `${body.slice(0, -1)}${body === '{}' ? '' : ','}${JSON.stringify(field)}:${json}}` }
}

export const bodyFields = (name: EndpointName): string[] => {
  const { input } = contract[name]
  return input ? Object.keys(input.shape).filter(field => !inPath(name).includes(field) && field !== 'version') : []
}
