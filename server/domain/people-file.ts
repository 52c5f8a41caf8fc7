// What can be wrong with a line of a file of people, before anybody is added.

/** Each code has its words on the screen. */
export const peopleLineProblems = [
  'login', 'name', 'role', 'language', 'akimat', 'body', 'no-right', 'taken', 'twice',
] as const
export type PeopleLineProblem = typeof peopleLineProblems[number]

/** More people than an oblast's akimat with its districts employs. */
export const peopleLinesAtMost = 2_000
