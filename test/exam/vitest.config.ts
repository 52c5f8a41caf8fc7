// For the exams that are written as tests: `npm run exam:axe`, `npm run exam:deploy`, `npm run pictures`.
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/exam/**/*.test.ts'],
    globalSetup: ['test/demo-folder.ts'],
    testTimeout: 300_000,
    hookTimeout: 180_000,
    maxWorkers: 1,
    env: { TZ: 'UTC' },
  },
})
