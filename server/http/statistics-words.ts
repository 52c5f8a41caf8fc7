// Words of the board's file, in the language of whoever takes it.
import { w, type Words } from '#domain/shared-words.ts'

/** In the order of the file. Times are whole working minutes, as the board counts them. */
export const statisticsColumns = {
  name: w('Атауы', 'Название', 'Name'),
  level: w('Деңгейі', 'Уровень', 'Level'),
  collectedToday: w('Бүгін түскен жазбалар', 'Поступило постов сегодня', 'Posts collected today'),
  waitingTriage: w('Сұрыптауды күтетін жазба', 'Посты ждут разбора', 'Posts waiting for a decision'),
  registeredToday: w('Бүгін тіркелген өтінімдер', 'Зарегистрировано заявок сегодня', 'Tickets registered today'),
  answeredToday: w('Бүгін жарияланған түпкілікті жауаптар', 'Опубликовано окончательных ответов сегодня', 'Final answers published today'),
  open: w('Ашық өтінімдер', 'Открыто заявок', 'Open tickets'),
  dueToday: w('Мерзімі бүгін бітеді', 'Срок истекает сегодня', 'Due today'),
  overdue: w('Мерзімі өткен', 'Просрочено', 'Overdue'),
  notAccepted: w('Жұмысқа алынбаған', 'Не принято в работу', 'Not accepted'),
  cases7: w('7 күндегі өтінімдер', 'Заявок за 7 дней', 'Tickets of 7 days'),
  late7: w('7 күнде кешіккен', 'Опоздало за 7 дней', 'Late in 7 days'),
  cases: w('30 күндегі өтінімдер', 'Заявок за 30 дней', 'Tickets of 30 days'),
  late30: w('30 күнде кешіккен', 'Опоздало за 30 дней', 'Late in 30 days'),
  firstInTerm: w('Алғашқы жауап мерзімінде', 'Первый ответ в срок', 'First reply in term'),
  firstOf: w('Алғашқы жауап есепке алынған өтінімдер', 'Первый ответ: учтено заявок', 'First reply: tickets counted'),
  firstPercent: w('Мерзімінде, %', 'В срок, %', 'In term, %'),
  firstMedian: w('Алғашқы жауап: медиана, жұмыс минуты', 'Первый ответ: медиана, рабочих минут', 'First reply: median, working minutes'),
  firstP90: w('Алғашқы жауап: P90, жұмыс минуты', 'Первый ответ: P90, рабочих минут', 'First reply: P90, working minutes'),
  awaiting: w('Алғашқы жауапты күтіп тұр', 'Ждут первого ответа', 'Waiting for the first reply'),
  answered: w('30 күнде жауап берілді', 'Отвечено за 30 дней', 'Answered in 30 days'),
  finalMedian: w('Түпкілікті жауап: медиана, жұмыс минуты', 'Окончательный ответ: медиана, рабочих минут', 'Final answer: median, working minutes'),
  finalP90: w('Түпкілікті жауап: P90, жұмыс минуты', 'Окончательный ответ: P90, рабочих минут', 'Final answer: P90, working minutes'),
  promised: w('Аралық жауап берілген, ашық', 'Дан промежуточный ответ, открыты', 'Interim reply given, open'),
  promiseOver: w('Уәде етілген күні өткен', 'Обещанный день прошёл', 'Promised day is past'),
  rejected: w('Жауабын басшы қайтарған', 'Ответ вернул руководитель', 'Reply sent back by the head'),
  returned: w('«Бізге қатысты емес» деп қайтарылған', 'Возвращены как «не наше»', 'Returned as not ours'),
  reopened: w('Қайта ашылған', 'Переоткрыты', 'Reopened'),
  repeated: w('Соның ішінде жаңа жазба бойынша', 'Из них по новому посту', 'Of these by a new post'),
  grade: w('Жауап сапасының орташа бағасы', 'Средняя оценка качества ответа', 'Mean grade of answers'),
  grades: w('Қойылған бағалар', 'Поставлено оценок', 'Grades given'),
  proven: w('Фотомен расталған жауап', 'Ответы с фотоподтверждением', 'Answers with a photograph'),
  merged: w('Біріктірілген өтінім, бөлек', 'Объединённые заявки', 'Merged tickets'),
  place: w('Орны', 'Место', 'Place'),
  asOf: w('Қай уақыттағы дерек', 'По состоянию на', 'As of'),
  partial: w('Толық емес: жазбалары жоқ дереккөздер', 'Неполно: нет постов источников', 'Partial: no posts from these sources'),
} satisfies Record<string, Words>

export const statisticsLevels = {
  whole: w('барлығы', 'всего', 'in all'), akimat: w('төменгі әкімдік', 'нижестоящий акимат', 'akimat below'), body: w('ұйым', 'организация', 'body'),
} satisfies Record<string, Words>
export const withoutBody = w('Ұйымы тағайындалмаған', 'Организация не назначена', 'No body named')
export const statisticsTitle = w('Көрсеткіштер', 'Показатели', 'Statistics')
