// nginx before a desk: our own deploy/nginx.conf with other ports, a certificate made on the spot, and no root.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const shipped = resolve(import.meta.dirname, '../../deploy/nginx.conf')
export const host = 'desk.example'

export const hasNginx = (): boolean => spawnSync('nginx', ['-v']).status === 0

export interface ProxyPorts { desk: number, plain: number, tls: number }

export interface Proxied { status: number, headers: IncomingHttpHeaders, text: string }
export interface Asked { method?: string, path: string, headers?: Record<string, string>, body?: string | Buffer }

/** As a browser does that resolves the desk's name to this machine. The certificate is our own: it is the chain that is not checked, nothing else. */
export const askThrough = (port: number, { method = 'GET', path, headers = {}, body }: Asked): Promise<Proxied> => new Promise((done, fail) => {
  const asking = request({ host: '127.0.0.1', port, servername: host, rejectUnauthorized: false, method, path, headers: { host: `${host}:${port}`, ...headers } }, (answer) => {
    let text = ''
    answer.setEncoding('utf8').on('data', (piece: string) => { text += piece }).on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
  })
  asking.on('error', fail).end(body)
})

const makeCertificate = (folder: string) => execFileSync('openssl', [
  'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`,
  '-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem'),
], { stdio: 'ignore' })

/** Only what the machine decides is changed: ports, files of the certificate, the desk's port. A line that is not there any more is a fault. */
const fitted = (folder: string, { desk, plain, tls }: ProxyPorts): string => {
  const changes: [from: string | RegExp, to: string][] = [
    [/listen 80;\n\s+listen \[::\]:80;/, `listen 127.0.0.1:${plain};`], [/listen 443 ssl http2;\n\s+listen \[::\]:443 ssl http2;/, `listen 127.0.0.1:${tls} ssl http2;`],
    ['127.0.0.1:3000', `127.0.0.1:${desk}`], [/\/etc\/ssl\/qulaq/g, folder], ['proxy_set_header Host $host;', 'proxy_set_header Host $host:$server_port;'],
  ]
  return changes.reduce((text, [from, to]) => {
    if (typeof from === 'string' ? !text.includes(from) : text.search(from) < 0) throw new Error(`deploy/nginx.conf has no ${String(from)}`)
    return text.replace(from, to)
  }, readFileSync(shipped, 'utf8'))
}

/** A main file around it, with everything that is written in the folder. Started by root, its workers would be somebody who may not write there. */
const mainFile = (folder: string, site: string) => `
${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log warn; worker_processes 1;
events { worker_connections 512; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${folder}/${name};`).join(' ')}
  ${site}
}`

/** Resolves when it answers. Throws with nginx's own words when the file is not good. */
export const startNginx = async (ports: ProxyPorts): Promise<{ close: () => Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-nginx-'))
  makeCertificate(folder)
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, mainFile(folder, fitted(folder, ports)))
  const tested = spawnSync('nginx', ['-t', '-c', file, '-p', folder], { encoding: 'utf8' })
  if (tested.status !== 0) throw new Error(tested.stderr)
  const nginx = spawn('nginx', ['-c', file, '-p', folder], { stdio: 'inherit' })
  for (let answered = false; !answered && nginx.exitCode === null;) answered = await askThrough(ports.tls, { path: '/healthz' }).then(() => true, () => false)
  return {
    close: async () => {
      const gone = once(nginx, 'exit')
      nginx.kill('SIGQUIT')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
