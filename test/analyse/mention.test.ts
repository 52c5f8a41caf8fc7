// Akimat, akim, or only a word that sounds like them.
import { expect, test } from 'vitest'
import { classify } from '../../server/analyse/classify.ts'

const mentionOf = (text: string) => classify(text).mention

test.for([
  'Акимат города, ответьте', 'от акимата нет ответа', 'с акиматом говорили', 'горакимат обещал', 'облакимат молчит',
  'әкімдік қайда қарап отыр', 'Қала әкімдігіне хат жаздық', 'әкімдіктің жауабы', 'акимдик корсин', 'akimdik qaida', 'Akimat, please answer',
  'аппарат акима района', 'аудан әкімінің аппараты', 'aкимат с латинской буквой', 'әкiмдiк', 'көріңіздер @astana_akimdigi', '#акимат',
  'Aqtau äkımdıgı', 'Şymkent äkımdıgıne rahmet', 'райакимат молчит', 'Акемат Шахтинска',
])('the institution is heard in «%s»', (text) => {
  expect(mentionOf(text)).toBe('akimat')
})

test.for(['Аким района приехал', 'обратились к акиму', 'с акимом встретились', 'акимов всех районов собрали', 'ауыл әкімі келді', 'әкімге айттық', 'әкімнің есебі', 'әкімдер ауысты', 'замакима обещал', 'akim keldi'])(
  'the head, apart from the institution, is heard in «%s»', (text) => {
    expect(mentionOf(text)).toBe('akim')
  })

test.for([
  'Каким образом?', 'с таким подходом', 'Ерлан Акимов открыл зал', 'Әкімшілік жауапкершілік', 'әкімшілігі хабарлады', 'Бишкек акимиаты', 'акимчилик', 'администрация города',
  'хокимият', 'Әкімжан келді', 'посёлок Акимовка', 'Аким Петрович живёт рядом', 'никаким', '',
])('neither is heard in «%s»', (text) => {
  expect(mentionOf(text)).toBe('none')
})

test('a text that names the akim and the akimat speaks of the akimat', () => {
  expect(mentionOf('Аким не отвечает, акимат тоже')).toBe('akimat')
})
