// Writes down what this installation is: its name, and whether it is a demo. Done once, last: a folder without it was never finished.
import { machine } from '#domain/user.ts'
import { Refusal } from '#domain/refusal.ts'
import type { World } from './world.ts'

export interface InstallationFacts { name: string, demo: boolean, /** Of the demo's people. */ password?: string, openedAt: string }

export const openInstallation = (world: World, facts: InstallationFacts): Promise<null> => world.store.transact({
  by: machine, now: world.now(), starts: [['setting', 'installation']],
  run: async (tx) => {
    if (await tx.get('setting', 'installation')) throw new Refusal('duplicate', 'this folder holds an installation already', { what: 'installation' })
    await tx.insert('setting', { id: 'installation', value: facts })
    return null
  },
})
