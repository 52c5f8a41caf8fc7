// What was read lately is remembered, but never more than what was really read.
import { expect, test } from 'vitest'
import { keepRecent } from '../../server/store/recent.ts'

test('a document that the disk would not give once is not taken for one that does not exist', async () => {
  let works = false
  const { documents } = keepRecent(() => {
    if (!works) throw new Error('disk I/O error')
    return [JSON.stringify({ id: 'n-1', version: 1 })]
  })
  await expect(documents('notice', ['n-1'])).rejects.toThrow('disk I/O error')
  works = true
  expect(await documents('notice', ['n-1'])).toMatchObject([{ id: 'n-1' }])
})
