// Posts out of the rows of a table, by what its columns are said to be. A row in doubt says why and is left.
import { createHash } from 'node:crypto'
import { readDate } from '../../collectors/date.ts'
import { withBelievedDates } from '../../collectors/news.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import type { RawPost } from '#domain/post.ts'
import type { TableColumn, TableLineProblem } from '#domain/table-file.ts'
import type { Instant } from '#domain/time.ts'
import { readTable, type Row } from './read-table.ts'

type Input = InputOf<'read-table'>
export type Columns = Input['columns']

/** What columns are called in the files that we know: Google's reviews, 2GIS, call centres. The first name that fits is taken. */
const usualNames: Record<TableColumn, RegExp> = {
  text: /^(?:comment|text|review|message|body|отзыв|текст(?: отзыва| обращения)?|комментарий|сообщение|обращение|суть(?: обращения)?|пікір|мәтін|мәтіні|хабарлама)$/i,
  author: /^(?:author|name|reviewer\.displayname|user\.name|автор|имя|фио|заявитель|авторы|аты|аты-жөні)$/i,
  publishedAt: /^(?:createtime|date|date_created|created_at|publishedat|time|дата|дата и время|дата (?:создания|отзыва|обращения)|күні|уақыты)$/i,
  url: /^(?:url|link|permalink|ссылка|сілтеме)$/i,
  rating: /^(?:rating|starrating|stars|score|оценка|рейтинг|баға|бағасы)$/i,
  id: /^(?:reviewid|id|key|№|номер|номер (?:отзыва|обращения)|нөмір|нөмірі)$/i,
  title: /^(?:title|subject|тема|заголовок|тақырып|тақырыбы)$/i,
}

/** Which column is what, by the names that known programs give them. */
export const guessedColumns = (names: readonly string[]): Columns =>
  Object.fromEntries(Object.entries(usualNames).flatMap(([column, usual]) => names.filter(name => usual.test(name.trim())).slice(0, 1).map(name => [column, name])))

const isLink = (text: string) => /^https?:\/\/\S+$/i.test(text) && text.length <= 2048 && URL.canParse(text)
const words = ['one', 'two', 'three', 'four', 'five']
const most = 5

/** Stars of a review; null for what is not one to five of them. */
const starsOf = (rating: string): string | null => {
  const count = words.includes(rating.toLowerCase()) ? words.indexOf(rating.toLowerCase()) + 1 : Number(rating.replace(',', '.').replace(/\s*(?:\/|из)\s*5$/, ''))
  const stars = Math.round(count)
  return stars >= 1 && stars <= most ? '★'.repeat(stars) + '☆'.repeat(most - stars) : null
}

/** A row without a number of its own is the same when it says the same at the same time. The number counts inside its akimat alone: every call centre has a first one. */
const keyOf = (organisationId: string, id: string, parts: string[]) =>
  `${organisationId}:${id ? `id:${id}` : createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`.slice(0, 2000)

const postOf = ({ cells }: Row, { organisationId, zone }: Input, columns: Columns, now: Instant): RawPost | TableLineProblem => {
  const cell = (column: TableColumn) => (cells.get(columns[column] ?? '') ?? '').trim()
  const [text, title, author, at, url, rating] = [cell('text'), cell('title'), cell('author'), cell('publishedAt'), cell('url'), cell('rating')]
  if ([text, title, author, at, url, rating, cell('id')].some(one => one.startsWith('='))) return 'formula'
  if (!text) return 'no-text'
  const publishedAt = at ? readDate(at, zone) : null
  if (at && publishedAt === null) return 'bad-date'
  if (url && !isLink(url)) return 'bad-link'
  const stars = rating ? starsOf(rating) : ''
  if (stars === null) return 'bad-rating'
  const post: RawPost = {
    key: keyOf(organisationId, cell('id'), [text, title, at, author]),
    url: url || null, title: [stars, title].filter(Boolean).join(' ') || null, text,
    author: author ? { name: author.slice(0, 200), id: null, url: null } : null, publishedAt, editedAt: null, replyTo: null, media: [], place: null,
    counts: { likes: null, comments: null, shares: null, views: null },
  }
  return withBelievedDates(post, now).publishedAt === publishedAt ? post : 'unlikely-date'
}

export interface TablePosts {
  names: string[]
  columns: Columns
  rows: number
  firstRows: Record<string, string>[]
  posts: RawPost[]
  errors: { line: number, problem: TableLineProblem }[]
}

const firstRowsAtMost = 5
const firstCellAtMost = 300

/** Throws what `readTable` throws. Columns that are not in the table are none. */
export const readTablePosts = (input: Input, now: Instant): TablePosts => {
  const { names, rows } = readTable(input.text)
  const given = Object.entries(input.columns).filter(([, name]) => names.includes(name))
  const columns: Columns = Object.keys(input.columns).length === 0 ? guessedColumns(names) : Object.fromEntries(given)
  const firstRows = rows.flatMap(row => 'cells' in row ? [row] : []).slice(0, firstRowsAtMost)
    .map(({ cells }) => Object.fromEntries([...cells].map(([name, cell]) => [name, cell.slice(0, firstCellAtMost).toWellFormed()])))
  const posts: RawPost[] = []
  const errors: TablePosts['errors'] = []
  for (const row of columns.text === undefined ? [] : rows) {
    const read = 'problem' in row ? row.problem : postOf(row, input, columns, now)
    if (typeof read === 'string') errors.push({ line: row.line, problem: read })
    else posts.push(read)
  }
  return { names, columns, rows: rows.length, firstRows, posts, errors }
}
