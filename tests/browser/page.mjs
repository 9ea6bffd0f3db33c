// The report page in a real browser: filter, permalinks, keys, charts, hostile text, accessibility, narrow screens, speed.
// Run by tests/browser/run, which builds the program and names it in GAINSAY and the browser in CHROMIUM.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { claims, evil, fits, folder, gainsay, isAccessible, opened as openedFor, root, run, shown, widths } from "./browser.mjs";

/** The page of some claims, or of what `paths` name. */
const page = (name, paths) => {
  const file = join(folder, `${name}.html`);
  gainsay("check", "--quiet", "--format", `html=${file}`, ...paths);
  return { file, url: pathToFileURL(file).href };
};

const tests = [];
const test = (name, body) => tests.push([name, body]);
const real = page("real", [join(root, "corpus/kahramanmaras-earthquake"), join(root, "corpus/nagorno-karabakh")]);
const opened = (url, options = {}) => openedFor(url, "file:", { offline: true, ...options });

test("the filter shows what fits, counts it, and stands in the address", async () => {
  const tab = await opened(real.url);
  const all = await shown(tab);
  assert.ok(all > 20, `${all} findings`);
  await tab.selectOption("select[name=rule]", "conflicting-figures");
  const some = await shown(tab);
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  assert.match(await tab.textContent("#count"), new RegExp(`^${some} of ${all} findings$`));
  await tab.fill("input[name=q]", "no such words anywhere");
  assert.equal(await shown(tab), 0);
  assert.ok(await tab.isVisible("#none"));
  await tab.fill("input[name=q]", "");
  const again = await opened(tab.url());
  assert.equal(await shown(again), some, "the same filter from the address");
  await again.click("button[type=reset]");
  await again.waitForFunction((count) => document.querySelectorAll("main article:not([hidden])").length === count, all);
  assert.deepEqual(tab.problems, []);
});

test("each finding has a link of its own, which shows it whatever the filter hides", async () => {
  const tab = await opened(real.url);
  const link = await tab.locator("article .link").nth(5).getAttribute("href");
  const own = await opened(`${real.url}${link}`);
  assert.equal(await own.evaluate(() => document.activeElement.id), link.slice(1));
  await tab.fill("input[name=q]", "no such words anywhere");
  await tab.evaluate((hash) => { location.hash = hash; }, link);
  await tab.waitForFunction((id) => document.activeElement.id === id, link.slice(1));
  assert.ok(await tab.isVisible(`[id="${link.slice(1)}"]`));
});

test("keys go from finding to finding, and to the filter", async () => {
  const tab = await opened(real.url);
  const ids = await tab.locator("main article").evaluateAll((all) => all.map((one) => one.id));
  await tab.keyboard.press("j");
  await tab.keyboard.press("j");
  assert.equal(await tab.evaluate(() => document.activeElement.id), ids[1]);
  await tab.keyboard.press("k");
  assert.equal(await tab.evaluate(() => document.activeElement.id), ids[0]);
  await tab.keyboard.press("/");
  assert.equal(await tab.evaluate(() => document.activeElement.name), "q");
});

test("a series with a finding has its chart, and the figures behind it as a table", async () => {
  const tab = await opened(real.url);
  const charts = await tab.locator("figure svg[role=img]").count();
  assert.ok(charts > 3, `${charts} charts`);
  const figure = tab.locator("figure", { has: tab.locator("svg") }).first();
  await figure.locator("summary").click();
  assert.ok(await figure.locator("tbody tr").first().isVisible());
  assert.ok((await tab.locator("#sources tbody tr").count()) > 10);
});

test("without scripts everything is there, and no form that does nothing", async () => {
  const tab = await opened(real.url, { javaScriptEnabled: false });
  assert.ok((await shown(tab)) > 20);
  assert.ok(!(await tab.isVisible("#filter")));
});

