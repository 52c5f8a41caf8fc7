// Names of places by their KATO code, for the screens.
import places from './data/places.json' with { type: 'json' }
import { placeOf } from './place-names.ts'

export interface NamesOfPlace { kk: string, ru: string, en: string }

export const placeNames: ReadonlyMap<string, NamesOfPlace> = new Map(places.map(({ kato, name_kk: kk, name_ru: ru, name_en: en }) => [kato, { kk, ru, en: en ?? ru }]))

/** Names of any place of the register, villages too; a code that it lacks stands for itself. */
export const namesOfPlace = (kato: string): NamesOfPlace => {
  const rural = placeOf(kato)
  return placeNames.get(kato) ?? { kk: rural?.name_kk ?? kato, ru: rural?.name_ru ?? kato, en: rural?.name_ru ?? kato }
}
