// Words for the values inside a problem's sentence: states, fields, what is wrong with them. Codes stay in `details`.
import { type Refusal, type RefusalDetails } from '#domain/refusal.ts'
import type { TicketState } from '#domain/ticket.ts'
import { dayOf, instantOf, minuteMs, toMs } from '#domain/time.ts'
import type { TriageState } from '#domain/triage.ts'
import type { InterfaceLanguage } from '#domain/user.ts'

type Words = Record<InterfaceLanguage, string>
const w = (kk: string, ru: string, en: string): Words => ({ kk, ru, en })

const states: Record<TicketState | TriageState, Words> = {
  'new': w('жаңа', 'новая', 'new'), 'joined': w('біріктірілді', 'присоединена', 'joined'), 'dismissed': w('тіркелмеді', 'не зарегистрирована', 'dismissed'),
  'passed': w('басқа әкімдікке берілді', 'передана другому акимату', 'passed'), 'registered': w('тіркелді', 'зарегистрирована', 'registered'),
  'assigned': w('орындаушыға берілді', 'назначена', 'assigned'), 'in-work': w('орындауда', 'в работе', 'in work'), 'waiting': w('автордан жауап күтілуде', 'ожидает автора', 'waiting'),
  'review': w('келісуде', 'на согласовании', 'in review'), 'approved': w('келісілді', 'согласована', 'approved'), 'answered': w('жауап берілді', 'отвечена', 'answered'),
  'handed-over': w('сыртқы ұйымға берілді', 'передана внешней организации', 'handed over'), 'merged': w('қосылды', 'объединена', 'merged'),
  'closed': w('жабылды', 'закрыта', 'closed'), 'annulled': w('күші жойылды', 'аннулирована', 'annulled'),
}

const fields: Record<string, Words> = {
  text: w('мәтін', 'текст', 'text'), result: w('нәтиже', 'результат', 'result'), promisedOn: w('уәде етілген күн', 'обещанный день', 'promised day'), reason: w('себебі', 'причина', 'reason'),
  note: w('ескертпе', 'примечание', 'note'), officerId: w('жауапты орындаушы', 'ответственный исполнитель', 'officer'), bodyId: w('ұйым', 'организация', 'body'),
  on: w('күн', 'день', 'day'),
  dueOn: w('жаңа мерзім', 'новый срок', 'new day'), userIds: w('бірлесіп орындаушылар', 'соисполнители', 'co-executors'), mainId: w('негізгі өтінім', 'основная заявка', 'main ticket'),
  toId: w('әкімдік', 'акимат', 'akimat'), formalNumber: w('ресми нөмір', 'официальный номер', 'formal number'),
  source: w('ресми дереккөзі', 'официальный источник', 'official source'), days: w('күндер тізімі', 'список дней', 'list of days'), year: w('жыл', 'год', 'year'), kurban: w('Құрбан айттың бірінші күні', 'первый день Курбан-айта', 'first day of Kurban Ait'),
  deputyId: w('орынбасар', 'заместитель', 'deputy'), userId: w('пайдаланушы', 'пользователь', 'user'), fromOn: w('басталатын күні', 'первый день', 'first day'), toOn: w('аяқталатын күні', 'последний день', 'last day'),
  add: w('берілетін рөлдер', 'выдаваемые роли', 'roles given'), remove: w('алынатын рөлдер', 'снимаемые роли', 'roles taken away'), url: w('сілтеме', 'ссылка', 'link'), permalink: w('жауап сілтемесі', 'ссылка на ответ', 'link of the reply'), login: w('логин', 'логин', 'login'), password: w('құпиясөз', 'пароль', 'password'),
  triageMinutes: w('сұрыптау мерзімі', 'срок разбора', 'triage term'), acceptMinutes: w('жұмысқа алу мерзімі', 'срок принятия в работу', 'accept term'),
  firstReplyMinutes: w('алғашқы жауап мерзімі', 'срок первого ответа', 'first-reply term'), finalWorkingDays: w('түпкілікті жауап мерзімі', 'срок окончательного ответа', 'final term'),
  place: w('орын', 'место', 'place'), rule: w('ереже', 'правило', 'rule'), rules: w('ережелер', 'правила', 'rules'), effect: w('ереженің әрекеті', 'действие правила', 'what the rule does'),
  installation: w('жүйе орнатылған', 'установка', 'installation'), address: w('мекенжай', 'адрес', 'address'), file: w('файл', 'файл', 'file'), FILE: w('файл', 'файл', 'file'), csv: w('файл', 'файл', 'file'), words: w('сөздер', 'слова', 'words'), name: w('аты', 'имя', 'name'), topic: w('тақырып', 'тема', 'topic'), prefix: w('нөмір префиксі', 'префикс номера', 'prefix'), body: w('сұраудың денесі', 'тело запроса', 'request body'),
}

