// Names of topics, bodies and people in the language of the screen, and the calendar that the clocks are read by.
import { computed, shallowRef } from 'vue'
import { dayTypes, makeCalendar, type Calendar, type CalendarYear, type DayType } from '#domain/calendar.ts'
import type { ResultOf } from '#domain/contract.ts'
import { machine, type InterfaceLanguage } from '#domain/user.ts'
import { call } from '#client/api.ts'
import { t } from '#client/i18n.ts'
import { language } from '#client/language.ts'

export type Reference = ResultOf<'reference'>
export type Body = Reference['organisations'][number]
export type Person = Reference['people'][number]
type Names = Record<InterfaceLanguage, string>

const reference = shallowRef<Reference | null>(null)

const load = async (): Promise<void> => { reference.value = await call('reference') }

const inLanguage = (names: Names | undefined): string => names?.[language.value] ?? ''
const topics = computed(() => new Map(reference.value?.sectors.flatMap(sector => sector.topics.map(topic => [topic.code, topic.names] as const))))
const sectors = computed(() => new Map(reference.value?.sectors.map(sector => [sector.code, sector.names])))
const organisations = computed(() => new Map(reference.value?.organisations.map(each => [each.id, each])))
const people = computed(() => new Map(reference.value?.people.map(each => [each.id, each])))
const akimats = computed(() => reference.value?.organisations.filter(each => each.kind === 'akimat') ?? [])

const typeOf = (type: string): DayType | undefined => dayTypes.find(known => known === type)
const yearOf = ({ year, provisional, days }: Reference['calendar'][number]): CalendarYear => ({
  year,
  provisional,
  days: days.flatMap(({ date, type }) => {
    const known = typeOf(type)
    return known ? [{ date, type: known, key: known, kk: '', ru: '', en: '' }] : []
  }),
})
const calendar = computed<Calendar>(() => makeCalendar(reference.value?.calendar.map(yearOf) ?? []))

/** The topic's name, else its sector's, else «other» in words. */
const topicName = (code: string): string => inLanguage(topics.value.get(code) ?? sectors.value.get(code.split('.')[0] ?? '')) || t('shell.topic-other')
/** Name of a body or akimat; empty when it is out of reach or null. */
const bodyName = (id: string | null): string => id === null ? '' : inLanguage(organisations.value.get(id)?.names)
/** Name of a person; the machine has a name too. */
const personName = (id: string | null): string => {
  if (id === null) return ''
  return id === machine ? t('words.role.machine') : people.value.get(id)?.name ?? t('shell.somebody')
}
const organisation = (id: string | null): Body | undefined => id === null ? undefined : organisations.value.get(id)

/** Names come in the interface language and change with it. `load` is called at sign-in and when bodies or people change. */
export const useReference = () => ({ reference, load, topicName, bodyName, personName, organisation, akimats, calendar, inLanguage })
