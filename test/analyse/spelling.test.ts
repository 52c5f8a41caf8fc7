// A spelling is found by a number made of its letters: another with the same number is never taken for it.
import { expect, test } from 'vitest'
import { normalise } from '../../server/analyse/normalise.ts'

test.for([['озгаес', 'ржмтва'], ['бпилрг', 'нолсжг'], ['зпгатм', 'сиекер']])('«%s» and «%s», which share a number, stay two words', ([one = '', other = '']) => {
  expect(normalise(`${one} ${other} ${one}`).words.map(({ word }) => word)).toEqual([one, other, one])
})

test('links, handles, apostrophes and pictures are cut as they stand', () => {
  const text = 'Салам😀o\'zbek https://a.kz/су?x #су_жоқ, a@b.kz ℹ 🇰🇿'
  const cut = normalise(text).tokens.map(({ kind, from, to, tag, paused }) => [text.slice(from, to), kind, ...tag ? ['tag'] : [], ...paused ? ['paused'] : []])
  expect(cut).toEqual([['Салам', 'word'], ['😀', 'emoji'], ['o\'zbek', 'word'], ['су', 'word', 'tag'], ['жоқ', 'word', 'tag'], ['ℹ', 'word', 'paused']])
})
