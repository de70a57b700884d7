// The administration desk around stock Swagger UI: language, session, conditional requests, search.
// Texts are written in English; labels.vi.json holds their Vietnamese, as it does for Swagger UI's own labels.
const API = '/api/v1';
const SESSIONS = `${API}/sessions`;
const REFRESHES = `${SESSIONS}/refreshes`;
const CURRENT_SESSION = `${SESSIONS}/current`;
const PASSWORD_CHANGES = `${API}/me/password-changes`;
const SCHEME = 'bearerAuth';
const STORED = 'thidua.session';
// A browser may deny storage; then nothing is kept, and all else works.
const stored = (name, use) => { try { return use(window[name]) ?? null; } catch { return null; } };
const byId = (id) => document.getElementById(id);
const language = stored('localStorage', (all) => all.getItem('thidua.language')) === 'en' ? 'en' : 'vi';
// Swagger UI says "by tag", our filter looks further.
const english = { labels: { 'Filter by tag': 'Search operations by name, path or group' }, roles: {} };
const texts = language === 'en' ? english : await fetch('labels.vi.json').then((file) => file.json(), () => english);
const labels = new Map(Object.entries(texts.labels ?? {}));
let session = JSON.parse(stored('sessionStorage', (all) => all.getItem(STORED)));
let ui, refreshing;

// Words
const say = (text, values) => (labels.get(text) ?? text).replace(/\{(\w+)\}/g, (_, name) => values[name]);
const roleName = (role) => texts.roles?.[role] ?? role[0] + role.slice(1).toLowerCase().replaceAll('_', ' ');

// The document is translated by the server; what people type and machines answer is not translated at all.
const FOREIGN = `code, pre, textarea, option, .markdown, .renderedMarkdown, .microlight, .opblock-summary-path,
  .opblock-summary-description, .opblock-tag .nostyle, .info .title, .model-title, .json-schema-2020-12__title,
  .prop-name, [data-param-name] .parameter__name, #who`;
const OWN_MARKS = '.parameters-col_description .renderedMarkdown i';
const LABELLED = ['placeholder', 'title', 'aria-label'];
// Controls that stock Swagger UI leaves without a name for screen readers.
const NAMELESS = { '.operation-filter-input': 'Search operations', '#servers': 'Servers',
  '.body-param__text': 'Request body', '.copy-to-clipboard button': 'Copy to clipboard' };

function translateText(node) {
  const text = node.data.trim();
  if (!labels.has(text) || (node.parentElement?.closest(FOREIGN) && !node.parentElement.matches(OWN_MARKS))) return;
  node.data = node.data.replace(text, () => labels.get(text));
}

function translateAttributes(element) {
  const parameter = element.closest('[data-param-name]')?.dataset.paramName;
  for (const name of parameter ? [] : LABELLED) {
    const text = element.getAttribute(name)?.trim();
    if (labels.has(text)) element.setAttribute(name, labels.get(text));
  }
  const nameless = Object.keys(NAMELESS).find((selector) => element.matches(selector));
  if (nameless) element.ariaLabel ??= say(NAMELESS[nameless]);
  else if (parameter && element.matches('select')) element.ariaLabel ??= parameter;
}

function translate(node) {
  if (node.nodeType === Node.TEXT_NODE) translateText(node);
  if (node.nodeType === Node.ELEMENT_NODE) translateAttributes(node);
  node.childNodes.forEach(translate);
}

function keepTranslating() {
  translate(document.body);
  const touched = ({ type, target, addedNodes }) => (type === 'childList' ? [...addedNodes] : [target]);
  new MutationObserver((changes) => changes.flatMap(touched).forEach(translate)).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributeFilter: LABELLED,
  });
}

// Session
const ended = say('The session has ended. Please sign in again.');
const refresh = () => { refreshing ??= renewTokens().finally(() => { refreshing = undefined; }); };
const bearer = () => `Bearer ${session.accessToken}`;
// A duplicated tab starts with the same refresh token: tabs refresh at slightly different moments, and whoever
// was first hands the new tokens to the other, so that none of them presents a token already used.
const patience = Math.random() * 10_000;
const tabs = new BroadcastChannel(STORED);
tabs.onmessage = ({ data }) => session?.refreshToken === data.used && useSession(data.session);

