// Forms of the files that the desk gives out.

/** csv: with BOM and semicolons, as a Russian or Kazakh Excel opens it. */
export const exportFormats = ['xlsx', 'csv'] as const
export type ExportFormat = typeof exportFormats[number]

/** Media types of the formats. */
export const exportTypes: Record<ExportFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8',
}
