// A headless Chromium, steered by one JSON object a line on standard input; each is answered with one line.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const [executablePath] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Every start has a new user data directory, made and removed by Playwright.
const browser = await chromium.launch({
  executablePath,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const pages = new Map();

async function open({ url, width, height, scheme, motion, user, password, events }) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: motion,
    ...(user ? { httpCredentials: { username: user, password } } : {}),
  });
  const page = await context.newPage();
  const log = { errors: [], violations: [], requests: [] };
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') {
      log.errors.push(message.text());
    }
  });
  page.on('pageerror', error => log.errors.push(String(error)));
  page.on('dialog', dialog => {
    log.errors.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('request', request => log.requests.push(request.url()));
  await context.exposeFunction('reportViolation', text => log.violations.push(text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', e => {
      window.reportViolation(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`);
    });
  });
  if (events) {
    await page.route('**/dashboard/events', route => route.fulfill({ contentType: 'text/event-stream', body: events }));
  }
  await page.goto(url);
  const id = String(pages.size + 1);
  pages.set(id, { page, context, log });
  return id;
}

const actions = {
  open,
  evaluate: ({ page, script }) => pages.get(page).page.evaluate(script),
  press: async ({ page, key }) => pages.get(page).page.keyboard.press(key),
  select: async ({ page, selector, value }) => pages.get(page).page.selectOption(selector, value),
  reload: async ({ page }) => {
    await pages.get(page).page.reload();
  },
  resize: async ({ page, width, height }) => pages.get(page).page.setViewportSize({ width, height }),
  screenshot: async ({ page, file }) => {
    await pages.get(page).page.screenshot({ path: file, fullPage: true });
  },
  log: ({ page }) => pages.get(page).log,
  // Evaluated by the debugger, which the page's policy for scripts does not bind.
  axe: async ({ page }) => {
    await pages.get(page).page.evaluate(axe);
    const { violations } = await pages.get(page).page.evaluate('axe.run()');
    return violations.map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.map(n => `${n.target} ${n.failureSummary}`) }));
  },
  close: ({ page }) => pages.get(page).context.close(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { action, ...rest } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ value: (await actions[action](rest)) ?? null }));
  } catch (e) {
    console.log(JSON.stringify({ error: String(e?.stack ?? e) }));
  }
}
await browser.close();
