// What the chart of the days shows: bars from zero with their figures at the foot, one line over them, nothing that moves.

/** One day: what came, and what was answered. */
export interface DayPoint { came: number, answered: number }
interface Colours { accent: string, weak: string, ink: string, line: string, font: string }

/** The option for ECharts. Silent and still: the figures are read, not hunted with the mouse. */
export const chartOf = (points: readonly DayPoint[], { accent, weak, ink, line, font }: Colours) => {
  const last = points.length - 1
  const isQuiet = points.every(({ came, answered }) => came === 0 && answered === 0)
  return {
    animation: false,
    textStyle: { fontFamily: font },
    grid: { left: 0, right: 0, top: 20, bottom: 1 },
    xAxis: { type: 'category', data: points.map((_, index) => index), axisLabel: { show: false }, axisTick: { show: false }, axisLine: { lineStyle: { color: line } } },
    // Without a case the axis still has a height, or the bars would have none to stand on.
    yAxis: { type: 'value', show: false, min: 0, ...isQuiet && { max: 1 } },
    series: [
      {
        type: 'bar', silent: true, barWidth: '72%', data: points.map(({ came }) => came), itemStyle: { color: weak, borderColor: accent, borderWidth: 1, borderRadius: [3, 3, 0, 0] },
        label: { show: true, position: 'insideBottom', distance: 3, color: ink, fontSize: 12, formatter: ({ value }: { value: unknown }) => value === 0 ? '' : String(value) },
      },
      {
        type: 'line', silent: true, symbol: 'circle', symbolSize: 5, color: accent, lineStyle: { width: 2 },
        data: points.map(({ answered }, index) => ({ value: answered, label: { show: index === last, position: 'top', color: accent, fontSize: 12 } })),
      },
    ],
  } as const
}