const missing = w('толтырылмаған', 'не заполнено', 'missing')
const wrongForm = w('түрі дұрыс емес', 'неверный вид', 'wrong form')
const problems: Record<string, Words> = {
  'missing': missing, 'empty': missing, 'too_small': w('тым қысқа немесе аз', 'слишком коротко или мало', 'too short or too small'),
  'too_big': w('тым ұзын немесе көп', 'слишком длинно или много', 'too long or too large'), 'invalid_type': wrongForm, 'invalid_format': wrongForm, 'invalid_value': w('мұндай мән жоқ', 'такого значения нет', 'no such value'),
  'unrecognized_keys': w('мұндай өріс жоқ', 'такого поля нет', 'no such field'), 'not-text': w('жарамсыз таңбалар бар', 'недопустимые символы', 'characters that are not text'),
  'not-an-id': wrongForm, 'not-a-login': w('латын әріптері мен цифрлар ғана', 'только латинские буквы и цифры', 'Latin letters and digits only'), 'not-a-link': w('сілтеме емес', 'это не ссылка', 'not a link'),
  'no-day': w('жауапта күн уәде етілмеген', 'в ответе не обещан день', 'no day is promised in the reply'),
  'future': w('әлі келмеген күн', 'день ещё не наступил', 'not come yet'),
  'past': w('өткен күн', 'прошедший день', 'in the past'), 'away': w('орнында жоқ', 'отсутствует', 'away'), 'unknown': w('белгісіз', 'неизвестно', 'unknown'), 'not-here': w('бұл күйде болмайды', 'в этом состоянии нельзя', 'not in this state'),
  'not-a-number': w('нөмір емес', 'это не номер', 'not a number'), 'officer': w('жауапты орындаушының өзі', 'это сам ответственный исполнитель', 'the officer is named already'),
  'too-many': w('бұдан артық болмайды', 'больше нельзя', 'no more of these'), 'asked-already': w('бұрын сұралған', 'уже запрошено', 'asked for already'),
  'not-later': w('бұрынғы мерзімнен кейін емес', 'не позже прежнего срока', 'not later than before'), 'too-late': w('шекті мерзімнен кейін', 'позже предельного срока', 'beyond the last possible day'),
  'day-off': w('жұмыс күні емес', 'нерабочий день', 'not a working day'), 'itself': w('өтінімнің өзі', 'это та же заявка', 'the ticket itself'),
  'not-outside': w('әкімдіктің өз ұйымы', 'это организация акимата', 'a body of the akimat'),
  'outside-body': w('сыртқы ұйымға тек ұсынылады', 'внешней организации можно только предложить', 'an outside body is only proposed to'),
  'not-letters': w('екіден алтыға дейін әріп болуы керек', 'нужно от двух до шести букв', 'two to six letters are needed'),
  'mixed-letters': w('кирилл және латын әріптері араласқан', 'смешаны кириллица и латиница', 'Cyrillic and Latin letters are mixed'),
  'formal-series': w('ресми жолданымның нөміріне ұқсайды', 'похоже на номер официального обращения', 'reads like the number of a formal appeal'),
  'other-year': w('басқа жылдың күні', 'день другого года', 'a day of another year'), 'twice': w('екі рет жазылған', 'указано дважды', 'listed twice'),
  'weekend': w('демалыс күнінің өзі', 'и так выходной', 'a weekend day already'), 'not-listed': w('тізімде жоқ', 'нет в списке', 'not in the list'),
  'same-person': w('адамның өзі', 'это тот же человек', 'the same person'), 'blocked': w('бұғатталған', 'заблокирован', 'blocked'), 'not-blocked': w('бұғатталмаған', 'не заблокирован', 'not blocked'),
  'other-body': w('басқа ұйымда жұмыс істейді', 'работает в другой организации', 'works in another body'),
  'before-start': w('басталуынан бұрын', 'раньше начала', 'before it begins'), 'none-left': w('бірде-бір рөл қалмайды: орнына бұғаттаңыз', 'не остаётся ни одной роли: заблокируйте вместо этого', 'no role is left: block the person instead'),
  'holds-a-key': w('мекенжайда кілт немесе құпиясөз тұр: онсыз енгізіңіз', 'в адресе ключ или пароль: укажите его без них', 'the address holds a key or a password: give it without'),
  'needs-key': w('бұл желі тек өз кілтімен оқылады, ал кілт әзірге қолданылмайды: жазбаларды файлдан енгізуге болады', 'эта сеть читается только со своим ключом, а ключи пока не используются: посты можно загрузить из файла', 'this network is read with a key of its own only, and keys are not used yet: posts can be imported from a file'),
  'not-a-table': w('бұл кесте емес: бағандар атауы бар CSV немесе JSON керек', 'это не таблица: нужен CSV с названиями столбцов или JSON', 'this is not a table: CSV with names of columns, or JSON'),
  'no-head': w('бірінші жолда бағандардың атауы жоқ: оны қосып, қайта таңдаңыз', 'в первой строке нет названий столбцов: добавьте её и выберите файл снова', 'the first line holds no names of columns: add them and choose the file again'),
  'not-utf8': w('файл UTF-8 кодтауында емес: оны «CSV UTF-8» түрінде сақтап, қайта таңдаңыз', 'файл не в кодировке UTF-8: сохраните его как «CSV UTF-8» и выберите снова', 'the file is not in UTF-8: save it as "CSV UTF-8" and choose it again'),
  'excel-file': w('бұл Excel кітабы: парағын «CSV UTF-8» түрінде сақтап, қайта таңдаңыз', 'это книга Excel: сохраните лист как «CSV UTF-8» и выберите снова', 'this is an Excel workbook: save its sheet as "CSV UTF-8" and choose it again'),
  'too-many-rows': w('жол саны тым көп: файлды бөліктерге бөліңіз', 'слишком много строк: разделите файл на части', 'too many lines: divide the file'),
  'too-long': w('тым ұзын', 'слишком длинно', 'too long'),
  'not-a-backup': w('бұл Qulaq сақтық көшірмесі емес', 'это не резервная копия Qulaq', 'this is not a backup of Qulaq'),
  'damaged': w('файл бүлінген, ештеңе қалпына келтірілмеді', 'файл повреждён, ничего не восстановлено', 'the file is damaged, nothing was restored'),
  'newer': w('файл бағдарламаның жаңа нұсқасында жасалған: сол нұсқамен қалпына келтіріңіз', 'файл создан более новой программой: восстановите его ею', 'the file was made by a newer program: restore it with that one'),
  'no-feed': w('бұл бетте таспа жоқ: сайттың RSS мекенжайын енгізіңіз', 'на этой странице нет ленты: укажите адрес RSS этого сайта', 'the page offers no feed: give the address of the site\'s feed'),
  'not-an-address': w('бұл мекенжай да, атау да емес', 'это не адрес и не имя', 'this is neither an address nor a name'),
  'needs-login': w('Bluesky іздеуі логинсіз жауап бермейді: жүйені орнатушы BLUESKY_LOGIN және BLUESKY_PASSWORD баптауларын беруі керек', 'поиск Bluesky без входа не отвечает: тому, кто ведёт установку, нужно задать BLUESKY_LOGIN и BLUESKY_PASSWORD', 'searches of Bluesky are not answered without a login: whoever runs the desk sets BLUESKY_LOGIN and BLUESKY_PASSWORD'),
  'needs-words': w('бұл ағында бүкіл желінің жазбалары келеді: қандай сөздер бойынша алынатынын көрсетіңіз', 'в этом потоке посты всей сети: укажите, по каким словам их брать', 'this stream holds the posts of the whole network: say by which words they are taken'),
  'no-collector': w('бұл мекенжайды оқу мүмкін емес', 'этот адрес прочитать нельзя', 'nothing reads this address'), 'not-an-akimat': w('әкімдік емес', 'это не акимат', 'not an akimat'),
}

