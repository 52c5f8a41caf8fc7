// How alike two posts are, for the few that might say the same: 1 is word for word, 0 is nothing in common worth showing.
import { textKey } from './duplicate.ts'
import { alikeFrom, likeness, sketchOf } from './near.ts'

/** A comparer with one text: share of likeness from 0.3 to 1, or 0. Texts too short to be compared are alike only word for word. */
export const likenessTo = (text: string): (other: string) => number => {
  const key = textKey(text)
  const sketch = sketchOf(key)
  return (other) => {
    const otherKey = textKey(other)
    if (key !== '' && key === otherKey) return 1
    const otherSketch = sketch && sketchOf(otherKey)
    const share = sketch && otherSketch ? likeness(sketch, otherSketch) : 0
    return share >= alikeFrom ? share : 0
  }
}
