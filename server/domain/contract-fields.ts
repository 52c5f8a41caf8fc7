// Of what inputs are made: what a text, an id, a day or a link may hold, and the groups of fields that several endpoints take.
import { z } from 'zod'
import { dayTypes, firstYear, lastYear } from './calendar.ts'
import { urgencies } from './classification.ts'
import { ruleEffects } from './rule.ts'
import { tableBytesAtMost } from './table-file.ts'
import { mostMonths, retentionKinds } from './retention.ts'
import { savedScreens } from './saved-view.ts'
import { ticketStates } from './ticket.ts'
import { roles } from './user.ts'

/** Text a person typed: whole Unicode, no NUL, not blank where it is demanded. */
export const text = (max: number) => z.string().max(max).refine(value => value.isWellFormed() && !value.includes('\0'), 'not-text')
export const filled = (max: number) => text(max).refine(value => value.trim() !== '', 'empty')
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,80}$/, 'not-an-id')
export const password = z.string().min(1).max(1000)
export const newPassword = z.string().min(10).max(200)
/** Six digits of the app, or a code of the sheet. */
export const code = z.string().regex(/^[\da-fA-F\s-]{6,40}$/, 'not-a-code')
export const token = z.string().regex(/^[\w-]{20,100}$/, 'not-a-token')
export const day = z.iso.date()
export const link = filled(2048).refine(value => /^https?:\/\//i.test(value) && URL.canParse(value), 'not-a-link')
/** A place to watch: also a stream. */
export const place = filled(2048).refine(value => /^(?:https?|wss?):\/\//i.test(value) && URL.canParse(value), 'not-a-link')
export const limit = z.coerce.number().int().min(1).max(200).default(50)
export const cursor = z.string().max(500).optional()
/** Version that the person saw; comes as `If-Match` over HTTP. */
export const version = z.number().int().min(1).optional()
/** As the registry of appeals writes it, `ЖТ-2026-00123456`: no room for a name. */
export const formalNumber = z.string().regex(/^(?=.*\d)[\p{L}\d/№.-]{1,40}$/u, 'not-a-number')
export const contact = (max: number) => text(max).nullable().default(null)
export const grants = z.array(z.strictObject({ role: z.enum(roles), organisationId: id })).max(20)
export const kato = z.string().regex(/^\d{9}$/)
/** Null is any. */
export const ruleCondition = { topic: filled(100).nullable().default(null), place: kato.nullable().default(null) }
export const ruleDraft = { organisationId: id, ...ruleCondition, bodyId: id, officerId: id.nullable().default(null), effect: z.enum(ruleEffects).default('propose'), active: z.boolean().default(true) }
const minutes = z.number().int().nullable().default(null)
export const termRule = z.strictObject({
  topic: filled(100).nullable().default(null), priority: z.enum(urgencies).nullable().default(null),
  triageMinutes: minutes, acceptMinutes: minutes, firstReplyMinutes: minutes, finalWorkingDays: minutes,
})
export const months = z.partialRecord(z.enum(retentionKinds), z.number().int().min(1).max(mostMonths).nullable())
export const calendarDays = z.array(z.strictObject({
  date: day, type: z.enum(dayTypes), key: z.string().regex(/^[a-z_]{1,30}$/, 'not-an-id'), kk: filled(200), ru: filled(200), en: filled(200), for: day.optional(),
})).max(100)
export const calendarYear = z.coerce.number().int().min(firstYear).max(lastYear)
/** Akimat or body of the register; without one the first in reach. Days are those of registration, both included. */
export const journal = {
  organisationId: id.optional(), bodyId: id.optional(), year: z.coerce.number().int().min(firstYear).max(lastYear).optional(), from: day.optional(), to: day.optional(),
  state: z.enum(ticketStates).optional(),
}
export const onTicket = { ticketId: id, version }
/** Filters as an address holds them. */
export const query = z.record(z.string().regex(/^[a-zA-Z-]{1,40}$/, 'not-an-id').refine(name => !(name in Object.prototype), 'not-an-id'), text(2000)).refine(filters => Object.keys(filters).length <= 20, 'too-many')
export const viewName = { screen: z.enum(savedScreens), name: filled(40) }
export const zone = z.enum(['UTC', 'Asia/Almaty']).default('Asia/Almaty')
const column = filled(200).optional()
/** A file as text; what it is, is found out by reading it. Columns that are not named are guessed. */
export const table = {
  organisationId: id, text: z.string().min(1).max(tableBytesAtMost), zone,
  columns: z.strictObject({ text: column, author: column, publishedAt: column, url: column, rating: column, id: column, title: column }).default({}),
}
/** Words and phrases; patterns are none. */
export const anyWords = z.array(filled(100)).max(100)
export const words = anyWords.min(1)
