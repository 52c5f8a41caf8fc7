// The settings of the process: each problem is told at once, and an account is whole or absent.
import { expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'

test('without settings everything has its working default', () => {
  expect(readConfig({ PORT: '', CONTACT: '' })).toMatchObject({ port: 3000, host: '127.0.0.1', dataDir: './data', fetchAllow: [], contact: '', bluesky: undefined })
})

test('an account at Bluesky is its login with its password, at the usual server or another', () => {
  const account = { BLUESKY_LOGIN: 'akimat.example', BLUESKY_PASSWORD: 'p-w' }
  expect(readConfig(account).bluesky).toEqual({ service: 'https://bsky.social', identifier: 'akimat.example', password: 'p-w' })
  expect(readConfig({ ...account, BLUESKY_SERVICE: 'https://pds.example/' }).bluesky?.service).toBe('https://pds.example')
  expect(() => readConfig({ BLUESKY_LOGIN: 'akimat.example' })).toThrow('BLUESKY_LOGIN: stands with BLUESKY_PASSWORD')
})

test('wrong settings are told all at once, without their values', () => {
  expect(() => readConfig({ PORT: 'x', BLUESKY_SERVICE: 'no', BLUESKY_LOGIN: 'a', BLUESKY_PASSWORD: 'hidden' })).toThrow(/PORT: .*BLUESKY_SERVICE: (?!.*hidden)/)
})
