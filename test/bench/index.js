// npm run bench: small inputs and generated ones; npm run bench -- apps BASE FOLDER...: whole applications;
// npm run bench -- growth: how the time grows with the text; npm run bench -- size [KIND...] [SIZE...]: how it grows with the site;
// npm run bench -- parse FOLDER...: nginx files against their bare parse; npm run bench -- all: all of these that need no folder;
// npm run bench -- keystroke [FOLDER...]: what an edit costs in an editor, and what stays in memory;
// npm run bench -- edits [COUNT]: the language server's memory over many edits.
// npm run bench -- page [RUNS]: how long a user of the playground waits, in Chromium.
const [what, ...args] = process.argv.slice(2)
if (what === 'apps') (await import('./apps.js')).benchApplications(args)
else if (what === 'growth') await import('./growth.js')
else if (what === 'keystroke') await (await import('./keystroke.js')).benchKeystroke(args)
else if (what === 'edits') await (await import('./edits.js')).benchEdits(args)
else if (what === 'page') await (await import('./page.js')).benchPage(args)
else if (what === 'size') (await import('./size.js')).benchSize(args)
else await import('./own.js')
if (what === 'all') {
  await import('./growth.js')
  await (await import('./keystroke.js')).benchKeystroke([])
  ;(await import('./size.js')).benchSize(args)
}
