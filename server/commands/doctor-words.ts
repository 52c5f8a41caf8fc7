// What `doctor` says of an installation, in three languages, each finding with what to do. A value stands alone, so that no Kazakh ending is glued to it.
import { withValues, w, type Words } from '#domain/shared-words.ts'
import type { InterfaceLanguage } from '#domain/user.ts'

const words = {
  'disk-free': w('бос орын: {mb} МБ', 'свободно: {mb} МБ', '{mb} MB free'),
  'disk-full': w('бос орын: {mb} МБ. Жүйе жазудан бас тартпай тұрып, орын босатыңыз', 'свободно: {mb} МБ. Освободите место, пока система не перестала записывать', '{mb} MB free: make room before the desk refuses writes'),
  'client-built': w('құрастырылған', 'собран', 'built'),
  'client-missing': w('құрастырылмаған: npm run build, әйтпесе npm start құрастырады', 'не собран: npm run build, либо его соберёт npm start', 'not built: npm run build, or npm start builds it'),
  'folder-locked': w('{path}: жазуға болмайды', '{path}: нельзя писать', '{path} cannot be written'),
  'folder-open': w('{path}: басқаларға ашық. chmod go= {path}', '{path}: открыто для других. chmod go= {path}', '{path} is open to others: chmod go= {path}'),
  'folder-own': w('{folder}: тек иесіне ашық', '{folder}: открыто только владельцу', '{folder} is its owner\'s only'),
  'desk-runs': w('қалтада жүйе жұмыс істеп тұр, пәрмен қабылдайды', 'на папке работает система и принимает команды', 'a desk runs on the folder and takes commands'),
  'no-desk': w('қалтада пәрмен қабылдайтын жүйе жұмыс істемейді', 'на папке нет работающей системы, которая принимает команды', 'no desk that takes commands runs on the folder'),
  'backup-made': w('соңғысынан бері өткен күн: {days}. {file}', 'прошло дней: {days}. {file}', '{days} days ago, {file}'),
  'backup-none': w('осы компьютерден жасалмаған', 'с этого компьютера не делали', 'none was made from here'),
  'backup-advice': w('npm run -s qulaq -- backup FILE, түн сайын жасаған дұрыс', 'npm run -s qulaq -- backup FILE, лучше каждую ночь', 'npm run -s qulaq -- backup FILE, best every night'),
  'installed': w('бар', 'есть', 'there'),
  'not-installed': w('жоқ: init пәрменін орындаңыз не бос қалтада көрсетілім үшін npm start іске қосыңыз', 'нет: выполните init или запустите npm start на пустой папке для демонстрации', 'none: run init, or npm start on an empty folder for the demo'),
  'no-data': w('{folder}: дерек жоқ. init пәрменін орындаңыз не көрсетілім үшін npm start іске қосыңыз', '{folder}: данных нет. Выполните init или запустите npm start для демонстрации', 'no data in {folder}: run init, or npm start for the demo'),
  'no-sources': w('дереккөз жоқ: source add ADDRESS пәрменімен не «Дереккөздер» бетінде қосыңыз', 'источников нет: добавьте командой source add ADDRESS или на странице «Источники»', 'there are none: add them by source add ADDRESS, or on the screen of sources'),
  'trail-whole': w('тексерілген жол: {lines}, бәрі дұрыс', 'проверено строк: {lines}, всё верно', '{lines} lines verify'),
  'trail-broken': w('үзілген жолы: {line}. {why}', 'нарушена строка: {line}. {why}', 'broken at line {line}: {why}'),
  'clock-late': w('мұнда {now}, ал журналдың соңғы жолы {at}: сағатты дұрыстаңыз', 'здесь {now}, а последняя строка журнала {at}: поправьте часы', 'it is {now} here, and the last line of the trail is of {at}: set the clock'),
  'calendar-confirmed': w('күнтізбе тізімдері расталған', 'списки календаря подтверждены', 'lists are confirmed'),
  'calendar-missing': w('күнтізбе енгізілмеген немесе расталмаған, жылы: {year}. Оны әкімші «Күнтізбе» бетінде енгізеді', 'календарь не внесён или не подтверждён, год: {year}. Его вносит администратор на странице «Календарь»', 'the list of {year} is missing or not confirmed: the administrator enters it on the screen of the calendar'),
} satisfies Record<string, Words>

/** A sentence by its code, with its values. */
export type Tell = (code: keyof typeof words, values?: Readonly<Record<string, string | number | null>>) => string

export const tellIn = (language: InterfaceLanguage): Tell => (code, values = {}) => withValues(words[code][language], values)
