/**
 * Registers `/sw.js`. Call it when the first section is readable and not before: what it fetches would compete with it
 * on a slow line. Does nothing where the browser has no service workers, such as a page served without TLS.
 *
 * @throws TypeError or DOMException as the browser gives them, e.g. where the user has turned site storage off
 */
export async function registerServiceWorker(container: ServiceWorkerContainer | undefined): Promise<void> {
  await container?.register("/sw.js", { scope: "/", updateViaCache: "none" });
}
