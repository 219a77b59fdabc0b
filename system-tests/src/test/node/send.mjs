// Sends with Segment's own client, unchanged but for the address: node send.mjs <intake> <write key>
import { Analytics } from '@segment/analytics-node'

const [intake, writeKey] = process.argv.slice(2)
const analytics = new Analytics({ writeKey, host: intake, path: '/v1/batch', flushAt: 10 })
analytics.on('error', (error) => {
  console.error(error)
  process.exitCode = 1
})
analytics.identify({ userId: 'node-library', traits: { plan: 'pro', seats: 3 } })
analytics.track({ userId: 'node-library', event: 'Report Opened', properties: { report: 'weekly' } })
await analytics.closeAndFlush()
