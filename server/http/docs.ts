// Swagger UI over the contract at /docs, from files of our own: nothing is loaded from elsewhere.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { Router } from 'express'

const files = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Qulaq API</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="api"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/open.js"></script></body>
</html>`

const open = 'SwaggerUIBundle({ url: \'/api/openapi.json\', dom_id: \'#api\', deepLinking: true, tryItOutEnabled: false, validatorUrl: null })'

const shipped = /^\/swagger-ui(-bundle\.js|\.css)$/

export const makeDocs = (): Router => {
  const router = Router()
  router.get('/', (_request, response) => { response.type('html').send(page) })
  router.get('/open.js', (_request, response) => { response.type('js').send(open) })
  router.get(shipped, express.static(files, { index: false }))
  return router
}
