// The words inside dates: months and weekdays in the languages that sources of Kazakhstan and its neighbours write.
const languages = ['ru', 'kk', 'en', 'ky', 'uk', 'uz', 'uz-Cyrl', 'tr', 'de', 'el', 'hu']
const fillers = ['г', 'года', 'год', 'в', 'ж', 'жыл', 'жылғы', 'жылы', 'сағат', 'күні', 'of', 'st', 'nd', 'rd', 'th']
const weekdays = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс', 'дс', 'сс', 'бс', 'жм', 'жс']

/** Stress marks move with the case (Ιούλιος, Ιουλίου) and are often left out. */
const plain = (word: string) => word.toLowerCase().replace(/\.$/, '').normalize('NFD').replaceAll('\u0301', '').normalize('NFC')

/** Every name of a language as it stands alone and beside a day, with its number from 1. */
const namesOf = (kind: 'month' | 'weekday', dates: Date[]): [string, number][] =>
  languages.flatMap(language => (['long', 'short'] as const).flatMap(style => [{}, { day: 'numeric' } as const].flatMap((beside) => {
    const format = new Intl.DateTimeFormat(language, { ...beside, [kind]: style, timeZone: 'UTC' })
    return dates.flatMap((at, i) => format.formatToParts(at).filter(part => part.type === kind).map((part): [string, number] => [plain(part.value), i + 1]))
  })))

/** Every name and every beginning of it of three letters and more; one that means two things means nothing (0). */
const tableOf = (kind: 'month' | 'weekday', dates: Date[]): Map<string, number> => {
  const table = new Map<string, number>()
  const exact = new Map<string, number>()
  const put = (into: Map<string, number>, name: string, value: number) => into.set(name, (into.get(name) ?? value) === value ? value : 0)
  for (const [name, value] of namesOf(kind, dates)) {
    put(exact, name, value)
    for (let length = 3; length < name.length; length++) put(table, name.slice(0, length), value)
  }
  for (const [name, value] of exact) if (name.length > 2) table.set(name, value)
  return table
}

const months = tableOf('month', Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 5))))
const days = tableOf('weekday', Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 5, 1 + day))))
const skipped = new Set([...fillers, ...weekdays])

/** Kazakh names take endings: қарашада, қарашасы, қарашасында. */
const ending = /(?:сы|сі|ы|і)?(?:нда|нде|да|де|та|те)?$/u

/** What a word inside a date is: a month 1–12, half of the day, a word without weight, or unknown (null). */
export const wordOf = (text: string): number | 'am' | 'pm' | 'skip' | null => {
  const word = plain(text)
  if (word === 'am' || word === 'pm') return word
  const month = months.get(word) || months.get(word.replace(ending, ''))
  if (month) return month
  return skipped.has(word) || days.has(word) ? 'skip' : null
}
