// The texts of the screens: complete in three languages, with the same values, and without a Kazakh ending glued to a value.
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ticketActs, triageActs } from '#domain/acts.ts'
import { kinds, languages as spoken, sentiments, urgencies } from '#domain/classification.ts'
import { replyStates } from '#domain/reply.ts'
import { noticeKinds } from '#domain/notice.ts'
import { healthReasons, healthStates } from '#domain/source.ts'
import { results, ticketStates } from '#domain/ticket.ts'
import { dismissalReasons, triageStates } from '#domain/triage.ts'
import { trailFaults } from '#domain/trail-fault.ts'
import { trailKinds } from '#domain/trail-types.ts'
import { roles } from '#domain/user.ts'
import { urgencyReasons } from '../../server/analyse/urgency.ts'

type Tree = { [key: string]: string | Tree }
const folder = new URL('../../client/messages/', import.meta.url)
const languages = ['kk', 'ru', 'en'] as const

const flat = (tree: Tree, prefix: string): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => typeof value === 'string' ? [[`${prefix}.${key}`, value] as [string, string]] : flat(value, `${prefix}.${key}`))
const read = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as Tree
/** Those of the screens, and those that the terminal says as well. */
const textsOf = (language: string) => new Map([
  ...readdirSync(new URL(`${language}/`, folder)).flatMap(file => flat(read(`${language}/${file}`), file.replace('.json', ''))),
  ...Object.entries(read(`../../server/domain/words/${language}.json`)).flatMap(([part, tree]) => typeof tree === 'string' ? [] : flat(tree, part)),
])
const texts = { kk: textsOf('kk'), ru: textsOf('ru'), en: textsOf('en') }
const valuesIn = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]))].sort()

