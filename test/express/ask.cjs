// Serves one application, or that of a promise, with the Express that lies beside it, asks it `METHOD path …` and prints the statuses as JSON.
const [entry, ...lines] = process.argv.slice(2)

async function main() {
  const app = await require(entry)
  const server = app.listen(0, '127.0.0.1', async () => {
    const statuses = []
    for (const line of lines) {
      const [method, path] = line.split(' ')
      const response = await fetch(`http://127.0.0.1:${server.address().port}${path}`, { method })
      statuses.push(response.status)
    }
    server.close()
    console.log(JSON.stringify(statuses))
  })
}

main()
