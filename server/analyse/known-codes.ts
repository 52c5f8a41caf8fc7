// Which codes of topics and places exist: rules and corrections name no others.
import places from './data/places.json' with { type: 'json' }
import { topicNames } from './topic-names.ts'

const sectors = new Set(topicNames.map(({ code }) => code))
const topics = new Set(topicNames.flatMap(sector => sector.topics.map(({ code }) => code)))
const oblasts = new Set(places.filter(({ level }) => level === 'region').map(({ kato }) => kato.slice(0, 2)))
const known = new Set(places.map(({ kato }) => kato))

/** A full code, or `other`. */
export const isTopic = (code: string): boolean => topics.has(code)
export const isTopicOrSector = (code: string): boolean => topics.has(code) || sectors.has(code)

/** In the register, or a rural place under one that is: the register ends at towns. */
export const isPlace = (kato: string): boolean => known.has(kato) || (/^\d{9}$/.test(kato) && oblasts.has(kato.slice(0, 2)) && known.has(kato.slice(0, 4).padEnd(9, '0')))
