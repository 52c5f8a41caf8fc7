// What the chart of the days shows: bars from zero with their figures on them, one line, nothing that moves.
import type { InterfaceLanguage } from '#domain/user.ts'
import { writtenCount } from '../../format/written.ts'

/** One day: what came, and what was answered. */
export interface DayPoint { came: number, answered: number }
interface Colours { accent: string, weak: string, muted: string, line: string, ground: string, font: string }

/** The option for ECharts. Silent and still: the figures are read, not hunted with the mouse. */
export const chartOf = (points: readonly DayPoint[], { accent, weak, muted, line, ground, font }: Colours, language: InterfaceLanguage) => {
  const labelOf = ({ value }: { value: unknown }): string => writtenCount(Number(value), language)
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
        type: 'bar', silent: true, barWidth: '72%', data: points.map(({ came }) => came), itemStyle: { color: weak, borderRadius: [3, 3, 0, 0] },
        labelLayout: { hideOverlap: true },
        label: { show: true, position: 'top', distance: 3, color: muted, fontSize: 12, textBorderColor: ground, textBorderWidth: 3, formatter: (bar: { value: unknown }) => bar.value === 0 ? '' : labelOf(bar) },
      },
      {
        type: 'line', silent: true, symbol: 'circle', symbolSize: 5, color: accent, lineStyle: { width: 2 },
        data: points.map(({ answered }, index) => ({ value: answered, label: { show: index === last, formatter: labelOf, position: 'top', color: accent, fontSize: 12, fontWeight: 600, textBorderColor: ground, textBorderWidth: 3 } })),
      },
    ],
  } as const
}
