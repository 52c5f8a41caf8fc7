// What goes out about a file of people before anybody is added.
import { z } from 'zod'
import { peopleLineProblems } from './people-file.ts'
import { interfaceLanguages, roles } from './user.ts'

const id = z.string()

/** `problem`: why the line cannot be added; null when it can. */
export const peopleFileView = z.object({
  lines: z.array(z.object({
    line: z.number(), login: z.string(), name: z.string(), role: z.enum(roles).nullable(), language: z.enum(interfaceLanguages).nullable(), organisationId: id.nullable(),
    deputy: z.string().nullable(), problem: z.enum(peopleLineProblems).nullable(),
  })),
})
