// What a browser fetches before somebody of the press service sees the feed in Kazakh: scripts and styles, packed, of the client as it is built.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const dist = resolve(import.meta.dirname, '../../dist')
const atMostKiB = 150

const importsOf = (file: string): string[] => !file.endsWith('.js')
  ? []
  : [...readFileSync(resolve(dist, 'assets', file), 'utf8').matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)].map(([, name = '']) => name)

/** These files and all that they take at once; what is loaded later by need does not count. */
const withImports = (files: readonly string[]): Set<string> => {
  const all = new Set<string>()
  const add = (file: string) => {
    if (all.has(file)) return
    all.add(file)
    importsOf(file).forEach(add)
  }
  files.forEach(add)
  return all
}

test.runIf(existsSync(resolve(dist, 'index.html')) || process.env.CI)('the first load of the feed is no more than 150 KiB of packed scripts and styles', () => {
  const page = readFileSync(resolve(dist, 'index.html'), 'utf8')
  const atOnce = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.(?:js|css))"/g)].map(([, name = '']) => name)
  const ofScreen = readdirSync(resolve(dist, 'assets')).filter(name => /^FeedPage-.*\.(?:js|css)$/.test(name))
  expect([atOnce.length > 3, ofScreen.length > 0]).toEqual([true, true])
  const files = [...withImports([...atOnce, ...ofScreen])]
  const bytes = files.map(file => gzipSync(readFileSync(resolve(dist, 'assets', file)), { level: 9 }).length).reduce((sum, length) => sum + length, 0)
  expect(bytes / 1024, `${files.length} files`).toBeLessThanOrEqual(atMostKiB)
  expect(bytes / 1024).toBeGreaterThan(40)
})
