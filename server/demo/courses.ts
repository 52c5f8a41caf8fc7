// The usual courses of a post through the office: who does what, and how many working minutes after the step before.

/** `other officer` works in the body that got the ticket by mistake. */
export type Hand = 'press' | 'officer' | 'other officer' | 'head' | 'coordinator' | 'manager'
type Step = readonly [act: string, fromMinutes: number, toMinutes: number, by: Hand]

const taken: Step[] = [['register', 3, 25, 'press'], ['assign', 2, 12, 'press'], ['accept', 4, 28, 'officer']]
const answered = (from: number, to: number): Step[] => [['submit', from, to, 'officer'], ['approve', 5, 55, 'head'], ['publish', 4, 28, 'press']]
const asked: Step[] = [...taken, ['ask-author', 20, 90, 'officer'], ['post-question', 5, 40, 'press']]
const mistaken: Step[] = [['misassign', 3, 15, 'press'], ['return', 15, 60, 'other officer']]
const closed: Step[] = [['close', 2000, 2800, 'press']]
const extending: Step[] = [...taken, ...answered(40, 240), ['request-extension', 1500, 1900, 'officer']]

/**
 * By name. The first reply has 480 working minutes and the final one 3,360: `slow` and `late` miss them.
 * Those that begin with `stays` end where somebody has the next move.
 */
export const courses: Readonly<Record<string, readonly Step[]>> = {
  'closed': [...taken, ...answered(50, 330), ['grade', 200, 900, 'coordinator'], ...closed],
  'slow': [['register', 12, 70, 'press'], ['assign', 8, 40, 'press'], ['accept', 20, 90, 'officer'], ...answered(480, 900), ...closed],
  'interim': [...taken, ...answered(40, 240), ...answered(900, 2200), ...closed],
  'planned': [...taken, ...answered(60, 330), ['promise', 3400, 4800, 'press'], ['close', 100, 900, 'press']],
  'refused': [...taken, ...answered(60, 400), ...closed],
  'rejected': [...taken, ['submit', 40, 200, 'officer'], ['reject', 10, 60, 'head'], ...answered(30, 160), ...closed],
  'returned': [['register', 3, 25, 'press'], ...mistaken, ['assign', 10, 60, 'coordinator'], ['accept', 5, 30, 'officer'], ...answered(60, 300), ...closed],
  'extended': [...extending, ['decide-extension', 30, 240, 'head'], ...answered(1200, 2400), ...closed],
  'reopened': [...taken, ...answered(60, 400), ['reopen', 600, 1200, 'press'], ...answered(120, 400), ...closed],
  'asked': [...asked, ['author-answered', 120, 900, 'press'], ...answered(60, 300), ...closed],
  'no-data': [...asked, ['close-without-data', 1500, 1700, 'head']],
  'late': [...taken, ...answered(3500, 4400), ...closed],
  'handed-over': [['register', 3, 25, 'press'], ['hand-over', 20, 120, 'press'], ['body-answered', 1200, 2600, 'press']],
  'bound': [['register', 3, 25, 'press'], ...mistaken, ...mistaken, ['assign', 30, 120, 'coordinator'], ['accept', 5, 30, 'officer']],
  'merged': [['register', 8, 20, 'press'], ['merge', 20, 60, 'press']],
  'on-control': [...taken, ...answered(40, 200), ['priority', 10, 40, 'head'], ['control', 30, 90, 'manager'], ['note', 20, 90, 'officer']],
  'dismissed': [['dismiss', 3, 40, 'press']],
  'stays-assigned': [['register', 3, 25, 'press'], ['assign', 2, 12, 'press']],
  'stays-in-work': taken,
  'stays-late': taken,
  'stays-review': [...taken, ['submit', 40, 200, 'officer']],
  'stays-approved': [...taken, ['submit', 40, 200, 'officer'], ['approve', 5, 40, 'head']],
  'stays-interim': [...taken, ...answered(40, 240)],
  'stays-to-ask': [...taken, ['ask-author', 20, 90, 'officer']],
  'stays-waiting': asked,
  'stays-extension': extending,
  'stays-second-extension': [...extending, ['decide-extension', 60, 200, 'head'], ['request-extension', 1200, 1500, 'officer']],
  'stays-reopened': [...taken, ...answered(60, 400), ['reopen', 600, 1200, 'press']],
  'stays-returned': [['register', 3, 25, 'press'], ...mistaken],
  'stays-handed-over': [['register', 3, 25, 'press'], ['hand-over', 20, 120, 'press']],
}

/** Courses whose first reply promises a day. */
export const isInterimFirst = (course: string): boolean => ['interim', 'extended', 'on-control', 'stays-interim', 'stays-extension', 'stays-second-extension'].includes(course)
