// People of a file are added in an order in which deputies come first, even when two stand in for each other.
import { expect, it } from 'vitest'
import { inOrder, passwordsTable, type FileLine } from '../../client/screens/people/peopleFile.ts'

const line = (login: string, deputy: string | null = null, problem: FileLine['problem'] = null): FileLine => ({ line: 2, login, name: login, role: 'officer', language: 'kk', organisationId: 'water', deputy, problem })
const logins = (lines: FileLine[]) => inOrder(lines).map(({ login }) => login)

it('a deputy is added before the person', () => {
  expect(logins([line('a', 'b'), line('b', 'c'), line('c')])).toEqual(['c', 'b', 'a'])
})
it('two who stand in for each other are both added, and so is a person who names an unknown deputy', () => {
  expect(logins([line('a', 'b'), line('b', 'a'), line('d', 'nobody'), line('e', 'e')]).sort()).toEqual(['a', 'b', 'd', 'e'])
})
it('bad lines are left out', () => {
  expect(logins([line('a', null, 'taken'), line('b', 'a')])).toEqual(['b'])
})
it('first passwords can be passed on as a table', () => {
  expect(passwordsTable([{ login: 'a', password: 'x1' }])).toBe('login,password\na,x1')
})
