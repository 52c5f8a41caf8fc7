// A WordPress of an exam: Debian's files copied into a folder of its own, with a database of its own, on two ports of loopback.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demandFree, untilOpen } from './open-port.ts'
import { userOf } from './server-user.ts'

export interface WordPressSite {
  url: string
  folder: string
  close: () => Promise<void>
}

const writer = new URL('wordpress-writer.php', import.meta.url).pathname
const router = new URL('wordpress-router.php', import.meta.url).pathname

const configOf = (url: string, port: number) => `<?php
define('DB_NAME', 'exam'); define('DB_USER', 'exam'); define('DB_PASSWORD', 'exam'); define('DB_HOST', '127.0.0.1:${port}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '${url}'); define('WP_SITEURL', '${url}'); define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true);
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $name) define($name, 'exam');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`

const startDatabase = async (folder: string, port: number) => {
  const data = join(folder, 'data')
  mkdirSync(data)
  const who = userOf('mysql')
  if (who) for (const path of [folder, data]) chownSync(path, who.uid, who.gid)
  const init = join(folder, 'init.sql')
  writeFileSync(init, 'CREATE DATABASE IF NOT EXISTS exam CHARACTER SET utf8mb4;\nCREATE USER IF NOT EXISTS exam@\'127.0.0.1\' IDENTIFIED BY \'exam\';\nGRANT ALL ON exam.* TO exam@\'127.0.0.1\';\n')
  execFileSync('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--skip-test-db', '--auth-root-authentication-method=normal'], { ...who, stdio: ['ignore', 'ignore', 'pipe'] })
  const server = spawn('/usr/sbin/mariadbd', [
    '--no-defaults', `--datadir=${data}`, `--port=${port}`, '--bind-address=127.0.0.1', `--socket=${join(folder, 'socket')}`, `--init-file=${init}`, '--skip-name-resolve',
    '--innodb-flush-log-at-trx-commit=0', `--pid-file=${join(folder, 'pid')}`,
  ], { ...who, stdio: 'ignore' })
  await untilOpen(port)
  return server
}

/** Ports: `port` for the site, the next one for its database. */
export const startWordPress = async (wordpress: string, port: number): Promise<WordPressSite> => {
  await demandFree(port, port + 1)
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-wordpress-'))
  const site = join(folder, 'site')
  const database = await startDatabase(folder, port + 1)
  // Debian's own settings look for the name of the host; here the site has its own.
  cpSync(wordpress, site, { recursive: true, dereference: true, filter: from => !/\/(?:wp-config\.php|\.htaccess)$/.test(from) })
  const url = `http://127.0.0.1:${port}`
  writeFileSync(join(site, 'wp-config.php'), configOf(url, port + 1))
  execFileSync('php', [writer, site, 'install'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const server = spawn('php', ['-S', `127.0.0.1:${port}`, '-t', site, router], { stdio: 'ignore', env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' }, detached: true })
  await untilOpen(port)
  return {
    url, folder: site,
    close: async () => {
      const gone = [server, database].map(process => once(process, 'exit'))
      // Its workers are processes of their own.
      if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM')
      database.kill('SIGTERM')
      await Promise.all(gone)
      rmSync(folder, { recursive: true })
    },
  }
}
