// npm run bench: small inputs and generated ones; npm run bench -- apps BASE FOLDER...: whole applications;
// npm run bench -- growth: how the time grows with the text; npm run bench -- size [KIND...] [SIZE...]: how it grows with the site.
const [what, ...args] = process.argv.slice(2)
if (what === 'apps') (await import('./apps.js')).benchApplications(args)
else if (what === 'growth') await import('./growth.js')
else if (what === 'size') (await import('./size.js')).benchSize(args)
else await import('./own.js')
