// The same post told again: prefixed, mistyped, a fifth of its words replaced, or only about the same matter.
import { expect, test } from 'vitest'
import { analyseLines } from '../../server/analyse/analyse-lines.ts'
import { textKey } from '../../server/analyse/duplicate.ts'
import { likeness, makeNearFinder, sketchOf } from '../../server/analyse/near.ts'

const complaint = 'Ауылда үш күннен бері ауыз су жоқ, әкімдікке бірнеше рет хабарластық, ешкім жауап берген жоқ. Балалы үйлер қатты қиналып отыр, қашан береді?'
const other = 'Көшеміздегі шамдар жанбайды, кешке балалар мектептен қараңғыда қайтады, көршілеріміз де шағымданып шаршады, қашан жөнделеді екен?'

const sketch = (text: string): Uint32Array => sketchOf(textKey(text)) ?? new Uint32Array()

test.for([
  ['a call to share before it', `Жедел таратыңыздар! ${complaint}`], ['a signature after it', `${complaint} Ауыл тұрғындары атынан Серік`], ['capitals', complaint.toUpperCase()],
  ['letters without marks', complaint.replace(/[әіңғүұқөһ]/g, letter => ({ ә: 'а', і: 'и', ң: 'н', ғ: 'г', ү: 'у', ұ: 'у', қ: 'к', ө: 'о', һ: 'х' })[letter] ?? letter)],
  ['other words here and there', complaint.replace('бірнеше рет', 'талай мәрте').replace('қашан береді', 'не істейміз').replace('қатты', 'өте')],
])('a post with %s is the same post', ([, changed]) => {
  const finder = makeNearFinder(10)
  finder.next(sketch(other))
  finder.next(sketch(complaint))
  expect(finder.next(sketch(changed ?? ''))).toBe(1)
})

test('another complaint is another post', () => {
  const finder = makeNearFinder(10)
  finder.next(sketch(complaint))
  expect(finder.next(sketch(other))).toBeUndefined()
  expect(likeness(sketch(complaint), sketch(other))).toBeLessThan(0.2)
})

test('a short text is never nearly the same', () => {
  expect(sketchOf(textKey('Су жоқ, қашан береді?'))).toBeUndefined()
})

test('only so many posts are remembered as the finder was made for', () => {
  const finder = makeNearFinder(3)
  finder.next(sketch(complaint))
  for (let line = 0; line < 2; line += 1) finder.next(undefined)
  expect(finder.next(sketch(`Көмек! ${complaint}`))).toBe(0)
  for (let line = 0; line < 3; line += 1) finder.next(undefined)
  expect(finder.next(sketch(complaint))).toBeUndefined()
})

test('a copy of a copy names the first post', async () => {
  async function* lines() {
    for (const [id, text] of [['first', complaint], ['second', `Таратыңыз! ${complaint}`], ['third', `Таратыңыз! ${complaint} Көмектесіңіздер`]]) yield JSON.stringify({ id, text })
  }
  const found: unknown[] = []
  for await (const line of analyseLines(lines())) found.push(JSON.parse(line).duplicateOf)
  expect(found).toEqual([undefined, 'first', 'first'])
})

test('of several posts that are as alike the first one is named', () => {
  const finder = makeNearFinder(10)
  const sketch = Uint32Array.from({ length: 128 }, (_, bin) => bin * 77_777)
  expect([finder.next(sketch), finder.next(sketch), finder.next(sketch)]).toEqual([undefined, 0, 0])
})

test('posts whose sketches agree in their low bytes alone are two posts', () => {
  const finder = makeNearFinder(10)
  finder.next(Uint32Array.from({ length: 128 }, (_, bin) => bin))
  for (let high = 1; high < 9; high += 1) expect(finder.next(Uint32Array.from({ length: 128 }, (_, bin) => bin + 256 * high))).toBeUndefined()
})
