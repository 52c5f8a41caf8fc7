// The texts of the screens: complete in three languages, with the same values, and without a Kazakh ending glued to a value.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Tree = { [key: string]: string | Tree }
const folder = new URL('../../client/messages/', import.meta.url)
const languages = ['kk', 'ru', 'en'] as const

const flat = (tree: Tree, prefix: string): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => typeof value === 'string' ? [[`${prefix}.${key}`, value] as [string, string]] : flat(value, `${prefix}.${key}`))
const textsOf = (language: string) => new Map(readdirSync(new URL(`${language}/`, folder)).flatMap(file =>
  flat(JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), 'utf8')) as Tree, file.replace('.json', ''))))
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
  it('glue no Kazakh ending to a value: its vowels are not known', () => {
    expect([...texts.kk].filter(([, text]) => /\}-?\p{L}/u.test(text))).toEqual([])
  })
  it('never call a ticket an appeal', () => {
    expect([...texts.kk, ...texts.ru].filter(([, text]) => /жолданым|обращени/i.test(text))).toEqual([])
  })
})
