// The topic tree's own stems and names as tiny examples: they teach the topics of which the corpus holds few posts.
import more from '../data/topic_words.json' with { type: 'json' }
import tree from '../data/topics.json' with { type: 'json' }
import { exampleFrom, type Example } from './example.ts'

/** A keyword counts for so much of a post. */
const keywordWeight = 0.15

const added = new Map<string, { kk: string[], ru: string[] }>(Object.entries(more.more))

/** One example a keyword and a name, labelled by its topic. */
export const keywordExamples = (): Example[] => tree.sectors.flatMap(({ topics }) => topics).flatMap((topic) => {
  const own = added.get(topic.code)
  const texts = [topic.kk, topic.ru, ...topic.keywords.kk, ...topic.keywords.ru, ...own?.kk ?? [], ...own?.ru ?? []]
  return texts.map(text => exampleFrom(text.replaceAll('$', ''), topic.code, keywordWeight))
})
