// The list of bodies of a region: what is found in it by names.
import { expect, test } from 'vitest'
import { bodyTree } from '../../client/screens/people/bodyTree.ts'
import type { Body } from '../../client/reference.ts'

const body = (kind: Body['kind'], ...path: string[]): Body => {
  const id = path.at(-1) ?? ''
  return { id, kind, parentId: path.at(-2) ?? null, names: { kk: id, ru: id, en: id }, path, code: null, prefix: null, kato: null, topics: [], version: 1 }
}
const region = 'Ақмола облысы'
const [zhaqsy, burabai] = ['Жақсы ауданы', 'Бурабай ауданы']
const all = [
  body('akimat', region, burabai), body('akimat', region), body('department', region, burabai, 'Жол бөлімі'), body('department', region, 'Денсаулық басқармасы'),
  body('akimat', region, zhaqsy), body('department', region, zhaqsy, 'Жол бөлімі Жақсы'), body('enterprise', region, zhaqsy, 'Су арнасы'), body('external', region, zhaqsy, 'Полиция бөлімі'),
]
const seen = (sought: string) => bodyTree(all, id => id, sought).map(({ akimat, bodies }) => [akimat.id, ...bodies.map(({ id }) => id)])

test('every akimat stands above those below it, each with its own bodies by name', () => {
  expect(seen('')).toEqual([[region, 'Денсаулық басқармасы'], [burabai, 'Жол бөлімі'], [zhaqsy, 'Жол бөлімі Жақсы', 'Полиция бөлімі', 'Су арнасы']])
})

test('a name finds its bodies in every akimat, and the name of an akimat all of its bodies', () => {
  expect(seen(' ЖОЛ ')).toEqual([[burabai, 'Жол бөлімі'], [zhaqsy, 'Жол бөлімі Жақсы']])
  expect(seen('жақсы аудан')).toEqual([[zhaqsy, 'Жол бөлімі Жақсы', 'Полиция бөлімі', 'Су арнасы']])
  expect(seen('көлік')).toEqual([])
})
