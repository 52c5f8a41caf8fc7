// Sweeping on MongoDB: forgets old commands. What was removed leaves the collections at once; the oplog and the backups are beyond reach.
import { asking } from './mongo-read.ts'
import type { Rows } from './mongo-rows.ts'
import type { Store } from './store.ts'

export const mongoSweeping = ({ commands }: Rows): Pick<Store, 'scrub' | 'forgetCommands' | 'countCommands'> => ({
  scrub: async () => {},
  forgetCommands: async (before, limit) => await asking(async () => {
    const old = await commands.find({ at: { $lt: before } }, { projection: { _id: 1 }, sort: { at: 1 }, limit }).toArray()
    return (await commands.deleteMany({ _id: { $in: old.map(({ _id }) => _id) } })).deletedCount
  }),
  countCommands: async before => await asking(() => commands.countDocuments({ at: { $lt: before } })),
})