/** The answer of the service, or undefined when it cannot be reached. */
function callApi(method, path, { authorization, body } = {}) {
  const headers = { accept: 'application/json', 'accept-language': language, ...(authorization && { authorization }) };
  if (body) headers['content-type'] = 'application/json';
  return fetch(path, { method, headers, body: body && JSON.stringify(body) }).catch(() => undefined);
}

function useSession(next) {
  session = next;
  stored('sessionStorage', (all) => all.setItem(STORED, JSON.stringify(session)));
  ui?.preauthorizeApiKey(SCHEME, session.accessToken);
  showSession();
}

function keep({ accessToken, refreshToken, expiresIn = 900 }, user) {
  const expiresAt = Date.now() + expiresIn * 1000;
  const refreshAt = expiresAt - Math.min(60_000, expiresIn * 500);
  useSession({ accessToken, refreshToken, expiresAt, refreshAt, user });
  notice('');
  if (!user) learnUser();
}

async function learnUser() {
  const { accessToken } = session;
  const answer = await callApi('GET', `${API}/me`, { authorization: bearer() });
  if (session?.accessToken !== accessToken) return;
  if (answer?.status === 401) return forget(ended);
  if (answer?.ok) useSession({ ...session, user: await answer.json() });
  if (session.user?.mustChangePassword)
    notice(say('Change your password first: POST /me/password-changes. Nothing else is possible until then.'));
}

function forget(message = '') {
  session = null;
  stored('sessionStorage', (all) => all.removeItem(STORED));
  ui?.authActions.logout([SCHEME]);
  notice(message);
  showSession();
}

async function renewTokens() {
  const { refreshToken, user } = session;
  const answer = refreshToken && await callApi('POST', REFRESHES, { body: { refreshToken } });
  if (session?.refreshToken !== refreshToken) return;
  if (answer?.ok) {
    keep(await answer.json(), user);
    tabs.postMessage({ used: refreshToken, session });
  } else if (refreshToken && (!answer || answer.status >= 500 || answer.status === 429)) {
    session.refreshAt = Date.now() + 10_000;
  } else {
    forget(ended);
  }
}

async function signIn(event) {
  event.preventDefault();
  const answer = await callApi('POST', SESSIONS, { body: Object.fromEntries(new FormData(event.target)) });
  if (!answer) return notice(say('The server cannot be reached.'));
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) return notice(said.detail ?? said.title ?? say('Sign-in failed ({status}).', answer));
  event.target.reset();
  keep(said);
}

async function signOut() {
  if (!session) return;
  const authorization = bearer();
  forget();
  const answer = await callApi('DELETE', CURRENT_SESSION, { authorization });
  if (!answer) notice(say('Signed out here, but the server could not be told; its session ends by itself.'));
}

// Top bar
const notice = (text) => { byId('notice').textContent = text; };

function showSession() {
  byId('sign-in').hidden = Boolean(session);
  byId('signed-in').hidden = !session;
  if (!session) return;
  const { username = '…', roles = [] } = session.user ?? {};
  const names = [...new Set(roles.map(({ role }) => role).filter(Boolean))].map(roleName).join(', ');
  byId('who').textContent = say('Signed in: {who}', { who: names ? `${username} — ${names}` : username });
  tick();
}

