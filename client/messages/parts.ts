// Joins the message files of a language; each owner of a screen keeps a file, and its name is the first word of its keys.

type Tree = { [key: string]: string | Tree }

export const joinParts = (files: Record<string, object>): Tree =>
  Object.fromEntries(Object.entries(files).map(([path, part]) => [path.replace(/^.*\/|\.json$/g, ''), part as Tree]))
