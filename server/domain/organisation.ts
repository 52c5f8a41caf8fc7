// The one tree of the state's bodies: region akimat → district akimats; akimat → its departments and enterprises; bodies outside it.
import type { Role } from './user.ts'

export const organisationKinds = ['akimat', 'department', 'enterprise', 'external'] as const
export type OrganisationKind = typeof organisationKinds[number]

export interface Organisation {
  id: string
  version: number
  kind: OrganisationKind
  parentId: string | null
  /** Ids from the root down to this one: a right on any of them reaches here. */
  path: string[]
  /** Code of departments.json where it has one. */
  code: string | null
  names: { kk: string, ru: string, en: string }
  /** KATO code of the place an akimat governs. */
  kato: string | null
  /** Letters of the numbers of an akimat (`ӘЖ`); unique in an installation, null for bodies. */
  prefix: string | null
  /** The terms that hold now; absent = the product's own. */
  termEdition?: number
  /** Topics that come to this body by default. */
  topics: string[]
  /** Who holds which role exactly here; kept with the grants of the users. */
  members: Record<Role, string[]>
  /** Sources that this akimat watches. */
  sourceIds: string[]
}

export const isAkimat = (organisation: Organisation): boolean => organisation.kind === 'akimat'
/** Bodies that can be given a ticket; external ones are only handed over to. */
export const canBeAssigned = (organisation: Organisation): boolean => organisation.kind === 'department' || organisation.kind === 'enterprise'
