// Names of places by their KATO code, for the screens.
import places from './data/places.json' with { type: 'json' }

export interface NamesOfPlace { kk: string, ru: string, en: string }

export const placeNames: ReadonlyMap<string, NamesOfPlace> = new Map(places.map(({ kato, name_kk: kk, name_ru: ru, name_en: en }) => [kato, { kk, ru, en: en ?? ru }]))
