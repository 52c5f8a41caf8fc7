// What `init --region` lays out: the region's akimat and those directly under it, with official names, prefixes and bodies.
import { lookOf, prefixProblem } from '#domain/prefix.ts'
import { bodyPlans, type BodyPlan } from '#domain/body-plans.ts'
import type { AdministrativePlace, Region } from '../analyse/regions.ts'

interface Names { kk: string, ru: string, en: string }
export interface AkimatToLay { kato: string, names: Names, prefix: string, bodies: BodyPlan[] }

/** `Акмолинская область` → `Акмолинской области`, `Аккольский район` → `Аккольского района`; a name after its kind is left as it is, but for the capital's, which everybody declines. */
const genitive = (ru: string): string => ru
  .replace(/^(.+)ская область$/, '$1ской области').replace(/^область /, 'области ')
  .replace(/^(.+)ский район$/, '$1ского района').replace(/^район /, 'района ')
  .replace(/^город /, 'города ').replace(/Астана$/, 'Астаны')

const englishOf = ({ names: { en, ru }, isCity }: AdministrativePlace, isRegion: boolean): string =>
  en === null ? `Akimat of ${ru}` : isRegion ? `Akimat of ${en}` : `Akimat of ${en} ${isCity ? 'City' : 'District'}`

/** Kazakh names of places end in облысы, ауданы or қаласы, which all take the same ending. */
export const akimatNames = (place: AdministrativePlace, isRegion: boolean): Names =>
  ({ kk: `${place.names.kk}ның әкімдігі`, ru: `Акимат ${genitive(place.names.ru)}`, en: englishOf(place, isRegion) })

/** Kept at the region: a district passes such posts up. */
const regionOnly: readonly string[] = ['health_dept', 'ecology', 'emergency_civil', 'religion_dept', 'tourism_dept', 'digital_dept', 'housing_policy']

/** A department of a region is a section of a district. */
const sectionOf = (plan: BodyPlan): BodyPlan => ({
  ...plan,
  names: {
    kk: plan.names.kk.replace(/басқармасы$/, 'бөлімі').replace(/департаменті$/, 'бөлімі'),
    ru: plan.names.ru.replace(/^Управление/, 'Отдел').replace(/^Департамент/, 'Отдел'),
    en: plan.names.en.replace(/[Dd]epartment$/, 'section'),
  },
})

const districtBodies = (): BodyPlan[] => bodyPlans().filter(({ code }) => !regionOnly.includes(code)).map(sectionOf)

/** The first letters of the name, as many as make it unlike those taken before. */
const prefixFor = ({ names }: AdministrativePlace, taken: Set<string>): string => {
  const letters = names.kk.replace(/ (облысы|ауданы|қаласы)$/, '').toUpperCase().replaceAll(/[^А-ЯЁӘҒҚҢӨҰҮҺІ]/g, '')
  const tries = [3, 4, 5, 6, 2].map(length => letters.slice(0, length)).concat([...letters].slice(3).map(letter => letters.slice(0, 2) + letter))
  const prefix = tries.find(one => prefixProblem(one) === null && !taken.has(lookOf(one)))
  if (prefix === undefined) throw new Error(`no prefix is left for ${names.kk}`)
  taken.add(lookOf(prefix))
  return prefix
}

/** The region first. */
export const regionPlan = (region: Region): AkimatToLay[] => {
  const taken = new Set<string>()
  return [region, ...region.parts].map((place, index) => ({
    kato: place.kato, names: akimatNames(place, index === 0), prefix: prefixFor(place, taken), bodies: index === 0 ? bodyPlans() : districtBodies(),
  }))
}