describe('the texts', () => {
  it('exist', () => {
    expect(texts.kk.size).toBeGreaterThan(100)
  })
  it.each(languages)('of %s have every key, none empty', (language) => {
    expect([...texts[language].keys()].sort()).toEqual([...texts.kk.keys()].sort())
    expect([...texts[language]].filter(([, text]) => text.trim() === '')).toEqual([])
  })
  it.each(['ru', 'en'] as const)('of %s take the same values as the Kazakh ones', (language) => {
    const different = [...texts.kk].filter(([key, text]) => valuesIn(text).join() !== valuesIn(texts[language].get(key) ?? '').join()).map(([key]) => key)
    expect(different).toEqual([])
  })
  it('glue no ending to a value: neither its vowels nor its case are known', () => {
    expect([...texts.kk, ...texts.ru].filter(([, text]) => /\}["»”)]*-?\p{L}/u.test(text))).toEqual([])
  })
  it('never call a ticket an appeal; only the note that it is not one, and the way to a real one, name the word', () => {
    const named = [...texts.kk, ...texts.ru].filter(([, text]) => /жолданым|обращени/i.test(text)).map(([key]) => key)
    expect(named.filter(key => !key.startsWith('ticket.legal.'))).toEqual([])
  })
})

/** Texts in the other language on purpose: what is pasted under a post, and what the languages call themselves. */
const isForeignOnPurpose = (key: string) => /-(?:kk|ru)$|^shell\.(?:name|languages|language-names)|^words\.role\.machine$/.test(key)

/** Words for which the glossary has another one (DESIGN §2): a loan, office slang, or a second name of one thing. */
const forbidden: Record<typeof languages[number], RegExp> = {
  kk: /тикет|дедлайн|статус|юзер|инцидент|коммент|(?<!\p{L})пост(?:тар|ы|қа)?(?!\p{L})|заявка|админ(?!истр)/iu,
  ru: /тикет|дедлайн|юзер|тред|коммент|инцидент|кейс|(?<!\p{L})задач|админ(?!истр)/iu,
  en: /\bappeals? (?!under)|\bissues?\b|\bdeadline|\bincident|\bassignee/i,
}

describe('the words', () => {
  it.each(languages)('of %s are those of the glossary', (language) => {
    const found = [...texts[language]].filter(([key, text]) => !isForeignOnPurpose(key) && forbidden[language].test(text) && !key.startsWith('ticket.legal.'))
    expect(found).toEqual([])
  })
  it('of one language do not stray into another: no sentence was left untranslated', () => {
    const isSentence = (text: string) => (text.replaceAll(/\{\w+\}/g, '').match(/\p{L}{2,}/gu) ?? []).length > 2
    const same = [...texts.kk].filter(([key, text]) => !isForeignOnPurpose(key) && isSentence(text) && text === texts.ru.get(key)).map(([key]) => key)
    const kazakhInRussian = [...texts.ru].filter(([key, text]) => !isForeignOnPurpose(key) && /[әғқңөұүһі]/i.test(text)).map(([key]) => key)
    const cyrillicInEnglish = [...texts.en].filter(([key, text]) => !isForeignOnPurpose(key) && /\p{Script=Cyrillic}/u.test(text)).map(([key]) => key)
    expect({ same, kazakhInRussian, cyrillicInEnglish }).toEqual({ same: [], kazakhInRussian: [], cyrillicInEnglish: [] })
  })
  it('are written in one alphabet each: a Latin letter that looks like a Cyrillic one is not found by a search', () => {
    const twins = languages.flatMap(language => [...texts[language]].filter(([, text]) => /[a-z]\p{Script=Cyrillic}|\p{Script=Cyrillic}[a-z]/iu.test(text)).map(([key]) => `${language} ${key}`))
    expect(twins).toEqual([])
  })
})

const clientDir = fileURLToPath(new URL('../../client/', import.meta.url))
const sources = globSync('**/*.{ts,vue}', { cwd: clientDir }).map(path => readFileSync(`${clientDir}${path}`, 'utf8'))
const foundIn = (pattern: RegExp) => new Set(sources.flatMap(source => [...source.matchAll(pattern)].map(match => match[1] ?? '')))
const parts = new Set([...texts.kk.keys()].map(key => key.split('.')[0]))

describe('the screens', () => {
  it('use no key without a text', () => {
    const used = foundIn(/\bt\(\s*'([^']+)'\s*[,)]/g)
    expect(used.size).toBeGreaterThan(100)
    expect([...used].filter(key => !texts.kk.has(key))).toEqual([])
  })
  it('use no key without a text, not even one that is chosen or listed', () => {
    const named = [...foundIn(/'([a-z-]+(?:\.[\w-]+)+)'/g)].filter(key => parts.has(key.split('.')[0]) && !/\.(ts|vue|css)$/.test(key))
    expect(named.filter(key => !texts.kk.has(key))).toEqual([])
  })
  it('put keys together only under a branch that exists', () => {
    const branches = [...foundIn(/\bt\(\s*`([^`$]+)\$\{/g)]
    expect(branches.length).toBeGreaterThan(10)
    expect(branches.filter(branch => ![...texts.kk.keys()].some(key => key.startsWith(branch)))).toEqual([])
  })
})

describe('every code of the office has its word:', () => {
  it.each([
    ['state', ticketStates], ['triage', triageStates], ['act', [...ticketActs, ...triageActs]], ['event', [...ticketActs, ...triageActs, 'control-off']], ['result', results],
    ['dismissal', dismissalReasons], ['kind', kinds], ['language', spoken], ['sentiment', sentiments], ['urgency', urgencies], ['urgency-reason', urgencyReasons],
    ['role', roles], ['reply-state', replyStates], ['reply-kind', ['final', 'interim']], ['clock', ['triage', 'accept', 'first-reply', 'final']],
    ['health', healthStates], ['health-reason', healthReasons],
  ] as const)('%s', (branch, codes) => {
    expect([...codes].filter(code => !texts.kk.has(`words.${branch}.${code}`))).toEqual([])
  })
  it('every kind of line of the trail, and every fault of the chain', () => {
    expect(trailKinds.filter(kind => !texts.kk.has(`words.event.${kind}`) && !texts.kk.has(`trail.event.${kind}`))).toEqual([])
    expect(trailFaults.filter(fault => !texts.kk.has(`trail.fault.${fault}`))).toEqual([])
  })
  it('every notice that can ring', () => {
    expect(noticeKinds.filter(kind => !texts.kk.has(`notices.kind.${kind}`))).toEqual([])
  })
})
