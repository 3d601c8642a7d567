// The service worker: the application's own files, kept so that a reload works without a network and the next visit on
// a poor one starts at once. It knows nothing of reviews: whatever the server says under /api is never stored here.
//
// Each build has a cache of its own, named by the build. A page gets the index of the newest worker, and every file it
// names bears a hash, so that pages of different builds never share a file by mistake. A new worker takes over at once:
// the page that is open goes on with its own build, whose cache stays for as long as it is one of the last two.

/** Filled in by the build: the name of this build, and the paths without which the application does not start. */
interface Shell {
  readonly version: string;
  readonly paths: readonly string[];
}

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface WorkerScope {
  readonly location: Location;
  readonly caches: CacheStorage;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}

declare const __SHELL__: Shell;

const PREFIX = "shell-";
/** The page itself, under the address that no server redirects. */
const INDEX = "/";
/** What belongs to the server's own tongue; answered by the server or not at all. */
const SERVER_PATHS = /^\/(?:api|collab|yjs|healthz)(?:\/|$)/;
/** The build gives files there a name with their hash, so that what a name means never changes. */
const HASHED_FILES = /^\/assets\//;

startWorker(globalThis as unknown as WorkerScope, __SHELL__);

function startWorker(scope: WorkerScope, shell: Shell): void {
  const name = `${PREFIX}${shell.version}`;
  scope.addEventListener("install", (event) => event.waitUntil(install(scope, name, shell.paths)));
  scope.addEventListener("activate", (event) => event.waitUntil(activate(scope, name)));
  scope.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== scope.location.origin || SERVER_PATHS.test(url.pathname))
      return;
    if (request.mode === "navigate") event.respondWith(index(scope, name, request));
    else if (HASHED_FILES.test(url.pathname)) event.respondWith(hashedFile(scope, name, request));
    else if (shell.paths.includes(url.pathname)) event.respondWith(shellFile(scope, name, request));
  });
}

/** All or nothing: a worker that lacks a file of its build does not come to be. */
async function install(scope: WorkerScope, name: string, paths: readonly string[]): Promise<void> {
  const cache = await scope.caches.open(name);
  // Hashed files may come out of the browser's own cache, where the page has just put them.
  const requests = paths.map(
    (path) => new Request(path, { cache: HASHED_FILES.test(path) ? "default" : "reload" }),
  );
  await cache.addAll(requests);
  await scope.skipWaiting();
}

async function activate(scope: WorkerScope, name: string): Promise<void> {
  const known = (await scope.caches.keys()).filter((key) => key.startsWith(PREFIX));
  const earlier = known.filter((key) => key !== name);
  await Promise.all(earlier.slice(0, -1).map((key) => scope.caches.delete(key)));
  await scope.clients.claim();
}

async function index(scope: WorkerScope, name: string, request: Request): Promise<Response> {
  const cache = await scope.caches.open(name);
  return (await cache.match(INDEX)) ?? fetch(request);
}

async function shellFile(scope: WorkerScope, name: string, request: Request): Promise<Response> {
  const cache = await scope.caches.open(name);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

/** From whichever build has it; fonts and other files outside the shell are kept when they are first used. */
async function hashedFile(scope: WorkerScope, name: string, request: Request): Promise<Response> {
  const found = await scope.caches.match(request);
  if (found !== undefined) return found;
  const response = await fetch(request);
  if (response.ok && response.type === "basic") {
    const cache = await scope.caches.open(name);
    await cache.put(request, response.clone());
  }
  return response;
}
