// Names of places in three scripts and two grammars, told apart by what stands beside them.
import { expect, test } from 'vitest'
import { classify } from '../../server/analyse/classify.ts'

const katosOf = (text: string, kato?: string) => classify(text, kato === undefined ? undefined : { kato }).places.map(place => place.kato)

test.for([
  ['Шымкентте су жоқ', '790000000'], ['в Шымкенте нет воды', '790000000'], ['шымкентцы недовольны', '790000000'], ['Shymkent qalasynda', '790000000'], ['ШЫМКЕНТ', '790000000'],
  ['Қарағанды облысы', '350000000'], ['в Карагандинской области', '350000000'], ['Караганда, ул. Ленина', '351000000'], ['Караганды каласы', '351000000'],
  ['Усть-Каменогорске', '631000000'], ['Өскеменнің', '631000000'], ['Щучинскіде', '117020100'], ['Степногорскінің', '111800000'], ['в Экибастузе', '552200000'], ['в Арыси', '611600000'], ['из Костаная', '391000000'], ['Нұр-Сұлтанда', '710000000'],
  ['БҚО-да', '270000000'], ['в Алмалинском районе', '751110000'], ['Алмалы ауданында', '751110000'], ['алматинский акимат', '750000000'], ['Щучинск қ.', '117020100'], ['г.Актау', '471000000'],
  ['Бухар-Жырауский район', '354000000'], ['Северо-Казахстанской области', '590000000'],
])('«%s» is the place %s', ([text, kato]) => {
  expect(katosOf(text ?? '')).toEqual([kato])
})

test.for(['1 мая в школе', 'Жақсы жұмыс, алға!', 'есік ашық тұр', 'улица Абая', 'Абай көшесі 5', 'на Толе би', 'проспект Астана', 'қарағанда жақсы', 'темір қақпа', 'Каратал ықшамауданы', 'ул. Карагандинская'])(
  'no place is named in «%s»', (text) => {
    expect(katosOf(text)).toEqual([])
  })

test.for([
  'г.Кокшетау ул.Абая 5, нет воды', 'Кокшетау ул. Ауэзова 12', 'кокшетау ул абая 5 нет света', 'Кокшетау мкр Васильковский', 'Көкшетау қ., Абай к-сі 5, жарық жоқ', 'Көкшетау көшелерінде жарық жоқ',
])('a town before its street is the place: «%s»', (text) => {
  expect(katosOf(text)).toEqual(['111000000'])
})

test('a street that bears the name of a town is none', () => {
  for (const text of ['Астана көшесінде шұңқыр', 'Карагандинская улица вся в ямах', 'Карагандинская улица Жамбыла', 'Абай к-сі 5']) expect(katosOf(text), text).toEqual([])
})

test('a common word is a place with its type beside it', () => {
  expect(katosOf('Есік қаласы')).toEqual(['194020100'])
  expect(katosOf('г. Шар')).toEqual(['104221100'])
  expect(katosOf('Жақсы ауданы')).toEqual(['115200000'])
})

test('families that are counted are no town, and a town in small letters is one', () => {
  for (const text of ['Двадцать семей ждут детский сад', 'Помогите 12 семей выселяют', 'Список многодетных семей где']) expect(katosOf(text), text).toEqual([])
  for (const text of ['Семей, су қашан болады', 'семей қаласы, су қашан болады', 'семей акимдиги, су қашан болады', 'Акимат семей, ответьте', 'бізде су жоқ, семей']) expect(katosOf(text), text).toEqual(['101000000'])
})

test('families in any case, counted or not, are no town', () => {
  for (const text of ['Нас двести с лишним семей ждёт ключей', 'семей без газа осталось сорок', 'Гуляли всей семьёй', 'молодой семье жить негде', 'Помогите семьям погорельцев']) expect(katosOf(text), text).toEqual([])
  for (const text of ['жилья для семей в Семее нет', 'семей халқы су күтіп отыр', 'В Семей приехал министр']) expect(katosOf(text), text).toEqual(['101000000'])
})