function tick() {
  if (!session) return;
  const seconds = Math.ceil((session.expiresAt - Date.now()) / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  byId('left').textContent = seconds > 0 ? say('{time} left', { time }) : say('expired');
  if (Date.now() >= session.refreshAt + patience) refresh();
}

function openBar() {
  document.documentElement.lang = language;
  for (const button of document.querySelectorAll('[data-language]')) {
    button.ariaPressed = button.dataset.language === language;
    button.addEventListener('click', () => {
      stored('localStorage', (all) => all.setItem('thidua.language', button.dataset.language));
      location.reload();
    });
  }
  byId('sign-in').addEventListener('submit', signIn);
  byId('sign-out').addEventListener('click', signOut);
  byId('bar').hidden = false;
  showSession();
  setInterval(tick, 1000);
}

// Requests
const etags = new Map();
// Steps and what is part of a thing carry the version of the thing that they belong to.
const PART = /\/(transitions|appraisals|(role-assignments|external-ids|memberships|secrets|keys)(\/[^/]+)?)$/;
const resourceOf = (path) => path.replace(PART, '');
// These have versions of their own, which stand in a list.
const LISTED = /^(.*\/council-meetings\/[^/]+|.*\/opinions)(?:\/items)?\/([^/]+)\/transitions$/;
const thingOf = (path) => path.split('/', 5).join('/');
const isGrave = (method, path) => method === 'DELETE' || (method === 'POST' && path.endsWith('/transitions'));
const takesEtag = (method, path) =>
  (method === 'PATCH' || isGrave(method, path) || (method === 'POST' && path.endsWith('/appraisals')))
    && !path.startsWith(SESSIONS) && !path.endsWith('/sessions');
const takesKey = (method, path) =>
  (method === 'PATCH' || method === 'POST') && !path.startsWith(SESSIONS) && !path.includes('/password-');
// crypto.randomUUID is missing where the page is served without TLS.
const freshKey = () => crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join('-');

async function versionOf(path, authorization) {
  const [, list, id] = path.match(LISTED) ?? [];
  if (!list) return etagOf(resourceOf(path), authorization);
  const answer = await callApi('GET', list, { authorization });
  const version = answer?.ok && (await answer.json()).items?.find((item) => item.id === id)?.version;
  return version ? `"v${version}"` : '';
}

async function etagOf(path, authorization) {
  const answer = etags.has(path) ? undefined : await callApi('GET', path, { authorization });
  if (answer?.ok && answer.headers.has('etag')) etags.set(path, answer.headers.get('etag'));
  return etags.get(path) ?? '';
}

function isConfirmed({ method, body }, { pathname, searchParams }) {
  if (navigator.webdriver || !isGrave(method, pathname) || searchParams.get('dryRun') === 'true') return true;
  const action = String(body).match(/"action"\s*:\s*"(\w+)"/)?.[1] ?? '';
  return confirm(say('Send {request}? It changes real data.', { request: `${method} ${pathname} ${action}`.trim() }));
}

async function prepare(request) {
  const { method } = request;
  const url = new URL(request.url, location.href);
  const path = url.pathname;
  const headers = new Headers(request.headers);
  const fill = async (name, make) => headers.get(name) || headers.set(name, await make());
  await fill('accept-language', () => language);
  if (method && path.startsWith(`${API}/`)) {
    if (!isConfirmed(request, url)) return refuse(request);
    if (takesKey(method, path)) await fill('idempotency-key', freshKey);
    if (takesEtag(method, path)) await fill('if-match', () => versionOf(path, headers.get('authorization')));
    // A response does not know its method, so each request brings its own listener. A trial teaches nothing.
    if (url.searchParams.get('dryRun') !== 'true')
      request.responseInterceptor = (answer) => learn(method, path, headers.get('authorization'), answer);
  }
  request.headers = Object.fromEntries([...headers].filter(([, value]) => value));
  return request;
}

// After a thrown error Swagger UI has no request to draw and breaks; a fetch that fails it can show.
function refuse(request) {
  const cancelled = Object.assign(new Error(say('Cancelled: nothing was sent.')), { name: '' });
  return Object.assign(request, { userFetch: () => Promise.reject(cancelled) });
}

function learn(method, path, authorization, answer) {
  rememberEtag(method, path, answer);
  if (answer.ok && [SESSIONS, REFRESHES].includes(path) && answer.body?.accessToken) keep(answer.body);
  if (answer.ok && method === 'DELETE' && path === CURRENT_SESSION) forget();
  if (answer.ok && path === PASSWORD_CHANGES) forget(say('The password is changed. Please sign in with it.'));
  if (answer.status === 401 && session && authorization === bearer()) refresh();
  return answer;
}

function rememberEtag(method, path, { ok, status, url, headers }) {
  // A write anywhere in a thing may have made a new version of all of it; a stale version is told of all of it.
  if (status === 412 || (ok && method !== 'GET'))
    for (const known of etags.keys()) if (thingOf(known) === thingOf(path)) etags.delete(known);
  if (!ok) return;
  const created = status === 201 && headers.location && new URL(headers.location, url).pathname;
  if (headers.etag) etags.set(created || resourceOf(path), headers.etag);
}

// Swagger UI
const fold = (text) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');

function opsFilter(groups, phrase) {
  const wanted = fold(phrase).split(/\s+/);
  const searched = [['path'], ['operation', 'summary'], ['operation', 'operationId']];
  const text = (tag, entry) => fold([tag, ...searched.map((member) => entry.getIn(member))].join(' '));
  const matches = (tag) => (entry) => wanted.every((word) => text(tag, entry).includes(word));
  return groups
    .map((group, tag) => group.update('operations', (operations) => operations.filter(matches(tag))))
    .filter((group) => group.get('operations').size);
}

// Swagger UI sends every example and default it shows, so an untouched optional filter would filter. Their
// values move into the description; headers this page fills in must not be demanded from the person either.
function calm(spec) {
  const holders = Object.values(spec.paths ?? {}).flatMap((item) => [item, ...Object.values(item)]);
  const parameters = [spec.components, ...holders].flatMap((holder) => Object.values(holder?.parameters ?? {}));
  for (const parameter of parameters) if (parameter.schema) calmParameter(parameter, spec.components?.schemas);
  return spec;
}

function calmParameter(parameter, schemas) {
  const filledIn = /^(if-match|idempotency-key)$/i.test(parameter.name);
  const { $ref = '', ...own } = parameter.schema;
  const { example, default: usual, ...schema } = { ...schemas?.[$ref.split('/').pop()], ...own };
  const [named] = Object.values(parameter.examples ?? {});
  const given = parameter.example ?? named?.value ?? example ?? schema.examples?.[0];
  // What must be sent anyway is shown ready to send, also from the examples of JSON Schema.
  if (parameter.required && !filledIn) return Object.assign(parameter, given !== undefined && { example: given });
  const hint = (label, value) => value !== undefined && `${say(label)}: \`${[value].flat().join(', ')}\``;
  const hints = [filledIn && say('Left empty, this page fills it in.'), hint('Example', given), hint('Default', usual)];
  const description = [parameter.description, ...hints].filter(Boolean).join('\n\n');
  for (const name of ['example', 'examples']) delete parameter[name];
  return Object.assign(parameter, { required: false, schema, description });
}

const isFound = (state, [kind]) => kind === 'operations-tag' && state.get('filter').length > 0;
const leaving = (logout) => (schemes) => { logout(schemes); if (schemes.includes(SCHEME)) signOut(); };
const statePlugins = {
  auth: { wrapActions: { logout: leaving } },
  layout: {
    // The stock scroll ends under the top bar; this one heeds scroll-margin-top.
    wrapActions: { scrollToElement: () => (element) => element.scrollIntoView() },
    wrapSelectors: { isShown: (isShown) => (state, key, usual) => isShown(key, usual || isFound(state, key)) },
  },
  spec: { wrapActions: { updateJsonSpec: (update) => (spec) => update(calm(spec)) } },
};

openBar();
keepTranslating();
// Colours for a megabyte, such as the document itself, would keep the page busy for minutes: it is shown without.
const MOST_COLOURED = 200_000;
const wrapComponents = {
  SyntaxHighlighter: (Original, { React, getComponent }) => ({ renderPlainText, children, ...others }) =>
    (children?.length > MOST_COLOURED
      ? React.createElement(getComponent('PlainTextViewer'), others, children)
      : React.createElement(Original, { renderPlainText, ...others }, children)),
};

window.ui = ui = SwaggerUIBundle({
  dom_id: '#swagger-ui', url: `${API}/openapi.json?lang=${language}`,
  plugins: [() => ({ fn: { opsFilter }, statePlugins, wrapComponents })],
  requestInterceptor: prepare, onComplete: () => session && useSession(session),
  deepLinking: true, displayRequestDuration: true, docExpansion: 'none', tryItOutEnabled: true, filter: true,
  showCommonExtensions: true, defaultModelsExpandDepth: -1, validatorUrl: null, persistAuthorization: false,
});
if (session && !refreshing) learnUser();
