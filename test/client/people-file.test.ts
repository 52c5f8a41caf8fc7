// The empty file names the bodies; people of a file are added in an order in which deputies come first, even when two stand in for each other.
import { expect, it } from 'vitest'
import { inOrder, passwordsTable, peopleTemplate, type FileLine } from '../../client/screens/people/peopleFile.ts'

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
it('the empty file names every role of the akimat on top and its bodies, and asks for an administrator of each akimat below', () => {
  const place = (id: string, kind: 'akimat' | 'department' | 'external', parentId: string | null, prefix: string | null = null) =>
    ({ id, version: 1, kind, parentId, path: [], code: null, kato: null, names: { kk: `${id}; бөлім`, ru: id, en: id }, prefix, topics: [] })
  const managed = [place('region', 'akimat', null, 'ОБЛ'), place('water', 'department', 'region'), place('gas', 'external', 'region'), place('district', 'akimat', 'region', 'АУД'), place('roads', 'department', 'district')]
  expect(peopleTemplate(managed, names => names.kk)).toBe(`\uFEFF${[
    'login;name;role;body;akimat;deputy;language', ';;press;;ОБЛ;;', ';;coordinator;;ОБЛ;;', ';;manager;;ОБЛ;;', ';;admin;;ОБЛ;;', ';;auditor;;ОБЛ;;', ';;head;"water; бөлім";ОБЛ;;', ';;officer;"water; бөлім";ОБЛ;;', ';;admin;;АУД;;', '',
  ].join('\r\n')}`)
})
