import { BarChart, LineChart } from 'chartist';
import type { Report, Spread } from './figures';

/** The page puts it there, in a script before this one. */
declare const REPORT: Report;

const { days } = REPORT;
const labels = days.map(({ day }) => day.slice(5));
const axisY = { onlyInteger: true, low: 0 };
/** A month of labels would not fit side by side. */
const everyNth = Math.ceil(days.length / 10);
const axisX = {
  labelInterpolationFnc: (label: number | string | Date, index: number) =>
    index % everyNth === 0 ? String(label) : null,
};
/** The bars of a day, side by side, in pixels. */
const seriesBarDistance = Math.max(3, Math.min(12, 180 / days.length));

new BarChart(
  '#calls',
  {
    labels,
    series: [
      days.map(({ completed }) => completed),
      days.map(({ handedOver }) => handedOver),
      days.map(({ failed }) => failed),
      days.map(({ abandoned }) => abandoned),
    ],
  },
  { seriesBarDistance, axisX, axisY },
);

/** Median and p90 by day, with a gap where there are no such calls. */
function drawSpreads(place: string, spreads: readonly (Spread | null)[]): void {
  const series = [
    spreads.map((spread) => spread?.median ?? null),
    spreads.map((spread) => spread?.p90 ?? null),
  ];
  new LineChart(place, { labels, series }, { axisX, axisY, lineSmooth: false });
}

drawSpreads(
  '#agent',
  days.map(({ secondsWithAgent }) => secondsWithAgent),
);
drawSpreads(
  '#answer',
  days.map(({ secondsUntilAnswer }) => secondsUntilAnswer),
);
