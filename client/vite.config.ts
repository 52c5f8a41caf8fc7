// Builds the client into dist/, which the server serves; in dev the server mounts Vite as middleware, so there is one port.
import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import icons from 'unplugin-icons/vite'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  plugins: [vue(), tailwind(), icons({ compiler: 'vue3' })],
  resolve: { alias: { '#domain': here('../server/domain'), '#client': here('.') } },
  define: { __VUE_I18N_LEGACY_API__: false, __VUE_I18N_FULL_INSTALL__: false, __INTLIFY_PROD_DEVTOOLS__: false, __VUE_OPTIONS_API__: false },
  build: { outDir: here('../dist'), emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})
