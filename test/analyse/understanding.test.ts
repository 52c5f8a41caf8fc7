// Language, topic, kind, urgency and mood: one sentence of the office a rule.
import { expect, test } from 'vitest'
import { sureFrom } from '#domain/classification.ts'
import { lookAt } from '../../server/analyse/look.ts'
import { classify } from '../../server/analyse/classify.ts'

test.for([
  ['Бүгін ауылда жиналыс өтті', 'kk'], ['Бизде биыл кыс катты болды, баргандар калай екен', 'kk'], ['Bizde su joq, qashan beredi eken', 'kk'],
  ['Когда починят дорогу у школы?', 'ru'], ['Акимат Қонаева обещал провести воду до зимы', 'ru'],
  ['Су жоқ, сколько можно ждать, балалар қалай жуынады, когда дадут', 'mixed'], ['Автобус тағы келмеді, вечером пешком қайттық', 'mixed'],
  ['The road in our village is very bad', 'other'], ['Yo\'llar juda yomon, suv ham yo\'q', 'other'], ['Бул жерде суу жок, эмне үчүн экен, болгон эмес', 'other'], ['Айыл өкмөтүнө кантип кайрылсам болот, качан иштешет?', 'other'], ['Kimga aytamiz, svet yana o\'chdi, maktabda ham', 'other'], ['Sokak çok kötü, belediye nerede, lütfen', 'other'],
  ['Şu audanynyñ äkımdıgı, jaryq keşkı jetıde söndı', 'kk'], ['Petropavlda Vokzal ostanovkasy qaida koshti, tappai jurmin', 'kk'], ['куттыктаймын достым, бакытты болсын', 'kk'],
  ['😀😀', 'other'], ['', 'other'],
])('«%s» is written in %s', ([text, language]) => {
  expect(classify(text ?? '').language).toBe(language)
})

test.for([
  ['Ауыз су келмейді', 'utilities.water_supply'], ['воды нет второй день', 'utilities.water_supply'], ['Көшеде шұңқыр көп, асфальт жоқ', 'roads.road_surface'],
  ['Қоқыс шығарылмай жатыр', 'waste_ecology.garbage'], ['Бродячие собаки во дворе', 'agri_vet.stray_animals'], ['Балабақша кезегі қашан жүреді', 'education.kindergartens'],
  ['Не горят фонари на улице', 'improvement.street_lighting'], ['kocheler qarangy, jaryq sham joq', 'improvement.street_lighting'], ['Зарплату не платят три месяца', 'social_labour.wages'],
])('«%s» is about %s', ([text, topic]) => {
  expect(classify(text ?? '').topic.topic).toBe(topic)
})

test('look-alikes of short stems are no topic', () => {
  expect(classify('Реклама центра').topic.topic).not.toBe('waste_ecology.water_bodies')
  expect(classify('Музыка громкая').topic.topic).not.toBe('roads.snow_ice')
  expect(classify('Лестница').topic.topic).not.toBe('waste_ecology.nature')
})

test('a text without a known stem is other, and unsure', () => {
  const { topic, topic2 } = classify('Сәлем достар')
  expect(topic).toMatchObject({ sector: 'other', topic: 'other' })
  expect(topic.confidence).toBeLessThan(sureFrom)
  expect(topic2).toBeNull()
})

test('a phrase alone is sure, two topics of equal weight are not', () => {
  expect(classify('Ауыз су келмейді').topic.confidence).toBeGreaterThanOrEqual(sureFrom)
  const torn = classify('Су да жоқ, жол да нашар')
  expect(torn.topic.confidence).toBeLessThan(sureFrom)
  expect(torn.topic2).not.toBeNull()
})

test('a few words that name two matters alike are shown as a question with both, a place that stands by is none', () => {
  for (const [text, both] of [['Лифт и светофор', ['housing.lifts', 'roads.traffic_organisation']], ['Автобус пен аурухана', ['health.hospitals', 'transport.bus_routes']]] as const) {
    const { topic, topic2 } = classify(text)
    expect([topic.topic, topic2?.topic].sort(), text).toEqual(both)
    expect(topic.confidence, text).toBeLessThan(sureFrom)
  }
  expect(classify('Яма у поликлиники').topic).toMatchObject({ topic: 'roads.road_surface' })
  expect(classify('Яма у поликлиники').topic.confidence).toBeGreaterThanOrEqual(sureFrom)
})

test.for([
  ['Мусор не вывозят, безобразие', 'complaint'], ['Прошу починить лавочку', 'request'], ['Жолды жөндеп беріңізші', 'request'], ['Подскажите, где ЦОН?', 'question'], ['Балабақшаға қалай жазыламыз?', 'question'],
  ['Предлагаю посадить деревья', 'proposal'], ['Рахмет, жол керемет болды', 'thanks'], ['Аким провёл совещание', 'news'], ['Облыс әкімі тұрғындармен кездесті', 'news'],
  ['Сдаю квартиру посуточно', 'advert'], ['Үй сатылады, хабарласыңыз', 'advert'], ['Казино! Быстрые деньги, переходи по ссылке', 'spam'], ['Привет', 'other'],
])('«%s» is a %s', ([text, kind]) => {
  expect(classify(text ?? '').kind).toBe(kind)
})

test('thanks in advance are no thanks', () => {
  expect(classify('Уберите снег, заранее спасибо').kind).toBe('request')
})

test('a complaint that ends in a question stays a complaint', () => {
  expect(classify('Мусор не вывозят, вонь, сколько можно? Где акимат?').kind).toBe('complaint')
})

