// What every engine of the store must do, sentence by sentence. No test is skipped for any engine.
import { afterEach, beforeEach, describe } from 'vitest'
import type { Store } from '../../server/store/store.ts'
import { listContract } from './contract-lists.ts'
import { trailContract } from './contract-trail.ts'
import { unitContract } from './contract-units.ts'
import { removalContract } from './contract-removal.ts'
import { documentContract } from './contract-documents.ts'

/** One installation of an engine, empty at first. `reopen` closes it and opens it on what is kept. */
export interface Installation { store: Store, reopen(): Promise<Store>, destroy(): Promise<void> }

/** The store of the running test. */
export interface Given { readonly store: Store, reopen(): Promise<Store> }

export const storeContract = (name: string, open: () => Promise<Installation>): void => {
  describe(`the store on ${name}`, () => {
    let installation: Installation
    beforeEach(async () => { installation = await open() })
    afterEach(async () => await installation.destroy())
    const given: Given = {
      get store() { return installation.store },
      reopen: async () => {
        installation.store = await installation.reopen()
        return installation.store
      },
    }
    describe('documents', () => documentContract(given))
    describe('what is removed', () => removalContract(given))
    describe('units of work', () => unitContract(given))
    describe('lists', () => listContract(given))
    describe('the trail', () => trailContract(given))
  })
}
