// The trained models: learned by the script alone, small, sure only when they may be, and never without showing their words.
import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sentiments, sureFrom } from '#domain/classification.ts'
import { classify } from '../../server/analyse/classify.ts'
import stored from '../../server/analyse/data/models.json' with { type: 'json' }
import { exampleFrom } from '../../server/analyse/train/example.ts'
import { fit, type Fitting } from '../../server/analyse/train/fit.ts'
import { fitPraise, judgedOf } from '../../server/analyse/train/fit-praise.ts'
import { featuresOfWord, pairWeight, stemWeight } from '../../server/analyse/features.ts'
import { makePraise } from '../../server/analyse/praise.ts'
import { makeScorer, rowsOf, softmax, type LinearModel } from '../../server/analyse/linear.ts'
import { lookAt, namedValues } from '../../server/analyse/look.ts'
import { praised } from '../../server/analyse/sway.ts'
import { urgencyReasons } from '../../server/analyse/urgency.ts'
import { topicCodes } from '../../server/analyse/topic.ts'

const plan: Fitting = {
  answers: ['water', 'road'], rounds: 20, rate: 0.3, caution: 0.01, decay: 0,
  plans: [{ name: 'toy', classes: ['water', 'road'], bits: 10, looksAt: 'all', named: ['asks'], classOf: answer => answer }],
}
const taught = ['Су жоқ үйде', 'Воды нет дома', 'Суды қашан береді'].map(text => exampleFrom(text, 'water', 1)).concat(['Жол нашар', 'Яма на дороге', 'Жолды жөндеңіз'].map(text => exampleFrom(text, 'road', 1)))

const scoresOf = (text: string): number[] => {
  const models = fit(taught, plan)
  const look = lookAt(text)
  const { sums } = makeScorer(models).score(look.tokens, namedValues(look))
  return [...sums].map((sum, at) => sum + (models[0]?.head.bias[at] ?? 0))
}

test('what was taught is known again in other forms of the words', () => {
  const [water = 0, road = 0] = scoresOf('Сусыз отырмыз, воду дайте')
  expect(water).toBeGreaterThan(road)
  const [wrong = 0, right = 0] = scoresOf('Жолдың бәрі яма')
  expect(right).toBeGreaterThan(wrong)
})

test('a text of hundreds of long words is added up to the last of them', () => {
  const weights = Int8Array.from({ length: 2 << 4 }, (_, at) => at % 2 === 0 ? 127 : -127)
  const model: LinearModel = { head: { name: 'toy', classes: ['good', 'bad'], stemsOnly: false, bits: 4, named: [], scale: 1, kinScale: null, temperature: 1, bias: [0, 0] }, weights }
  const { tokens } = lookAt('қайырымдылық ұйымдастырушылар '.repeat(300))
  const features = tokens.map(featuresOfWord).reduce((sum, { stems, pieces }) => sum + stemWeight * stems.length + pieces.length, pairWeight * (tokens.length - 1))
  const { sums } = makeScorer([model]).score(tokens, new Map())
  expect(tokens.length).toBe(600)
  expect([...sums].map(sum => Math.round(sum / Math.sqrt(features)))).toEqual([127, -127])
})

test('teaching twice gives the same weights', () => {
  expect(fit(taught, plan)).toEqual(fit(taught, plan))
})

const praisePlan = { bits: 12, rounds: 20, rate: 0.05, hold: 1e-3 }
const reviewed = ['Керемет қосымша, рахмет', 'Өте жақсы кітап, ұнады', 'Сапасы керемет'].map(text => judgedOf(lookAt(text), true, praisePlan))
  .concat(['Жаман, ақша сұрай береді', 'Ашылмайды, нашар қосымша', 'Нашар сапа, алмаңыздар'].map(text => judgedOf(lookAt(text), false, praisePlan)))

test('praise is told from blame, and a word said ten times weighs as much as one said once', () => {
  const praise = makePraise(fitPraise(reviewed, praisePlan))
  const oddsOf = (text: string): number => praise(lookAt(text).tokens)
  expect(oddsOf('Керемет екен')).toBeGreaterThan(0)
  expect(oddsOf('Нашар екен')).toBeLessThan(0)
  expect(oddsOf('нашар. '.repeat(10))).toBeCloseTo(oddsOf('нашар'))
  expect(fitPraise(reviewed, praisePlan)).toEqual(fitPraise(reviewed, praisePlan))
})