test.for([
  ['Люк ашық жатыр', 'open-manhole'], ['Колодец без крышки у садика', 'open-manhole'], ['Провод оборвался и искрит', 'live-wire'], ['Газ иісі шығып тұр', 'gas'], ['сильный запах газа', 'gas'],
  ['Үй өртеніп жатыр', 'fire'], ['Пожар в доме', 'fire'], ['Собаки напали на ребенка', 'animal-attack'], ['Крыша рушится', 'collapse'], ['Су басып кетті, үйлер су астында', 'flood'],
  ['Скорая не едет уже час', 'ambulance'], ['Бала жоғалып кетті', 'missing-child'], ['В мороз нет отопления, грудной ребёнок', 'frozen'],
])('«%s» rings for %s', ([text, reason]) => {
  const { level, reasons } = classify(text ?? '').urgency
  expect(level).toBe('danger')
  expect(reasons).toContain(reason)
})

test.for([
  'Фонари не горят', 'Аким провёл совещание по подготовке к паводкам', 'В школе прошли учения: пожар в доме потушен', 'Су құбыры жарылды', 'Провели газ, спасибо', 'Горит желанием работать',
])('«%s» does not ring', (text) => {
  expect(classify(text).urgency.level).not.toBe('danger')
})

test('a lost service over days is high, with both reasons', () => {
  for (const text of ['Үш күннен бері су жоқ', 'Третий день нет света']) {
    const { level, reasons } = classify(text).urgency
    expect(level).toBe('high')
    expect(reasons).toEqual(expect.arrayContaining(['service-lost', 'duration']))
  }
})

test('a topic that the tree calls critical does not ring by itself', () => {
  expect(classify('Плотина').urgency.level).not.toBe('danger')
})

test.for([
  ['Жол өте жақсы болды', 'positive'], ['жақсы емес', 'negative'], ['Қызметі жақсы емес', 'negative'], ['Очень красиво, спасибо', 'positive'], ['не красиво', 'negative'], ['Ужас, грязь', 'negative'], ['Нашар', 'negative'],
  ['Сегодня вторник', 'neutral'], ['👍❤️', 'positive'],
])('the mood of «%s» is %s', ([text, label]) => {
  expect(classify(text ?? '').sentiment.label).toBe(label)
})

test('the mood is between -1 and 1 and less sure when nothing coloured the text', () => {
  const loud = classify('ужас '.repeat(100)).sentiment
  expect(loud.score).toBeGreaterThanOrEqual(-1)
  expect(loud.confidence).toBeGreaterThan(classify('Сегодня вторник').sentiment.confidence)
})

test.for([
  ['Полиция задержала группу, продававшую украденный скот, сообщает пресс-служба департамента', 'neutral'],
  ['Пресс-служба акимата: прорвавшую трубу заменили, грязную воду откачали, подтопленные подвалы осушены', 'neutral'],
  ['Су құбырындағы апат жойылды, тұтынушыларға су қайта берілді деп хабарлады қала әкімдігінің баспасөз қызметі', 'neutral'],
  ['Контейнеры у дома вывозят раз в неделю, пакеты лежат рядом', 'negative'], ['Аулаға келетін жолдағы шам бір айдан бері жанбайды', 'negative'],
  ['Подскажите, до какого часа работает водоканал?', 'neutral'],
])('«%s» is told in a %s voice, whatever its words are coloured by', ([text, mood]) => {
  expect(classify(text ?? '').sentiment.label).toBe(mood)
})

test('a Kazakh review of no matter of the office is taken for praise sooner than for blame', () => {
  expect(classify('Бағасы қымбаттау, сапасына сай').sentiment.score).toBeGreaterThan(0)
})

test.for([
  ['Көршілер түнімен айғайлап, төбелесіп жатыр, ұйықтай алмаймыз', 'internal_police'], ['Звонили телефонные мошенники, бабушка назвала им код из смс', 'internal_police'],
  ['В ЦОНе третий день не принимают документы, очередь на улице', 'public_service_centre'], ['Завод түнде түтін шығарады, экология департаменті неге тексермейді?', 'ecology_department'],
])('«%s» is proposed as a hand-over to %s', ([text, code]) => {
  expect(classify(text ?? '').handOver).toMatchObject({ code, name_kk: expect.any(String), name_ru: expect.any(String) })
})

test('the akimat\'s own matters, and news of the police, are handed over to nobody', () => {
  for (const text of ['Көшеде шұңқыр көп, асфальт жоқ', 'Полиция провела рейд, задержаны двое, сообщили в департаменте']) expect(classify(text).handOver).toBeUndefined()
})

test.for([
  ['Қолым ауырып тұр', 'waste_ecology.water_bodies'], ['В нашем селе хорошая школа', 'safety.flood'], ['Сол жерде әлі тұр', 'safety.drugs_gambling'], ['Музыка ойнап тұр', 'roads.snow_ice'],
  ['Жауабын әлі көрсем деймін', 'health.epidemiology'],
])('«%s» only sounds like %s', ([text = '', code]) => {
  expect(lookAt(text).topics.map(({ topic }) => topic)).not.toContain(code)
})

test.for([
  ['Көл тартылып кетті', 'waste_ecology.water_bodies'], ['Селевой поток идёт на посёлок', 'safety.flood'], ['Мұз қатып қалды', 'roads.snow_ice'], ['В садике вспышка кори', 'health.epidemiology'],
])('«%s» speaks of %s', ([text = '', code]) => {
  expect(lookAt(text).topics.map(({ topic }) => topic)).toContain(code)
})
