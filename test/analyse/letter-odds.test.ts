// The language of a text none of whose words is known: its letters tell.
import { expect, test } from 'vitest'
import { classify } from '../../server/analyse/classify.ts'
import { kazakhOdds, letterRows } from '../../server/analyse/letter-odds.ts'
import { normalise } from '../../server/analyse/normalise.ts'
import { fitLetters } from '../../server/analyse/train/fit-letters.ts'

const oddsOf = (text: string): number => kazakhOdds(normalise(text).words)

test.each(['Окинбедим алганыма', 'Тунде уйыктау кыйын'])('Kazakh typed without its letters, of words that no list holds, is Kazakh: %s', (text) => {
  expect(oddsOf(text)).toBeGreaterThan(0)
  expect(classify(text).language).toBe('kk')
})

test.each(['Прикольно ребята', 'Жаль потерянного вечера', 'Ресторан советую'])('Russian of words that no list holds is Russian: %s', (text) => {
  expect(oddsOf(text)).toBeLessThan(0)
  expect(classify(text).language).toBe('ru')
})

test('a name alone says nothing of the language by its letters', () => {
  expect(classify('Кто: Балабекулы?').language).toBe('ru')
})

test('a piece of Kazakh words speaks for Kazakh, one of both for neither, and teaching twice gives the same', () => {
  const taught = () => fitLetters(['балалар далада', 'ойнады'], ['дети гуляют', 'играли'])
  const weights = taught()
  expect(weights).toHaveLength(letterRows)
  expect(Math.max(...weights)).toBeGreaterThan(0)
  expect(Math.min(...weights)).toBeLessThan(0)
  expect(taught()).toEqual(weights)
  expect(fitLetters(['дом'], ['дом']).every(weight => weight === 0)).toBe(true)
})
