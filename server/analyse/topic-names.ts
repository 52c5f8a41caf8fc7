// Names of sectors and topics in three languages, for the screens.
import data from './data/topics.json' with { type: 'json' }

interface Names { kk: string, ru: string, en: string }
export interface SectorNames { code: string, names: Names, topics: { code: string, names: Names }[] }

const namesOf = ({ kk, ru, en }: Names): Names => ({ kk, ru, en })

export const topicNames: SectorNames[] = [
  ...data.sectors.map(sector => ({ code: sector.code, names: namesOf(sector), topics: sector.topics.map(topic => ({ code: topic.code, names: namesOf(topic) })) })),
  { code: data.other.code, names: namesOf(data.other), topics: [{ code: data.other.code, names: namesOf(data.other) }] },
]
