// What the dialog for tables holds in hand.
import type { CallOf, ResultOf } from '#domain/contract.ts'

export type ReadTable = ResultOf<'read-table'>
export type Imported = ResultOf<'import-table'>
export type ChosenColumns = NonNullable<CallOf<'read-table'>['columns']>
