/** The style sheet of papers, to be put once into the page that shows them. */
export const paperCss = `.paper { box-sizing: border-box; max-width: 180mm; margin: 0 auto; padding: 1rem; background: #fff; color: #000; font: 12pt/1.35 "PT Serif", "Times New Roman", serif; hyphens: auto; overflow-wrap: anywhere; }
.paper-landscape { max-width: 267mm; }
.paper :is(.paper-h1, .paper-h2, .paper-h3) { margin: 1.1em 0 0.8em; font-size: 12pt; font-weight: bold; line-height: 1.3; text-align: center; hyphens: none; break-after: avoid; }
.paper .paper-h1 { font-size: 14pt; }
.paper .paper-h2 { font-size: 13pt; }
.paper p { margin: 0 0 0.4em; }
.paper .paper-left { text-align: left; }
.paper .paper-center { text-align: center; }
.paper .paper-right { text-align: right; }
.paper .paper-justify { text-align: justify; }
.paper .paper-indent { text-indent: 12.5mm; }
.paper .paper-keep { break-after: avoid; }
.paper ul, .paper ol { margin: 0 0 0.4em; padding: 0; list-style: none; }
.paper li { display: flex; gap: 0.4em; }
.paper li > span:last-child { flex: 1; min-width: 0; }
.paper .paper-clauses, .paper .paper-clauses li { display: block; }
.paper .paper-scroll { overflow-x: auto; }
.paper table { width: 100%; margin: 0.8em 0; border-collapse: collapse; table-layout: fixed; font-size: 11pt; line-height: 1.25; }
.paper .paper-small { min-width: 640px; font-size: 10pt; }
.paper th, .paper td { padding: 3pt 4pt; border: 0.5pt solid #404040; text-align: left; vertical-align: top; font-weight: normal; }
.paper .paper-bold { font-weight: bold; }
.paper :is(th, td) > :last-child { margin-bottom: 0; }
.paper .paper-section { background: #ebebeb; break-after: avoid; }
.paper .paper-whole { break-inside: avoid; }
.paper thead { display: table-header-group; }
.paper .paper-stamps, .paper .paper-signatures { display: grid; margin-bottom: 1.6em; }
.paper .paper-stamps { grid-template-columns: minmax(0, 85mm) minmax(0, 85mm); justify-content: space-between; gap: 1em; hyphens: none; }
.paper .paper-signatures { grid-template-columns: 5fr 3fr 4fr; gap: 1.4em 4mm; margin-top: 2em; align-items: end; break-inside: avoid; }
.paper .paper-stamps p { margin: 0; }
.paper .paper-line { border-bottom: 0.5pt solid #000; }
.paper .paper-break { break-after: page; }
.paper .paper-blank { display: inline-block; border-bottom: 0.5pt solid #000; vertical-align: -0.12em; height: 0.9em; max-width: 100%; }
.paper .paper-letterhead { margin-bottom: 1.2em; padding-bottom: 0.4em; border-bottom: 1pt solid #000; text-align: center; line-height: 1.25; }
.paper .paper-letterhead p { margin: 0; }
.paper .paper-fine { font-size: 10pt; }
.paper .paper-imprint { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.4em 8mm; margin: 1em 0 1.2em; }
.paper .paper-imprint > p { margin: 0; }
.paper .paper-imprint > .paper-center { flex: 1 0 100%; }
.paper .paper-addressee { width: 50%; min-width: min(100%, 60mm); margin: 0 0 1.4em auto; }
.paper .paper-form { display: flex; flex-wrap: wrap; gap: 0 0.4em; align-items: baseline; margin: 0 0 0.25em; }
.paper .paper-form > .paper-blank { flex: 1 1 8mm; }
.paper .paper-form > small { flex: 1 0 100%; font-size: 8pt; text-align: center; }
.paper .paper-parties { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 45mm), 1fr)); gap: 1.2em 8mm; margin: 1.4em 0; }
.paper .paper-party { display: flex; flex-direction: column; }
.paper .paper-sign { display: flex; align-items: flex-end; gap: 1.5mm; margin: auto 0 0; padding-top: 1.6em; break-inside: avoid; }
.paper .paper-sign > .paper-line { flex: 1; min-width: 12mm; }
.paper .paper-date { white-space: pre-line; }
.paper .paper-date { grid-column: 2 / -1; margin-top: -0.8em; }
.paper .paper-party .paper-date { margin: 0.5em 0 0; }
.paper .paper-figure { position: relative; margin: 0 0 0.8em; break-inside: avoid; }
.paper .paper-figure svg { display: block; width: 100%; height: auto; }
.paper .paper-figure.paper-center svg { margin: 0 auto; }
.paper .paper-figure.paper-right svg { margin-left: auto; }
.paper .paper-hidden { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.paper.paper-ornate { display: flex; flex-direction: column; justify-content: center; box-sizing: border-box; width: 100%; max-width: 190mm; aspect-ratio: 190 / 277; padding: 15mm; border: 2pt solid #7a5c1e; outline: 0.7pt solid #7a5c1e; outline-offset: -2.6mm; }
.paper.paper-ornate.paper-landscape { max-width: 277mm; aspect-ratio: 277 / 190; }
.paper-ornate .paper-h1 { font-size: 1.65em; margin: 0.4em 0; }
.paper-ornate .paper-h2 { font-size: 1.45em; }
.paper-ornate .paper-h3 { font-size: 1.1em; }
@media print { .paper { max-width: none; padding: 0; } .paper .paper-scroll { overflow: visible; } .paper .paper-small { min-width: 0; } }
@media print { .paper.paper-ornate { padding: 15mm; max-width: none; break-inside: avoid; } }
@page { margin: 20mm 10mm 20mm 20mm; }
@page { @top-center { content: counter(page); } }
@page :first { @top-center { content: none; } }
`;
