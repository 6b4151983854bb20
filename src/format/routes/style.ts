/** The page's style: light and dark by the reader's own setting, nothing fetched. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1a2230; --dim: #5a6778; --paper: #f6f8fa; --card: #fff; --line: #e1e6ec; --accent: #2457c5; --row: #edf1f7; --shade: #0f172a26;
  --served: #d6f2df; --served-ink: #0d5b2b; --redirect: #dceafb; --redirect-ink: #174a8c; --refused: #fde5d3; --refused-ink: #853a06;
  --missing: #eff1f4; --missing-ink: #5c6673; --failing: #fbd8dd; --failing-ink: #8f1329; --unknown: #efe8fb; --unknown-ink: #573193;
  --error: #cf1f3f; --warn: #c47a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf2; --dim: #9aa7b7; --paper: #0f141b; --card: #161d27; --line: #29333f; --accent: #86abff; --row: #1c2531; --shade: #0009;
  --served: #12391f; --served-ink: #8fe3ac; --redirect: #152f50; --redirect-ink: #a1c8fc; --refused: #46270f; --refused-ink: #ffc194;
  --missing: #212a35; --missing-ink: #97a4b4; --failing: #4b1720; --failing-ink: #ffabb7; --unknown: #32244c; --unknown-ink: #d2b9ff;
  --error: #ff6b81; --warn: #f0b040; } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--paper); }
code, .path, .chip, pre, .at, .finding b { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
header, main, .bar > div { max-width: 1480px; margin: 0 auto; padding: 0 32px; }
header { padding-top: 30px; }
h1 { margin: 0 0 2px; font-size: 25px; letter-spacing: -.015em; }
h1 span { color: var(--dim); font-weight: 400; }
header p { margin: 0 0 14px; color: var(--dim); }
.bar { position: sticky; top: 0; z-index: 4; background: var(--paper); border-bottom: 1px solid var(--line); }
.bar > div { min-height: 56px; padding-top: 9px; padding-bottom: 9px; display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; }
input[type=search], select { font: inherit; padding: 6px 11px; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
input[type=search] { width: 240px; }
:is(input, select, button):focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
label { color: var(--dim); display: inline-flex; gap: 7px; align-items: center; }
.legend { display: flex; flex-wrap: wrap; gap: 5px; margin-left: auto; }
.legend .chip { font-size: 12px; padding: 2px 8px; min-width: 0; }
section.host, section.more { margin-top: 30px; }
h2 { font-size: 17px; margin: 0 0 10px; overflow-wrap: anywhere; }
h2 small, .count { color: var(--dim); font-weight: 400; font-size: 13.5px; margin-left: 10px; }
.scroll { border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
table { border-collapse: separate; border-spacing: 0; width: 100%; }
th, td { padding: 4px 5px; text-align: center; border-bottom: 1px solid var(--line); white-space: nowrap; }
td { width: calc(76% / var(--methods)); }
tbody tr:last-child > * { border-bottom: 0; }
tbody tr:not(.gap):hover > * { background: var(--row); }
thead th { position: sticky; top: var(--bar, 56px); z-index: 2; background: var(--card); font-size: 12px; color: var(--dim); font-weight: 600; letter-spacing: .03em; padding: 9px 5px; }
thead th:first-child { border-top-left-radius: 12px; } thead th:last-child { border-top-right-radius: 12px; }
th.path { text-align: left; font-weight: 500; font-size: 13.5px; padding: 4px 16px; white-space: normal; overflow-wrap: anywhere; min-width: 170px; line-height: 1.35; }
th.path small { display: block; font-size: 11.5px; font-weight: 400; color: var(--dim); }
.chip { display: inline-block; min-width: 50px; padding: 3px 9px; border: 0; border-radius: 7px; font-size: 13px; line-height: 1.45; position: relative; }
.chip small { font: 10.5px system-ui, sans-serif; margin-left: 2px; }
button.chip { cursor: pointer; width: 100%; max-width: 150px; }
button.chip:hover { box-shadow: inset 0 0 0 1.5px currentColor; }
button.chip[aria-expanded=true] { outline: 2px solid var(--accent); outline-offset: 1px; }
.served { background: var(--served); color: var(--served-ink); } .redirect { background: var(--redirect); color: var(--redirect-ink); }
.refused, .closed { background: var(--refused); color: var(--refused-ink); } .missing { background: var(--missing); color: var(--missing-ink); }
.failing { background: var(--failing); color: var(--failing-ink); } .unknown { background: var(--unknown); color: var(--unknown-ink); }
.found::after { content: ''; position: absolute; top: -4px; right: -4px; width: 11px; height: 11px; border-radius: 50%; background: var(--accent); border: 2px solid var(--card); }
.found.error::after { background: var(--error); } .found.warn::after { background: var(--warn); }
aside { position: fixed; right: 0; top: 0; bottom: 0; width: min(520px, 100%); background: var(--card); border-left: 1px solid var(--line); box-shadow: -10px 0 40px var(--shade); padding: 22px 26px; overflow: auto; z-index: 6; }
aside h2 { margin: 2px 40px 14px 0; font: 600 16px/1.4 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
#close { position: absolute; top: 14px; right: 16px; width: 34px; height: 34px; border: 0; border-radius: 8px; background: none; color: var(--dim); font-size: 22px; line-height: 1; cursor: pointer; }
#close:hover { background: var(--row); }
.outcome { border: 1px solid var(--line); border-radius: 10px; padding: 13px 15px; margin: 12px 0; }
.outcome > .chip { font-weight: 600; }
.when { color: var(--dim); font-style: italic; margin: 7px 0 0; }
.decided { margin-top: 10px; } .label { color: var(--dim); font-size: 12.5px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; margin: 10px 0 0; font-size: 13.5px; }
dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; }
ol { margin: 14px 0 0; padding: 0; list-style: none; font-size: 13.5px; }
ol li { border-left: 2px solid var(--line); padding: 1px 0 9px 13px; overflow-wrap: anywhere; }
ol li.hop { border-color: var(--accent); color: var(--accent); font: 12.5px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; padding-top: 4px; }
ol b { font-weight: 600; }
.at { color: var(--dim); font-size: 12.5px; overflow-wrap: anywhere; }
pre { margin: 3px 0 0; padding: 5px 9px; background: var(--row); border-radius: 6px; font-size: 12.5px; line-height: 1.45; overflow-x: auto; }
#hint { position: fixed; z-index: 5; max-width: min(460px, 94vw); pointer-events: none; background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 8px 30px var(--shade); padding: 9px 13px; font-size: 13px; }
#hint pre { overflow: hidden; text-overflow: ellipsis; } #hint > div + div { margin-top: 8px; }
.finding { border-left: 3px solid var(--accent); padding: 1px 0 1px 12px; margin: 10px 0; }
.finding.error { border-color: var(--error); } .finding.warn { border-color: var(--warn); }
.finding b { font-weight: 600; font-size: 12.5px; }
.finding code { font-size: .92em; background: var(--row); border-radius: 5px; padding: 1px 4px; overflow-wrap: anywhere; }
.more ul { padding: 0; margin: 0; list-style: none; } .more li { margin: 5px 0; overflow-wrap: anywhere; } .more p { margin: 0 0 8px; color: var(--dim); }
#more { color: var(--dim); } #more button { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 4px 12px; cursor: pointer; }
.gap td { padding: 0; border: 0; }
.meter { display: flex; gap: 3px; height: 10px; max-width: 640px; margin: 22px 0 8px; } .meter i { border-radius: 5px; min-width: 6px; box-shadow: inset 0 0 0 1px #8886; }
.parts { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 0; color: var(--dim); font-size: 13.5px; } .parts b { display: inline-block; width: 11px; height: 11px; margin-right: 7px; border-radius: 4px; box-shadow: inset 0 0 0 1px #8886; }
.none { color: var(--dim); padding: 48px 0; text-align: center; }
footer { color: var(--dim); font-size: 13px; padding: 36px 0 48px; }
.wide { overflow: auto; max-height: 86vh; } .wide thead th { top: 0; }
@media (min-width: 1100px) { body.open :is(header, main, .bar > div) { margin-right: 520px; } }
@media (max-width: 1179px) { .chip small { display: none; } }
@media (max-width: 1599px) { body.open td .chip small { display: none; } }
@media (max-width: 860px) {
  header, main, .bar > div { padding-left: 16px; padding-right: 16px; }
  .bar { position: static; } .legend { margin-left: 0; } input[type=search] { width: 100%; }
  .scroll { overflow: auto; max-height: 86vh; } thead th { top: 0; }
  th.path { position: sticky; left: 0; z-index: 1; background: var(--card); min-width: 120px; max-width: 44vw; padding: 4px 10px; border-right: 1px solid var(--line); } thead th.path { z-index: 3; }
}
@media print { .bar, aside, #hint { display: none; } body { background: none; } thead th { position: static; } }
`
