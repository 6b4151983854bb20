/** The page's style: light and dark by the reader's own setting, nothing fetched. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --dim: #5d6b7c; --paper: #fbfcfd; --card: #fff; --line: #dde3ea; --accent: #2457c5;
  --served: #d9f2e1; --served-ink: #10622f; --redirect: #dbe9fb; --redirect-ink: #174a8c; --refused: #fde3cf; --refused-ink: #8a3c06;
  --missing: #eef0f3; --missing-ink: #616b78; --failing: #fbd5da; --failing-ink: #93142a; --unknown: #efe7fb; --unknown-ink: #5b3597; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf2; --dim: #98a5b5; --paper: #11161d; --card: #181f29; --line: #2b3542; --accent: #7ea6ff;
  --served: #143a25; --served-ink: #8fe0ae; --redirect: #17304f; --redirect-ink: #9dc5fb; --refused: #4a2a11; --refused-ink: #ffbd8a;
  --missing: #222a35; --missing-ink: #8d9aab; --failing: #4d1922; --failing-ink: #ffa3b0; --unknown: #33254d; --unknown-ink: #cdb2ff; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
code, .path, .chip, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
header { padding: 28px 32px 12px; max-width: 1400px; margin: auto; }
h1 { margin: 0 0 4px; font-size: 24px; letter-spacing: -.01em; }
h1 span { color: var(--dim); font-weight: 400; }
header p { margin: 0; color: var(--dim); }
.bar { position: sticky; top: 0; z-index: 3; background: color-mix(in srgb, var(--paper) 92%, transparent); backdrop-filter: blur(6px); border-bottom: 1px solid var(--line); }
.bar > div { max-width: 1400px; margin: auto; padding: 10px 32px; display: flex; flex-wrap: wrap; gap: 10px 14px; align-items: center; }
input[type=search] { font: inherit; padding: 6px 10px; width: 260px; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
select { font: inherit; padding: 6px 8px; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
label { color: var(--dim); display: inline-flex; gap: 6px; align-items: center; }
.legend { display: flex; flex-wrap: wrap; gap: 6px; margin-left: auto; font-size: 12.5px; }
main { max-width: 1400px; margin: auto; padding: 8px 32px 64px; }
h2 { font-size: 17px; margin: 28px 0 10px; }
h2 small { color: var(--dim); font-weight: 400; margin-left: 8px; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 5px 6px; text-align: center; border-bottom: 1px solid var(--line); white-space: nowrap; }
tr:last-child td, tr:last-child th { border-bottom: 0; }
thead th { font-size: 12px; color: var(--dim); font-weight: 600; letter-spacing: .03em; padding: 9px 6px; }
th.path { text-align: left; font-weight: 500; font-size: 13.5px; padding-left: 16px; }
.chip { display: inline-block; min-width: 52px; padding: 3px 8px; border: 0; border-radius: 7px; font-size: 13px; position: relative; }
button.chip { cursor: pointer; }
button.chip:hover { outline: 2px solid color-mix(in srgb, currentColor 45%, transparent); }
button.chip:focus-visible, button.chip[aria-expanded=true] { outline: 2px solid var(--accent); }
.served { background: var(--served); color: var(--served-ink); } .redirect { background: var(--redirect); color: var(--redirect-ink); }
.refused, .closed { background: var(--refused); color: var(--refused-ink); } .missing { background: var(--missing); color: var(--missing-ink); }
.failing { background: var(--failing); color: var(--failing-ink); } .unknown { background: var(--unknown); color: var(--unknown-ink); }
.found::after { content: ''; position: absolute; top: -3px; right: -3px; width: 9px; height: 9px; border-radius: 50%; background: #d92344; border: 2px solid var(--card); }
aside { position: fixed; right: 0; top: 0; bottom: 0; width: min(560px, 92vw); background: var(--card); border-left: 1px solid var(--line); box-shadow: -12px 0 40px #0003; padding: 22px 26px; overflow: auto; z-index: 5; }
aside[hidden] { display: none; }
aside h3 { margin: 0 36px 12px 0; font: 600 16px/1.4 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
aside .close { position: absolute; top: 16px; right: 18px; border: 0; background: none; color: var(--dim); font-size: 22px; cursor: pointer; }
.outcome { border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; margin: 10px 0; }
.outcome .when { color: var(--dim); font-style: italic; }
.outcome dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; margin: 8px 0; font-size: 13.5px; }
.outcome dt { color: var(--dim); } .outcome dd { margin: 0; overflow-wrap: anywhere; }
ol { margin: 10px 0 0; padding: 0; list-style: none; font-size: 13.5px; }
ol li { border-left: 2px solid var(--line); padding: 2px 0 8px 12px; }
ol li b { font-weight: 600; } .at { color: var(--dim); font-size: 12.5px; }
pre { margin: 3px 0 0; padding: 5px 9px; background: var(--paper); border-radius: 6px; font-size: 12.5px; overflow-x: auto; }
.finding { border-left: 3px solid #d92344; padding: 2px 0 2px 12px; margin: 10px 0; }
.finding.warn { border-color: #d68a00; } .finding.info { border-color: var(--accent); }
.finding b { font: 600 12.5px ui-monospace, Menlo, Consolas, monospace; }
ul.behind { padding-left: 18px; } ul.behind li { margin: 2px 0; }
.none { color: var(--dim); padding: 18px 16px; }
@media print { .bar, aside { display: none; } .scroll { overflow: visible; } }
`
