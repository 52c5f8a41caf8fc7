// The sentence of a refusal as a person reads it: what is not known leaves no empty bracket behind, and no code stands bare in it.
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { inputs } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { interfaceLanguages } from '#domain/user.ts'
import { problemOf } from '../../server/http/problem.ts'
import { checkInput } from '../../server/http/input.ts'
import { fieldWord, problemWord } from '../../server/http/problem-values.ts'

const titleOf = async (refusal: Refusal) => (await problemOf(refusal, 'ru', '', () => Promise.resolve('Айгүл'))).title

test('whoever changed a thing is named where it is known, and where it is not, nothing stands in the place', async () => {
  const known = new Refusal('stale-version', '', { by: 'a', at: '2026-11-23T04:05:00.000Z' })
  expect(await titleOf(known)).toMatch(/человек \(кто: Айгүл; когда: 23\.11\.2026 09:05\)\. /)
  expect(await titleOf(new Refusal('stale-version', '', { version: 3 }))).toMatch(/изменил другой человек\. Обновите/)
  expect(await titleOf(new Refusal('not-in-this-state', '', { by: 'a' }))).not.toMatch(/[(:] *\)/)
})

test('a source that cannot be read is told with what to do, in the words of the screen of sources', async () => {
  expect(await titleOf(new Refusal('fetch-failed', '', { reason: 'status', status: 503, host: 'a.kz' }))).toBe(
    'Не удалось получить данные из источника: сервер вернул ошибку (код: 503). Откройте адрес в браузере; если не открывается, спросите владельца сайта.')
  expect(await titleOf(new Refusal('fetch-failed', '', { reason: 'redirects', host: 'a.kz' }))).toBe('Не удалось получить данные из источника: слишком много перенаправлений. Проверьте адрес или повторите позже.')
})

const root = resolve(import.meta.dirname, '../..')
const sources = globSync(['server/**/*.ts', 'collectors/**/*.ts'], { cwd: root }).map(file => readFileSync(resolve(root, file), 'utf8'))
/** The codes in the written refusals; sentences (of dead letters) hold spaces and are none. */
const codesAfter = (...patterns: RegExp[]) => new Set(sources.flatMap(source => patterns.flatMap(pattern => [...source.matchAll(pattern)].map(match => match[1] ?? ''))))

/** Told of a line of a table by the screen that shows its lines, in `table.problem`. */
const ofTableLines = new Set(['row-width'])
/** Names of their own in every language: headers, options as they are typed. */
const isName = (field: string) => /^[A-Z][a-z]+-|^--|^__/.test(field)

const wordless = (codes: Iterable<string>, wordOf: typeof fieldWord) => [...codes].flatMap(code => interfaceLanguages.filter(language => wordOf(code, language) === undefined).map(language => `${code} (${language})`))

test('every code of what is wrong has words in kk, ru and en', () => {
  const codes = codesAfter(
    /\bproblem: '([\w.-]+)'(?! in )/g, /(?:noTable|wrongDay|refuseDeputy)\('([\w-]+)'/g, /refuseInput\('\w+', '([\w-]+)'/g, /\bwrong\('([a-z-]+)', 'th/g, /, '(not-[a-z-]+)'\)/g, /message: '([a-z-]+)'/g,
  )
  expect(codes.size).toBeGreaterThan(60)
  expect(wordless([...codes].filter(code => !ofTableLines.has(code)), problemWord)).toEqual([])
})

/** Names of all fields that a request may have, however deep. */
const namesIn = (schema: unknown): string[] => {
  if (Array.isArray(schema)) return schema.flatMap(namesIn)
  if (typeof schema !== 'object' || schema === null) return []
  const properties: unknown = Reflect.get(schema, 'properties')
  return [...typeof properties === 'object' && properties !== null ? Object.keys(properties) : [], ...Object.values(schema).flatMap(namesIn)]
}

test('every field of a request, and every thing that can be missing, has words in kk, ru and en', () => {
  const asked = Object.values(inputs).flatMap(schema => schema === null ? [] : namesIn(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })))
  const named = codesAfter(/\bfield: '([^']+)'/g, /new Refusal\([^)]*\bwhat: '([\w-]+)'/g, /\bfound\(.*, '([\w-]+)'\)/g)
  expect(asked.length + named.size).toBeGreaterThan(200)
  expect(wordless(new Set([...asked, ...named].filter(field => !isName(field))), fieldWord)).toEqual([])
})

const requiredBy = (schema: z.ZodType | null) => schema === null ? [] : z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }).required ?? []
const demanding = Object.entries(inputs).flatMap(([name, schema]) => schema !== null && requiredBy(schema).length > 0 ? [{ name, schema }] : [])
const refusedBy = (schema: z.ZodType, given: unknown): Refusal => {
  try {
    checkInput(schema, given)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('it was taken')
}

test.each(demanding)('$name without what it needs is told as that, and not as something of a wrong form', ({ schema }) => {
  const { details: { field, problem } } = refusedBy(schema, {})
  expect(problem).toBe('missing')
  expect(requiredBy(schema)).toContain(field)
})

test('what is there and wrong is not told as missing, nor is what is missing deep inside told as wrong', async () => {
  const grants = refusedBy(inputs['create-user'], { login: 'zhana', name: 'Жаңа', grants: [{ organisationId: 'a'.repeat(12) }] })
  expect(grants.details).toEqual({ field: 'grants.0.role', problem: 'missing' })
  expect(await titleOf(grants)).toBe('Данные заполнены неверно. Поле: роль. Причина: не заполнено. Исправьте и повторите.')
  expect(refusedBy(inputs.note, { ticketId: 'a'.repeat(12), text: null }).details).toEqual({ field: 'text', problem: 'invalid_type' })
  expect(demanding.length).toBeGreaterThan(50)
})