test('the models that ship know every topic and every sign, and fit into a mebibyte', () => {
  expect(stored.models.find(({ name }) => name === 'topic')?.classes).toEqual(topicCodes)
  expect(stored.models.find(({ name }) => name === 'urgency')?.named).toEqual(expect.arrayContaining(urgencyReasons.map(code => `sign:${code}`)))
  const cells = stored.models.reduce((sum, head) => sum + rowsOf(head) * head.classes.length, 0)
  const sizeOf = (file: string): number => statSync(new URL(`../../server/analyse/data/${file}`, import.meta.url)).size
  expect(sizeOf('models.bin')).toBe(cells)
  expect(cells + sizeOf('letters.bin') + sizeOf('kin.bin')).toBeLessThanOrEqual(1_048_576)
})

test('a label of the models shows words of the text', () => {
  const { evidence, kind, sentiment, topic } = classify('Салон автобуса грязный, водитель кричит на пенсионеров, до работы доехать нельзя')
  for (const value of [kind, sentiment.label, topic.topic]) expect(evidence.filter(piece => piece.value === value), value).not.toEqual([])
})

test('a text that says little is answered unsurely', () => {
  expect(classify('Ну такое').topic.confidence).toBeLessThan(sureFrom)
  expect(classify('Ну такое').sentiment.confidence).toBeLessThan(0.9)
})

test.for([
  ['люк жабылыпты', 'Таңертең люк ашық еді, түсте жабылыпты, рахмет'], ['a burst tyre', 'Автобустың дөңгелегі жарылды, жолда тұрмыз'], ['a shelf that was hung', 'Сосед повесил в подъезде полку с книгами'],
  ['a figure of speech', 'Концерт бомба болды, рахмет ұйымдастырушыларға'], ['dying of laughter', 'Хочу умереть от смеха, ну и видео'], ['an exercise', 'Учения: условный теракт готовили в школе, всё отработали'],
  ['a button of a lift', 'У лифта упал телефон с кнопки'],
])('%s rings nobody', ([, text]) => {
  expect(classify(text ?? '').urgency.level).not.toBe('danger')
})

test.for([
  ['Люк открыт, так и не закрыли', 'open-manhole'], ['Су үйге кіріп жатыр, көмектесіңіздер', 'flood'], ['Ребёнок не дышит, скорая где', 'life'], ['Газ баллоны жарылды, үй іші түтін', 'explosion'],
  ['Двое рыбаков на льдине, уносит', 'life'], ['Дамбадан су асып жатыр', 'flood'], ['Акимат отказал в жилье, покончу с собой', 'suicide'], ['Я повешусь, если не дадите квартиру', 'suicide'],
  ['Өзіме қол жұмсаймын, әкімдік үй бермесе', 'suicide'], ['Говорят, у нас в Кокше теракт готовят', 'explosion'], ['Заложили бомбу в ТРЦ', 'explosion'], ['Мост вот-вот рухнет, опора в трещинах', 'collapse'],
  ['Лифт упал с людьми', 'collapse'], ['лёд провалился под рыбаком', 'life'], ['Ребенок утонул в котловане', 'child-hurt'], ['Ученик принёс нож в школу', 'violence'],
  ['Боранда жолда қалдық, балалар мұздап жатыр', 'stuck'],
])('«%s» rings for %s', ([text, reason]) => {
  const { level, reasons } = classify(text ?? '').urgency
  expect(level).toBe('danger')
  expect(reasons).toContain(reason)
})

test('Kazakh talk that reads like a complaint leans to negative, and the surer it is one the further', () => {
  const look = lookAt('Бір айдан бері уәде, іс жоқ')
  const negative = (complains: number) => softmax(Float64Array.from(praised([1 / 3, 1 / 3, 1 / 3], 0, look, complains)))[sentiments.indexOf('negative')] ?? 0
  expect(negative(0.5)).toBeGreaterThan(negative(0) + 0.1)
  expect(negative(1)).toBeGreaterThan(negative(0.5) + 0.1)
})