test("text of a corpus is harmless", async () => {
  const made = page("evil", [claims("evil", evil)]);
  const tab = await opened(made.url);
  assert.ok((await shown(tab)) > 0);
  await tab.fill("input[name=q]", "evil");
  assert.deepEqual(tab.problems, []);
  assert.equal(await tab.locator("main img, main script, header script").count(), 0);
  assert.equal(await tab.locator("a[href^='javascript']").count(), 0);
  const text = await tab.textContent("body");
  assert.ok(!text.includes("\u202e"), "the override is shown as a sign");
  assert.ok(text.includes("{{ 7 * 7 }}"), "a template of a corpus is text");
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing on the page, ${colorScheme}`, async () => {
    const tab = await opened(real.url, { colorScheme });
    await isAccessible(tab);
  });
  for (const width of widths) {
    test(`the page fits ${width} columns, ${colorScheme}`, async () => {
      const tab = await opened(real.url, { colorScheme, viewport: { width, height: 900 } });
      await fits(tab, width, `page-${colorScheme}-${width}`);
    });
  }
}

/** What a command that is asked something writes as a page. */
const answer = (name, ...words) => {
  const file = join(folder, `${name}.html`);
  gainsay(...words, "--format", "html", "--output", file);
  return pathToFileURL(file).href;
};
const karabakh = join(root, "corpus/nagorno-karabakh");
const files = {
  ask: answer("ask", "ask", "death toll among military for Armenia", karabakh),
  timeline: answer("timeline", "timeline", "death toll", karabakh),
};

for (const [command, url] of Object.entries(files)) {
  test(`what ${command} writes is one file with charts, for whoever has no terminal`, async () => {
    const tab = await opened(url, { javaScriptEnabled: false });
    assert.ok((await tab.locator("figure svg[role=img]").count()) >= (command === "ask" ? 1 : 9));
    assert.match(await tab.textContent("main"), /at least 5,000: 5,000\+ on 28 October 2020/);
    assert.equal(await tab.locator("script, form, a[href^='/']").count(), 0);
    await tab.locator("figure summary").first().click();
    assert.ok(await tab.locator("figure tbody tr").first().isVisible());
    assert.deepEqual(tab.problems, []);
  });
  for (const colorScheme of ["light", "dark"]) {
    test(`what ${command} writes is accessible and fits every width, ${colorScheme}`, async () => {
      const tab = await opened(url, { colorScheme });
      await isAccessible(tab);
      for (const width of widths) {
        await tab.setViewportSize({ width, height: 900 });
        await fits(tab, width, `${command}-${colorScheme}-${width}`);
      }
    });
  }
}

test("hostile text is harmless in what is asked, too", async () => {
  for (const words of [["ask", "deaths"], ["timeline", "deaths"]]) {
    const tab = await opened(answer(`evil-${words[0]}`, ...words, claims("evil", evil)));
    assert.equal(await tab.locator("main img, script").count(), 0);
    assert.equal(await tab.locator("a[href^='javascript']").count(), 0);
    assert.ok(!(await tab.textContent("body")).includes("\u202e"));
    assert.deepEqual(tab.problems, []);
  }
});

test("a page of a thousand findings is small and opens in a second", async () => {
  const lines = ["define measure deaths\n    kind level"];
  for (let number = 0; number < 1000; number += 1) {
    const [one, two] = [100 + number * 7, 100 + number * 11 + 3];
    lines.push(`deaths ${one} in "Port ${number}" on 2024-03-01 by "Source ${number % 40}"`);
    lines.push(`deaths ${two} in "Port ${number}" on 2024-03-01 by "Agency ${number % 30}"`);
  }
  const file = claims("thousand", `${lines.join("\n")}\n`);
  const out = join(folder, "thousand.html");
  gainsay("check", "--quiet", "--expand", "--format", `html=${out}`, file);
  const size = readFileSync(out).length;
  assert.ok(size < 5_000_000, `${size} bytes`);
  const from = Date.now();
  const tab = await opened(pathToFileURL(out).href);
  const took = Date.now() - from;
  assert.ok((await shown(tab)) >= 1000);
  assert.ok(took < 3000, `${took} ms, the start of a tab with it`);
  const loaded = await tab.evaluate(() => Math.round(performance.getEntriesByType("navigation")[0].loadEventEnd));
  console.log(`  a thousand findings: ${size} bytes, ${took} ms with a new tab, ${loaded} ms to load the page`);
});

process.exit((await run(tests)) > 0 ? 1 : 0);
