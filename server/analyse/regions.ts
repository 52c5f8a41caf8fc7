// The regions of Kazakhstan with the districts and cities directly under each, by the KATO register.
import places from './data/places.json' with { type: 'json' }

export interface AdministrativePlace { kato: string, names: { kk: string, ru: string, en: string | null }, isCity: boolean }
export interface Region extends AdministrativePlace { parts: AdministrativePlace[] }

/** Towns within a district have no akimat of this kind: the district's office answers for them. */
const withOffice: readonly string[] = ['district', 'city_of_regional_significance', 'city_district']

const placeFrom = ({ kato, kind, name_kk: kk, name_ru: ru, name_en: en }: typeof places[number]): AdministrativePlace =>
  ({ kato, names: { kk, ru, en: en ?? null }, isCity: kind.includes('city_of') || kind === 'republican_city' })

/** The seventeen oblasts and three cities of republican significance, in order of their codes. */
export const regions: readonly Region[] = places.filter(({ level }) => level === 'region')
  .map(region => ({ ...placeFrom(region), parts: places.filter(({ parent, kind }) => parent === region.kato && withOffice.includes(kind)).map(placeFrom) }))
