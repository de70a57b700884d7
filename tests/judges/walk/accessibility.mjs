// What axe finds on our page, beside what it finds on stock Swagger UI with the same files and the same document.
import axe from 'axe-core';
import { newPage } from './browser.mjs';
import { Desk } from './desk.mjs';

const GRAVE = ['serious', 'critical'];
// Both are executed without a token, which the stock page has not: one with a body, one with parameters.
const STATES = {
  collapsed: undefined,
  'createSession executed': 'createSession',
  'listPublicCampaigns executed': 'listPublicCampaigns',
};
// As Swagger UI's own start page is, but for what both need to be in the same state.
const STOCK = `<!doctype html>
<html lang="vi">
  <head><meta charset="utf-8"><title>Swagger UI</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script>
      SwaggerUIBundle({ dom_id: '#swagger-ui', url: '/api/v1/openapi.json?lang=vi', deepLinking: true,
        docExpansion: 'none', tryItOutEnabled: true, defaultModelsExpandDepth: -1, validatorUrl: null });
    </script>
  </body>
</html>`;

/** Measures both pages in each state: what to say, and the failures. */
export async function measureAccessibility(browser, address, operations) {
  const said = [];
  const failures = [];
  for (const [state, operation] of Object.entries(STATES)) {
    const own = await Desk.at(browser, address, operations);
    const ours = await measure(own, operation);
    const stock = await measure(await stockDesk(browser, address, operations), operation);
    said.push(...compare(state, ours, stock));
    failures.push(...worse(state, ours, stock), ...own.faults);
  }
  return { said: [...said, await withoutStorage(browser, address)], failures };
}

/** A browser may deny storage to a page: ours shows its operations all the same. */
async function withoutStorage(browser, address) {
  const page = await newPage(browser);
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
    }
  });
  await page.goto(`${address}/docs/`);
  await page.locator('.opblock-tag').first().waitFor();
  await page.close();
  return 'storage denied: the page shows its operations';
}

async function stockDesk(browser, address, operations) {
  const page = await newPage(browser);
  await page.route('**/stock', (route) => route.fulfill({ contentType: 'text/html', body: STOCK }));
  await page.goto(`${address}/stock`);
  await page.locator('.opblock-tag').first().waitFor();
  return new Desk(page, operations);
}

/** The grave findings: each rule with the elements that break it. */
async function measure(desk, operation) {
  if (operation) {
    const { status } = await desk.execute(operation);
    if (status >= 300) throw new Error(`${operation} answers ${status}`);
  }
  await desk.page.evaluate(axe.source);
  const { violations } = await desk.page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
  await desk.page.close();
  return new Map(violations.filter(({ impact }) => GRAVE.includes(impact)).map(({ id, nodes }) => [id, nodes]));
}

const count = (findings, rule) => findings.get(rule)?.length ?? 0;

function compare(state, ours, stock) {
  const rules = [...new Set([...ours.keys(), ...stock.keys()])].sort();
  const counts = rules.map((rule) => `${rule} ${count(ours, rule)} (stock ${count(stock, rule)})`);
  return [`axe, ${state}: ${counts.join(', ') || 'nothing serious or critical, also not in stock Swagger UI'}`];
}

function worse(state, ours, stock) {
  return [...ours].filter(([rule, nodes]) => nodes.length > count(stock, rule)).flatMap(([rule, nodes]) => [
    `axe, ${state}: ${rule} ${nodes.length} times, in stock Swagger UI ${count(stock, rule)} times`,
    ...nodes.slice(0, 5).map(({ target }) => `  ${target.join(' ')}`),
  ]);
}
