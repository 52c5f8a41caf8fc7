// The search must bring the forms of a word together and keep different words apart.
import { expect, test } from 'vitest'
import { stems } from '../../server/analyse/stems.ts'
import * as kazakh from './kazakh-forms.ts'
import * as russian from './russian-forms.ts'

const shared = (one: string, other: string) => stems(one).filter(term => stems(other).includes(term))

test.for([
  'су судың суды суға сумен', 'жол жолда жолды жолдар жолдың жолымыз', 'көше көшеде көшесі көшелер көшенің', 'мектеп мектептің мектебі мектепке мектептер', 'жарық жарығы жарықтың', 'үй үйде үйдің үйлер',
  'әкімдік әкімдікке әкімдігі әкімдіктің', 'қоқыс қоқысты қоқыстар', 'балабақша балабақшаға балабақшалар', 'көпір көпірі көпірде', 'дәрігер дәрігерлер дәрігердің',
  'вода воды воду водой', 'дорога дороги дорог дорогу дорогами', 'улица улицы улиц улице', 'школа школы школ школе', 'автобус автобусы автобусов автобусом', 'отопление отопления отоплением', 'собака собаки собак',
  'больница больниц больнице', 'акимат акимата акимату акиматом', 'яма ямы ям', 'площадка площадки площадок', 'очередь очереди',
])('every form shares a term with the first: %s', (forms) => {
  const [first, ...others] = forms.split(' ')
  for (const other of others) expect(shared(first ?? '', other), other).not.toEqual([])
})

test.for([['су', 'сурет'], ['қар', 'қарыз'], ['вода', 'водитель'], ['мост', 'мостовая'], ['жол', 'жолбарыс'], ['лес', 'лестница'], ['ит', 'итальян'], ['газ', 'газета'], ['қой', 'қойма'], ['ай', 'айна'], ['таза', 'тазы']])('%s and %s share no term', ([one, other]) => {
  expect(shared(one ?? '', other ?? '')).toEqual([])
})

const shareFound = (rows: (readonly [base: string, forms: string[]])[]): number => {
  const found = rows.flatMap(([base, forms]) => forms.map(form => shared(base, form).length > 0))
  return found.filter(Boolean).length / found.length
}

test('nearly every case, plural and possessive of an everyday Kazakh noun is found by the noun', () => {
  expect(kazakh.formsOf('мектеп')).toEqual(expect.arrayContaining(['мектептің', 'мектебіміздің', 'мектептерінде', 'мектепке', 'мектебін']))
  expect(shareFound(kazakh.kazakhNouns.map(noun => [noun, kazakh.formsOf(noun)]))).toBeGreaterThan(0.98)
})

test('nearly every case and plural of an everyday Russian noun is found by the noun', () => {
  expect(russian.formsOf('остановка+остановок')).toEqual(expect.arrayContaining(['остановки', 'остановками', 'остановок']))
  expect(shareFound(russian.russianNouns.map(noun => [russian.baseOf(noun), russian.formsOf(noun)]))).toBeGreaterThan(0.98)
})

test.for([['Kazakh', kazakh.kazakhLookAlikes], ['Russian', russian.russianLookAlikes]] as const)('one in ten at most of the %s look-alikes is taken for the word', ([, pairs]) => {
  expect(pairs.filter(([one, other]) => shared(one ?? '', other ?? '').length > 0).length).toBeLessThanOrEqual(pairs.length / 10)
})

test('a word is found whichever way its letters were written', () => {
  expect(shared('жөндеу', 'жондеу')).not.toEqual([])
  expect(shared('жарық', 'jaryq')).not.toEqual([])
  expect(shared('вoда', 'вода')).not.toEqual([])
})

test('terms of a classification are the stems of its text', () => {
  expect(stems('Ауылда су жоқ')).toEqual(expect.arrayContaining(['ауылда', 'ауыл', 'су', 'жок']))
})

test('links, handles and emoji are no terms', () => {
  expect(stems('https://example.kz/su @akimat #su 😀')).toEqual([])
})

test('the last words of the longest text are searched too', () => {
  expect(stems(`${'жол '.repeat(16_000)} құбыр`)).toContain('кубыр')
})
