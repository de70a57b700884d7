// Chromium with a fresh profile, and what no page of ours may ever do in it.
import { chromium } from 'playwright-core';

const SWITCHES = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const PATIENCE = 20_000;

/** Does something in a new Chromium and closes it. Only root has to go without the sandbox. */
export async function inChromium(program, act) {
  const chromiumSandbox = process.getuid() !== 0;
  const browser = await chromium.launch({ executablePath: program, args: SWITCHES, chromiumSandbox });
  try {
    return await act(browser);
  } finally {
    await browser.close();
  }
}

/** A page without memory of the others. */
export async function newPage(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(PATIENCE);
  return page;
}

/** Notes in `faults` each console error, each violation of the content policy and each request to another host. */
export async function watch(page, origin, faults) {
  const note = (fault) => { if (!faults.includes(fault)) faults.push(fault); };
  await page.exposeFunction('noteViolation', (what) => note(`content policy: ${what}`));
  await page.addInitScript(() => document.addEventListener('securitypolicyviolation',
    ({ violatedDirective, blockedURI }) => window.noteViolation(`${violatedDirective} forbids ${blockedURI}`)));
  page.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== 'data:' && url.protocol !== 'blob:') note(`other host: ${url}`);
  });
}
