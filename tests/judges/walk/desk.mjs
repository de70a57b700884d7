// A person at a page of Swagger UI: signs in by the form, opens an operation, fills in, executes, reads the answer.
import { newPage, watch } from './browser.mjs';

const PASSWORD = 'thidua-sample';
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** The operations of the document by name: group, method, what their paths look like, documented statuses. */
export function operationsOf({ paths, servers }) {
  const told = ([path, item], method) => {
    const { operationId, tags: [group], responses } = item[method];
    const documented = Object.keys(responses).map(Number);
    return [operationId, { group, method: method.toUpperCase(), path: pattern(servers[0].url + path), documented }];
  };
  const isThere = ([, item]) => (method) => item[method];
  return new Map(Object.entries(paths).flatMap((entry) =>
    METHODS.filter(isThere(entry)).map((method) => told(entry, method))));
}

/** The name in the top bar, which the roles follow. */
const named = (account) => new RegExp(`: ${account}( —|$)`);
const pattern = (path) => new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);

export class Desk {
  executes = 0;
  faults = [];

  constructor(page, operations) {
    Object.assign(this, { page, operations });
  }

  /** A desk at the page of the service; what the page does wrong is noted in `faults`. */
  static async at(browser, address, operations) {
    const desk = new Desk(await newPage(browser), operations);
    await watch(desk.page, new URL(address).origin, desk.faults);
    await desk.page.goto(`${address}/docs/`);
    await desk.page.locator('.opblock-tag').first().waitFor();
    return desk;
  }

  /** Signs in by the form in the top bar; without an account nobody is signed in afterwards. */
  async signIn(account) {
    const { page } = this;
    const who = page.locator('#who');
    if (await who.isVisible()) {
      await who.filter({ hasNotText: '…' }).waitFor();
      if (account && named(account).test(await who.textContent())) return;
      await page.click('#sign-out');
    }
    await page.locator('#sign-in').waitFor();
    if (!account) return;
    await page.fill('#username', account);
    await page.fill('#password', PASSWORD);
    await page.click('#sign-in button');
    await who.filter({ hasText: named(account) }).waitFor();
  }

  async open(name) {
    const block = this.block(name);
    const { group } = this.operations.get(name);
    if (!(await block.isVisible())) await this.page.click(`.opblock-tag[data-tag="${group}"]`);
    await block.waitFor();
    if (!(await block.locator('.execute').isVisible())) await block.locator('.opblock-summary-control').click();
    await block.locator('.execute').waitFor();
    return block;
  }

  async close(name) {
    await this.block(name).locator('.opblock-summary-control').click();
  }

  block(name) {
    return this.page.locator(`.opblock[id$="-${name}"]`);
  }

  /** Clicks Execute, after filling in what is given: parameters by name, and `body` as a text or an object. */
  async execute(name, { body, ...parameters } = {}) {
    const block = await this.open(name);
    const clear = block.locator('.btn-clear');
    if (await clear.isVisible()) await clear.click();
    for (const [parameter, value] of Object.entries(parameters)) await fillIn(block, parameter, String(value));
    const text = typeof body === 'string' ? body : JSON.stringify(body, null, 2);
    if (text) await block.locator('.body-param__text').fill(text);
    this.executes += 1;
    return this.press(block, this.operations.get(name));
  }

  async press(block, { method, path, documented }) {
    const isOwn = (response) => response.request().method() === method && path.test(new URL(response.url()).pathname);
    const answered = this.page.waitForResponse(isOwn).catch(() => undefined);
    await block.locator('.execute').click();
    const response = await answered;
    if (!response) throw new Error(`the page sent nothing${await unfilled(block)}`);
    const shown = block.locator('.live-responses-table tbody .response-col_status');
    const status = parseInt(await shown.first().textContent(), 10);
    return { status, documented: documented.includes(status), content: await response.json().catch(() => undefined) };
  }
}

/** What went wrong, without the browser's log of it. */
export const inOneLine = (error) => error.message.split('Call log:')[0].trim().replace(/\s+/g, ' ');

async function fillIn(block, parameter, value) {
  const field = block.locator(`[data-param-name="${parameter}"]`).locator('input, select, textarea').first();
  if (await field.evaluate((element) => element.matches('select'))) await field.selectOption(value);
  else await field.fill(value);
}

async function unfilled(block) {
  const names = await block.locator('[data-param-name]:has(.invalid)').evaluateAll(
    (rows) => rows.map((row) => row.dataset.paramName));
  return names.length ? `: it does not accept its own ${names.join(' and ')}` : '';
}
