// Starts the client: language and theme first, so that nothing is drawn twice.
import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from '#client/App.vue'
import { whenAnswered, whenOwed, whenSignedOut } from '#client/api.ts'
import { boundFields } from '#client/bounds.ts'
import { i18n, startLanguage } from '#client/i18n.ts'
import { leadToDebt, leave } from '#client/leave.ts'
import { setNow } from '#client/now.ts'
import { router } from '#client/router.ts'
import { dropOffline } from '#client/toasts.ts'
import '#client/theme.ts'
import '#client/style.css'

whenSignedOut(() => leave('session-expired'))
whenOwed(leadToDebt)
whenAnswered((date) => {
  setNow(date)
  dropOffline()
})
boundFields()

await startLanguage().catch(() => {})
createApp(App).use(createPinia()).use(PiniaColada).use(i18n).use(router).mount('#app')