const reasons: Record<string, Words> = {
  'timeout': w('жауап күту уақыты бітті', 'истекло время ожидания', 'timed out'), 'network-down': w('байланыс жоқ', 'нет связи', 'no connection'),
  'slow-down': w('сервер баяулатуды сұрады', 'сервер просит реже', 'asked to slow down'), 'stopped': w('сұрау тоқтатылды', 'запрос остановлен', 'the request was stopped'),
  'robots': w('сайт бұл бетті бағдарламалардың оқуына рұқсат бермейді', 'сайт не разрешает программам читать эту страницу', 'the site does not want programs to read this page'),
  'http-error': w('сервер қате қайтарды', 'сервер вернул ошибку', 'the server answered with an error'), 'gone': w('дереккөз енді жоқ', 'источника больше нет', 'the source is gone'),
  'none-parsed': w('бірде-бір жазба оқылмады', 'ни один пост не прочитан', 'none of the items was understood'), 'not-a-feed': w('таспа емес', 'это не лента', 'not a feed'),
  'too-large': w('жауап тым үлкен', 'ответ слишком большой', 'the answer is too large'), 'address-refused': w('мекенжайға тыйым салынған', 'адрес запрещён', 'address refused'),
  'status': w('сервер қате қайтарды', 'сервер вернул ошибку', 'the server answered with an error'), 'redirects': w('тым көп бағыттау', 'слишком много перенаправлений', 'too many redirects'),
}
const machineName = w('жүйе', 'система', 'the desk')

