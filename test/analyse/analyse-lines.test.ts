// The command line's rows: in order, one answer a line, copies recognised, bad lines told and passed over.
import { expect, test } from 'vitest'
import { analyseLines } from '../../server/analyse/analyse-lines.ts'
import { textKey } from '../../server/analyse/duplicate.ts'

const answers = async (lines: unknown[]) => {
  async function* source() { for (const line of lines) yield typeof line === 'string' ? line : JSON.stringify(line) }
  const rows: Record<string, unknown>[] = []
  for await (const row of analyseLines(source())) rows.push(JSON.parse(row))
  return rows
}

const complaint = 'Үш күннен бері ауылда су жоқ, қашан береді?'

test('an answer has every part that the office reads', async () => {
  const [row] = await answers([{ id: 'a', text: complaint, source: { kato: '551000000', name: 'Pavlodar' } }])
  expect(Object.keys(row ?? {})).toEqual(['id', 'language', 'mention', 'places', 'topic', 'topic2', 'kind', 'sentiment', 'urgency', 'evidence', 'terms'])
  expect(row).toMatchObject({ id: 'a', language: 'kk', mention: 'none', places: [{ kato: '551000000' }], topic: { sector: 'utilities' }, urgency: { level: 'high' } })
})

test('answers keep the order of the lines, and a bad line answers its number', async () => {
  const rows = await answers([{ id: 1, text: 'су' }, '{', '[]', { id: 'x' }, { text: 'x' }, '', { id: 'y', text: 'x', source: 5 }, { id: 'z', text: 'x', source: { kato: 5 } }, { id: 'last', text: '' }])
  expect(rows.map(row => row['line'] ?? row['id'])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 'last'])
  for (const row of rows.slice(1, -1)) expect(row).toEqual({ line: row['line'], error: expect.any(String) })
})

test('a copy with other capitals, marks, emoji, look-alikes or links names the first post', async () => {
  const rows = await answers([
    { id: 'first', text: complaint }, { id: 'loud', text: `${complaint.toUpperCase()}!!! 😡` }, { id: 'link', text: `${complaint} https://t.me/x #су @akimat` },
    { id: 'alike', text: complaint.replace('ауылда', 'aуылдa') }, { id: 'other', text: complaint.replace('су', 'газ') },
  ])
  expect(rows.map(row => row['duplicateOf'])).toEqual([undefined, 'first', 'first', 'first', undefined])
})

test('too short a text is nobody\'s copy', async () => {
  const rows = await answers([{ id: 1, text: 'Су жоқ' }, { id: 2, text: 'Су жоқ' }])
  expect(rows.map(row => row['duplicateOf'])).toEqual([undefined, undefined])
  expect(textKey('Су жоқ 😀😀😀😀😀😀😀😀😀😀😀😀')).toBe('')
})

test('texts that differ only far behind have different keys', () => {
  const long = 'ауылда су жоқ '.repeat(6000)
  expect(textKey(long)).not.toBe(textKey(`${long}қашан`))
})

test('a copy is remembered for a hundred thousand lines and no longer', async () => {
  const between = (count: number) => Array<string>(count).fill('{')
  const copy = (id: string) => ({ id, text: complaint })
  const near = await answers([copy('first'), ...between(99_999), copy('near')])
  expect(near.at(-1)).toMatchObject({ duplicateOf: 'first' })
  const far = await answers([copy('first'), ...between(100_000), copy('far')])
  expect(far.at(-1)).not.toHaveProperty('duplicateOf')
  const chain = await answers([copy('first'), ...between(50_000), copy('second'), ...between(50_000), copy('third')])
  expect(chain.at(-1)).toMatchObject({ duplicateOf: 'second' })
})
