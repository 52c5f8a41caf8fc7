// `npm start`: checks the runtime, builds the client when it is not built, fills an empty folder with the demo, opens the doors.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(`Qulaq needs Node 24 or newer and this is ${process.versions.node}: start it with "npm start", which brings its own.`)
  process.exit(1)
}
const { start } = await import('./start.ts')
await start(process.argv.includes('--dev'))
