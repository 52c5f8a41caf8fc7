// A line of a file of people: which place it names, and what can be wrong with it, before anybody is added.
import { canBeAssigned, isAkimat, type Organisation } from './organisation.ts'

/** Each code has its words on the screen. */
export const peopleLineProblems = [
  'login', 'name', 'role', 'language', 'akimat', 'body', 'no-right', 'taken', 'twice',
] as const
export type PeopleLineProblem = typeof peopleLineProblems[number]

/** More people than an oblast's akimat with its districts employs. */
export const peopleLinesAtMost = 2_000

const isCalled = (text: string) => ({ id, code, names }: Pick<Organisation, 'id' | 'code' | 'names'>): boolean =>
  [id, code, ...Object.values(names)].some(name => name?.toLowerCase() === text.trim().toLowerCase())

/** The akimat by its prefix or name, the root where none is named; in it the body by name, code or id. */
export const placeNamed = (organisations: readonly Organisation[], { akimat, body }: { akimat: string, body: string }): Organisation | 'akimat' | 'body' => {
  const place = organisations.filter(isAkimat).find(one => akimat.trim() === '' ? one.parentId === null : one.prefix === akimat.trim().toUpperCase() || isCalled(akimat)(one))
  if (!place) return 'akimat'
  if (body.trim() === '') return place
  return organisations.find(one => one.parentId === place.id && canBeAssigned(one) && isCalled(body)(one)) ?? 'body'
}