test('the surname of a street is no town that bears it; people and offices of the town are of the town', () => {
  for (const text of ['На Сатпаева 22 нет света', 'Конаева, 12, подвал затоплен', 'вдоль Курчатова яма на яме']) expect(katosOf(text), text).toEqual([])
  for (const text of ['Жители Сатпаева без воды', 'акимат Сатпаева молчит', 'из Сатпаева автобус не ходит', 'в Сатпаеве нет газа', 'Сәтбаевта су жоқ', 'город Сатпаев']) expect(katosOf(text), text).toEqual(['622000000'])
})

test('a town whose name ends as a plural is found in its cases', () => {
  for (const text of ['В Кульсарах третий день нет воды', 'Кульсары без света', 'Құлсарыда жарық жоқ']) expect(katosOf(text), text).toEqual(['233620100'])
})

test('a district of three regions is told apart by the region of the source', () => {
  expect(katosOf('Абай ауданында жол жоқ')).toEqual([])
  expect(katosOf('Абай ауданында жол жоқ', '350000000')).toEqual(['353200000'])
  expect(katosOf('Абай ауданында жол жоқ', '790000000')).toEqual(['791110000'])
})

test('a district of three regions is told apart by the region in the text', () => {
  expect(katosOf('Жамбылский район, Северо-Казахстанская область')[0]).toBe('594600000')
})

test('the narrower place stands before the one it lies in', () => {
  expect(katosOf('Алматы қаласы, Медеу ауданы')).toEqual(['751710000', '750000000'])
})

test('the place of the akimat that is spoken of stands first', () => {
  expect(katosOf('В Талгаре и Есике ждут воду, акимат Алматинской области молчит')[0]).toBe('190000000')
  expect(katosOf('Ақтауда жатырмыз, Өскемен қаласының әкімдігі жауап берсін')[0]).toBe('631000000')
  expect(katosOf('акимат Медеуского района города Алматы')).toEqual(['751710000', '750000000'])
})

test('a village is a place with its word beside it, or with its district, and not by its name alone', () => {
  expect(katosOf('Зайсан ауданының әкімдігі, кеше Дайырда көмір бітті')).toEqual(expect.arrayContaining(['634600000', '634647000']))
  expect(katosOf('Сауран ауданы Шорнақ ауылында су жоқ')).toContain('615530000')
  expect(katosOf('кеше Бірлікте жиналдық')).toEqual([])
  expect(katosOf('село Жамбыл без воды')).toEqual([])
})

test.for([
  ['п. Шортанды, нет отопления', '116830000'], ['пос. Шортанды второй день без света', '116830000'], ['Шортандинский р-н, п.Шортанды', '116830000'], ['пгт Карабалык, где автобус', '395030000'],
  ['Шортанды ауданы, жол жоқ', '116800000'], ['р-н Шортанды, нет отопления', '116800000'],
] as const)('a settlement and its district of one name are told apart by the word beside them: «%s»', ([text, kato]) => {
  expect(katosOf(text)[0]).toBe(kato)
})

test('a word that only ends like an abbreviation is no place', () => {
  expect(katosOf('падёж скота у соседей')).toEqual([])
  expect(katosOf('СҚО-да жол жоқ')).toEqual(['590000000'])
})

test('a bare name of a city and its region is the city', () => {
  expect(katosOf('Павлодарда')).toEqual(['551000000'])
  expect(katosOf('Атырау')).toEqual(['231000000'])
})

test('a text that names no place has its source\'s place, without evidence', () => {
  const found = classify('Жарық жоқ', { kato: '551000000' })
  expect(found.places).toEqual([{ kato: '551000000', name_kk: 'Павлодар қаласы', name_ru: 'город Павлодар' }])
  expect(found.evidence.filter(piece => piece.field === 'place')).toEqual([])
  expect(katosOf('Семейде жарық жоқ', '551000000')).toEqual(['101000000'])
})

test('an unknown code of a source is no place', () => {
  expect(katosOf('Жарық жоқ', '999999999')).toEqual([])
})
