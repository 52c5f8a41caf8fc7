// Builds the client into dist/, which the server serves; in dev the server mounts Vite as middleware, so there is one port.
import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import icons from 'unplugin-icons/vite'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Kazakh letters are split over two files of the font: both are asked for at once, before the style sheet is read. */
const preloadFonts: Plugin = {
  name: 'preload-fonts',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) => Object.keys(bundle ?? {}).filter(name => /-cyrillic(-ext)?-wght.*\.woff2$/.test(name))
      .map(name => ({ tag: 'link', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${name}`, crossorigin: true }, injectTo: 'head' as const })),
  },
}

/** What every screen needs comes as one file: twenty small ones would wait for one another. */
const always = /node_modules\/(@vue|vue|vue-router|vue-i18n|@intlify|pinia|@pinia)\//

/** Whatever the shell says: a client built for development is nearly twice as large, and slow. */
const forPeople: Plugin = { name: 'for-people', config: (_config, { command }) => { if (command === 'build') process.env.NODE_ENV = 'production' } }

export default defineConfig({
  root: here('.'),
  plugins: [forPeople, vue(), tailwind(), icons({ compiler: 'vue3' }), preloadFonts],
  resolve: { alias: { '#domain': here('../server/domain'), '#client': here('.') } },
  define: { __VUE_I18N_LEGACY_API__: false, __VUE_I18N_FULL_INSTALL__: false, __INTLIFY_PROD_DEVTOOLS__: false, __VUE_OPTIONS_API__: false },
  build: {
    outDir: here('../dist'), emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false },
    // The charts alone are larger than Vite likes; what the first screen loads is held by a test.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'vue', test: always }] } } },
  },
})