/** `22.11.2026 18:05`, the same in the three languages, by the office's clock. */
export const shownInstant = (at: string): string => {
  const day = dayOf(at)
  const minutes = Math.floor((toMs(at) - toMs(instantOf(day, 0))) / minuteMs)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day.split('-').reverse().join('.')} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const shownSize = (bytes: number): string => bytes >= 1024 ? `${Math.round(bytes / 1024)} KB` : String(bytes)

/** The details as a reader of the language sees them. `nameOf` gives the name of a person by id. */
export const shownValues = async ({ details }: Refusal, language: InterfaceLanguage, nameOf: (id: string) => Promise<string | null>): Promise<RefusalDetails> => {
  const shown = { ...details }
  const { state, field, problem, reason, by, at, limit } = details
  const word = (table: Record<string, Words>, code: unknown) => typeof code === 'string' && Object.hasOwn(table, code) ? table[code]?.[language] : undefined
  shown.state = word(states, state) ?? state ?? null
  shown.field = word(fields, field) ?? field ?? null
  shown.what = word(fields, details.what) ?? details.what ?? null
  shown.problem = word(problems, problem) ?? problem ?? null
  shown.reason = word(reasons, reason) ?? reason ?? null
  if (typeof by === 'string') shown.by = by === 'machine' ? machineName[language] : await nameOf(by) ?? '—'
  if (typeof at === 'string' && !Number.isNaN(Date.parse(at))) shown.at = shownInstant(at)
  if (typeof limit === 'number') shown.limit = shownSize(limit)
  return shown
}
