// What every engine of the store must do, sentence by sentence. No test is skipped for any engine.
import { afterEach, beforeEach, describe } from 'vitest'
import { stems, stemsVersion } from '../../server/analyse/stems.ts'
import type { Stems, Store } from '../../server/store/store.ts'
import { indexContract } from './contract-index.ts'
import { searchContract } from './contract-search.ts'
import { listContract } from './contract-lists.ts'
import { trailContract } from './contract-trail.ts'
import { unitContract } from './contract-units.ts'
import { removalContract } from './contract-removal.ts'
import { documentContract } from './contract-documents.ts'

/** The stems of the product. */
const usual: Stems = { version: stemsVersion, of: stems }

/**
 * One installation of an engine, empty at first. `reopen` closes it and opens it on what is kept. `holdsTerm` looks for a term in the files
 * themselves, past the engine.
 */
export interface Installation { store: Store, reopen(stems: Stems | undefined): Promise<Store>, holdsTerm(term: string): Promise<boolean>, destroy(): Promise<void> }

/** The store of the running test. It is reopened with the stems of the product, with others, or without any (null). */
export interface Given { readonly store: Store, reopen(other?: { stems: Stems | null }): Promise<Store>, holdsTerm(term: string): Promise<boolean> }

export const storeContract = (name: string, open: (stems: Stems) => Promise<Installation>): void => {
  describe(`the store on ${name}`, () => {
    let installation: Installation
    beforeEach(async () => { installation = await open(usual) })
    afterEach(async () => await installation.destroy())
    const given: Given = {
      get store() { return installation.store },
      reopen: async (other) => {
        installation.store = await installation.reopen(other ? other.stems ?? undefined : usual)
        return installation.store
      },
      holdsTerm: async term => await installation.holdsTerm(term),
    }
    describe('documents', () => documentContract(given))
    describe('what is removed', () => removalContract(given))
    describe('units of work', () => unitContract(given))
    describe('lists', () => listContract(given))
    describe('the trail', () => trailContract(given))
    describe('the search', () => searchContract(given))
    describe('the search index', () => indexContract(given))
  })
}
