// Words of the register's file, in the language of whoever takes it; the screens have the same ones, and a test compares them.
import { w, type Words } from '#domain/shared-words.ts'
import type { Result, TicketState } from '#domain/ticket.ts'

export const journalColumns = {
  number: w('Нөмірі', 'Номер', 'Number'), registeredAt: w('Тіркелген уақыты', 'Зарегистрирована', 'Registered'), author: w('Автор', 'Автор', 'Author'),
  essence: w('Мазмұны', 'Содержание', 'Essence'), topic: w('Тақырыбы', 'Тема', 'Topic'), body: w('Ұйым', 'Организация', 'Body'),
  officer: w('Жауапты орындаушы', 'Ответственный исполнитель', 'Responsible officer'), dueAt: w('Мерзімі', 'Срок', 'Term'), state: w('Күйі', 'Состояние', 'State'),
  result: w('Нәтижесі', 'Результат', 'Outcome'), answeredAt: w('Жауап берілген уақыты', 'Дата ответа', 'Answered'), formalNumber: w('Ресми нөмірі', 'Официальный номер', 'Formal number'),
} satisfies Record<string, Words>

export const journalStates: Record<TicketState, Words> = {
  'registered': w('тіркелді', 'зарегистрирована', 'registered'), 'assigned': w('тағайындалды', 'назначена', 'assigned'),
  'in-work': w('орындауда', 'в работе', 'in work'), 'waiting': w('автордың жауабы күтілуде', 'ждёт ответа автора', 'waiting for the author'),
  'review': w('келісуде', 'на согласовании', 'in review'), 'approved': w('келісілді', 'согласована', 'approved'),
  'answered': w('жауап берілді', 'отвечена', 'answered'), 'handed-over': w('сыртқы ұйымға берілді', 'передана внешней организации', 'handed over'),
  'merged': w('біріктірілді', 'объединена', 'merged'), 'closed': w('жабылды', 'закрыта', 'closed'),
  'annulled': w('күші жойылды', 'аннулирована', 'annulled'),
}
export const journalResults: Record<Result, Words> = {
  'solved': w('шешілді', 'решено', 'solved'), 'explained': w('түсіндірілді', 'разъяснено', 'explained'),
  'planned': w('жоспарланды', 'запланировано', 'planned'), 'refused': w('бас тартылды', 'отказано', 'refused'),
  'no-data': w('дерек жеткіліксіз', 'нет данных', 'no data'), 'handed-over': w('сыртқы ұйым жауап берді', 'ответила внешняя организация', 'handed over'),
  'post-deleted': w('жазба өшірілген', 'пост удалён', 'post deleted'),
}
export const journalName = w('Өтінімдер журналы', 'Журнал заявок', 'Journal of tickets')
/** Where the term stands while the list of working days is missing: behind it the year. */
export const awaitsCalendar = w('күнтізбе күтілуде', 'ждёт календарь', 'awaits the calendar')
