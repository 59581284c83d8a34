import { join } from 'node:path';
import { build } from 'esbuild';
import type { Figures, Report } from './figures';
import { COLUMNS, takersText } from './print-report';

/**
 * A report as one page that needs nothing else: the charts' library, the style and the figures are in it.
 *
 * @param title - which calls the report is about
 */
export async function reportPage(report: Report, title: string): Promise<string> {
  const { script, style } = await bundle();
  // A `<` in the figures could end the script.
  const figures = JSON.stringify(report).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main style="--days: ${Math.max(1, report.days.length)}">
<h1>${escaped(title)}</h1>
${chart('calls', 'Calls by day', ['completed', 'handed over', 'failed', 'left the queue'])}
${chart('agent', 'Seconds with the agent', ['median', 'p90'])}
${chart('answer', 'Seconds until a person answered', ['median', 'p90'])}
${table(report)}
<p>${escaped(takersText(report.total))}</p>
</main>
<script>const REPORT = ${figures};</script>
<script>${script}</script>
</body>
</html>
`;
}

async function bundle(): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'page-script.ts'), join(__dirname, 'page.css')],
    outdir: '/',
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const text = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}

function chart(id: string, heading: string, series: readonly string[]): string {
  const items = series.map(
    (name, index) => `<li style="--colour: var(--${'abcd'.charAt(index)})">${name}</li>`,
  );
  return `<section aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
<ul class="legend">${items.join('')}</ul>
<div id="${id}" class="chart" role="img" aria-label="${heading}; the table below has the figures"></div>
</section>`;
}

function table({ days, total }: Report): string {
  const row = (first: string, figures: Figures) =>
    `<tr><th scope="row">${first}</th>${COLUMNS.map(([, cell]) => `<td>${cell(figures)}</td>`).join('')}</tr>`;
  const headings = COLUMNS.map(([heading]) => `<th scope="col">${heading}</th>`).join('');
  return `<div class="figures" tabindex="0"><table>
<thead><tr><th scope="col">day</th>${headings}</tr></thead>
<tbody>${days.map((day) => row(day.day, day)).join('\n')}</tbody>
<tfoot>${row('all', total)}</tfoot>
</table></div>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
