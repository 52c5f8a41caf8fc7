// The bodies that an akimat deals with, its own and those outside it, by departments.json.
import data from './data/departments.json' with { type: 'json' }
import type { OrganisationKind } from './organisation.ts'

interface Names { kk: string, ru: string, en: string }
export interface BodyPlan { code: string, kind: OrganisationKind, names: Names, topics: string[] }

/** Codes that departments.json does not give: firms of water, heat, power and waste are enterprises, the rest is outside. */
const externalCodes: Record<string, { code: string, kind: OrganisationKind, en: string, topics: string[] }> = {
  'Департамент по чрезвычайным ситуациям': { code: 'emergency_department', kind: 'external', en: 'Emergency department', topics: [] },
  'Департамент экологии': { code: 'ecology_department', kind: 'external', en: 'Ecology department', topics: [] },
  'Департамент санитарно-эпидемиологического контроля': { code: 'sanitary_department', kind: 'external', en: 'Sanitary and epidemiological control department', topics: [] },
  'Прокуратура': { code: 'prosecutor', kind: 'external', en: 'Prosecutor\'s office', topics: [] },
  'Водоканал': { code: 'water_enterprise', kind: 'enterprise', en: 'Water and sewerage enterprise', topics: ['utilities.water_supply', 'utilities.sewerage'] },
  'Электросетевая компания': { code: 'power_enterprise', kind: 'enterprise', en: 'Power grid company', topics: ['utilities.electricity'] },
  'Тепловые сети': { code: 'heat_enterprise', kind: 'enterprise', en: 'Heating networks', topics: ['utilities.heating'] },
  'Газовые сети «QazaqGaz Aimaq»': { code: 'gas_enterprise', kind: 'external', en: 'QazaqGaz Aimaq gas networks', topics: ['utilities.gas'] },
  'Контакт-центр 109 (iKomek)': { code: 'contact_centre_109', kind: 'external', en: '109 contact centre (iKomek)', topics: [] },
  'ГК «Правительство для граждан» (ЦОН)': { code: 'public_service_centre', kind: 'external', en: 'State corporation "Government for Citizens"', topics: [] },
}

/** Bodies of an oblast or a city of republican significance; names differ by region and are changed by the administrator. */
export const bodyPlans = (): BodyPlan[] => [
  ...data.departments.map(({ code, kk, ru, en, body, topics }): BodyPlan => ({ code, kind: body === 'akimat' ? 'department' : 'external', names: { kk, ru, en }, topics })),
  ...data.external_bodies.flatMap(({ kk, ru }): BodyPlan[] => {
    const known = externalCodes[ru]
    return known ? [{ code: known.code, kind: known.kind, names: { kk, ru, en: known.en }, topics: known.topics }] : []
  }),
]
