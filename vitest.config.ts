// Tests run on the same Node as the server; `test/run.ts` is what `npm test` starts.
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/exam/**', 'test/bench/**'],
    globalSetup: ['test/demo-folder.ts'],
    // A busy machine is slow, not wrong.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // Where one test waits for a server that is away, another works.
    maxWorkers: 3,
    // The sources are read once a worker, not once a file: no test leaves anything behind in them.
    isolate: false,
    env: { TZ: 'UTC' },
  },
})
