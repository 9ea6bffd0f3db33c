// What the tests of pages in a real browser have in common.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The widths that pages are looked at in. */
export const widths = [360, 768, 1280];

/** A folder for what the tests make, and one for screenshots. */
export const folder = mkdtempSync(join(tmpdir(), "gainsay-page-"));
export const shots = process.env.SHOTS ?? join(folder, "shots");
mkdirSync(shots, { recursive: true });

/** The folder of the project. */
export const root = new URL("../..", import.meta.url).pathname;

/** Claims whose text would do harm if a page took it for markup. */
export const evil = [
  "define measure deaths\n    kind level",
  '@a deaths 10 in "<script>alert(1)</script>" on 2024-03-01 by "<img src=x onerror=alert(2)>"\n    <https://example.org/"onmouseover="alert(3)>',
  '@b deaths 14 in "<script>alert(1)</script>" on 2024-03-01 by "\u202eevil {{ 7 * 7 }}"\n    <javascript:alert(4)>',
  'quote "</script><script>alert(5)</script>" by X about Y via A',
  'quote "</script><script>alert(6)</script> b" by X about Y via B',
].join("\n") + "\n";

/** A file of claims. */
export const claims = (name, text) => {
  const file = join(folder, `${name}.claims`);
  writeFileSync(file, text);
  return file;
};

/** Runs the program, which may report findings. */
export const gainsay = (...words) => {
  try {
    execFileSync(process.env.GAINSAY, words, { stdio: "pipe" });
  } catch (error) {
    assert.equal(error.status, 1, String(error.stderr));
  }
};

let browser;

/** A tab at an address, with a list of what goes wrong in it. It may ask only for addresses that begin with `own`. */
export const opened = async (url, own, options = {}) => {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  const problems = [];
  tab.on("pageerror", (error) => problems.push(String(error)));
  tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  tab.on("dialog", (dialog) => { problems.push("a dialog"); dialog.dismiss(); });
  tab.on("request", (request) => {
    const asked = request.url();
    if (!asked.startsWith(own) && !asked.startsWith("data:")) problems.push(`asks for ${asked}`);
  });
  await tab.goto(url);
  tab.problems = problems;
  return tab;
};

/** How many findings are shown. */
export const shown = (tab) => tab.locator("main article:visible").count();

/** That axe-core finds nothing wrong on a page. */
export const isAccessible = async (tab) => {
  // A page that allows no scripts but its own takes one through the browser's tools.
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => globalThis.axe.run());
  const told = violations.map((one) => `${one.id}: ${one.help} (${one.nodes.length}, ${one.nodes[0].html.slice(0, 200)})`);
  assert.deepEqual(told, []);
};

/** That a page is no wider than the window, of which a picture is kept. */
export const fits = async (tab, width, name) => {
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= width, `${wide} pixels`);
  await tab.screenshot({ path: join(shots, `${name}.png`) });
};

/** Runs tests, and says how many have failed. */
export const run = async (tests) => {
  let failed = 0;
  for (const [name, test] of tests) {
    try {
      await test();
      console.log(`ok   ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}\n${error.stack}`);
    }
  }
  await browser?.close();
  console.log(`${tests.length - failed} passed, ${failed} failed`);
  console.log(`screenshots in ${shots}`);
  return failed;
};
