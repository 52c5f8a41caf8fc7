// A region laid out by one command: its akimats, their bodies, and an administrator who can begin to work.
import { expect, test } from 'vitest'
import { lookOf, prefixProblem } from '#domain/prefix.ts'
import { regions } from '../../server/analyse/regions.ts'
import { regionPlan } from '../../server/commands/region-plan.ts'
import { startDesk } from './running-desk.ts'
import { openTerminal } from './terminal.ts'

test('every region of the register can be laid out: names in three languages, bodies, and a prefix for each akimat that is nobody else\'s', () => {
  expect(regions.map(({ parts }) => parts.length).reduce((sum, count) => sum + count)).toBeGreaterThan(200)
  for (const region of regions) {
    const plan = regionPlan(region)
    expect(plan.map(({ kato }) => kato)).toEqual([region.kato, ...region.parts.map(({ kato }) => kato)])
    expect(new Set(plan.map(({ prefix }) => lookOf(prefix))).size).toBe(plan.length)
    for (const { names, prefix, bodies } of plan) {
      expect(prefixProblem(prefix), names.kk).toBeNull()
      expect(names.kk).toMatch(/^\p{Lu}.+ (облысының|ауданының|қаласының) әкімдігі$/u)
      expect(names.ru).toMatch(/^Акимат (\S+ской области|области \S+|города \S+(?: \S+)?|\S+ского района|района \S+(?: \S+){0,2})$/)
      expect(names.en).toMatch(/^Akimat of \S/)
      expect(bodies.length).toBeGreaterThan(15)
      expect(bodies.filter(({ kind }) => kind === 'external').length).toBeGreaterThan(3)
    }
  }
})

test('a district has sections where the region has departments, and what only a region does is not laid twice', () => {
  const [region, district] = regions.filter(({ kato }) => kato === '110000000').flatMap(regionPlan)
  const roads = (plan: typeof region) => plan?.bodies.find(({ code }) => code === 'roads_transport')?.names
  expect(roads(region)?.ru).toBe('Управление пассажирского транспорта и автомобильных дорог')
  expect(roads(district)).toMatchObject({ kk: 'Жолаушылар көлігі және автомобиль жолдары бөлімі', ru: 'Отдел пассажирского транспорта и автомобильных дорог' })
  expect(district?.bodies.some(({ code }) => code === 'health_dept')).toBe(false)
})

test('codes are listed on request, and one that is unknown, or of a district, is refused in words; nothing is laid then', async () => {
  const terminal = openTerminal()
  try {
    const listed = await terminal.qulaq(['init', '--region', 'list'])
    expect(listed.lines).toHaveLength(20)
    expect(listed.lines).toContainEqual({ kato: '110000000', kk: 'Ақмола облысы', ru: 'Акмолинская область', akimats: 21 })
    const refused = async (...args: string[]) => {
      const { code, err } = await terminal.qulaq(['init', ...args])
      expect(code).toBe(1)
      return err
    }
    expect(await refused('--region', '123456789')).toContain('no region has the KATO code 123456789: qulaq init --region list')
    expect(await refused('--region', '117000000')).toContain('lay out 110000000')
    expect(await refused('--region', '110000000', 'Өз атым')).toContain('leave NAME out')
    expect(await refused('--region', '110000000', '--lang', 'de')).toContain('--lang is one of kk ru en')
    expect(await terminal.one(['init', 'Бурабай ауданының әкімдігі'])).toMatchObject({ prefix: 'БАӘ' })
    expect(await refused('--region', '110000000')).toContain('holds an installation already')
  } finally {
    terminal.close()
  }
})

test('Ұлытау is laid out in Russian; its administrator signs in with the first password, names an officer, and a post gets its number', async () => {
  const terminal = openTerminal()
  try {
    const { lines, code } = await terminal.qulaq(['init', '--region', '620000000', '--lang', 'ru'])
    expect(code).toBe(0)
    expect(lines).toHaveLength(7)
    expect(lines[0]).toMatchObject({ name: 'Акимат области Ұлытау', kato: '620000000', prefix: 'ҰЛЫ' })
    const district = lines.find(({ name }) => String(name).includes('района'))
    const prefix = String(district?.prefix)
    await terminal.one(['user', 'add', 'aigul', '--name', 'Айгүл Демо', '--role', 'press', '--akimat', prefix])
    await terminal.one(['user', 'add', 'erlan', '--name', 'Ерлан Демо', '--role', 'officer', '--body', 'roads_transport', '--akimat', prefix])
    const act = (name: string, as: string, input: object) => terminal.one(['act', name, '--as', as, JSON.stringify(input)])
    const { postId } = await act('paste-post', 'aigul', { organisationId: district?.akimat, url: 'https://example.com/1', text: 'Акимат, на улице Абая яма третий месяц!' })
    const registered = await act('register', 'aigul', { postId, organisationId: district?.akimat, bodyId: (district?.bodies as Record<string, string>).roads_transport })
    expect(registered.number).toBe(`${prefix}-${new Date().getFullYear()}-000001`)
    expect(await act('accept', 'erlan', { ticketId: registered.ticketId })).toMatchObject({ state: 'in-work' })
    const desk = await startDesk(terminal)
    try {
      const admin = (lines.at(-1) as { admin: { login: string, password: string } }).admin
      const answer = await fetch(`${desk.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(admin) })
      expect(answer.status).toBe(200)
    } finally {
      await desk.end('SIGTERM')
    }
  } finally {
    terminal.close()
  }
})
