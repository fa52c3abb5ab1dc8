// Uses the search of the built demo as its readers do, in Firefox and in Chromium alike: each step below is a thing that a reader does.
// No script may run but the site's own, and nothing may complain in the console.
// From a disk (DISK_FOLDER, built with `relative_urls`) go the steps that need no server.
// Usage: node search.mjs FOLDER PORT BASE_PATH DISK_FOLDER, where FOLDER is what the host serves at /.
import path from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { serve } from "./serve.mjs";

const [folder, port, basePath, diskFolder] = [path.resolve(process.argv[2]), Number(process.argv[3]), process.argv[4], path.resolve(process.argv[5])];
const BROWSERS = {
  firefox: { executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr" },
  chrome: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] },
};
const POLICY = "script-src 'self'; connect-src 'self'; form-action 'self'";
const PATIENCE = 60_000; // milliseconds
const BUS = "After eleven years the night bus comes back for the bakers";
const [BOX, FIELD] = ["#page\\.search", "#page\\.query"];

const server = await serve(folder, port, basePath, { "content-security-policy": POLICY });
const origin = `http://127.0.0.1:${port}`;
const faults = [];
let count = 0;

// What the page shows now: read as one, since results follow each other while somebody types.
function readPage() {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((each) => each.textContent);
  const focus = document.activeElement;
  return {
    titles: texts(".results h2"),
    sections: texts(".results [data-part=section]"),
    days: [...document.querySelectorAll(".results time")].map((each) => each.dateTime),
    marks: texts(".results mark").map((each) => each.toLowerCase()),
    said: texts("[role=status]").join(""),
    typed: document.querySelector("[name=q]")?.value,
    headline: texts("h1").join(""),
    chosen: [...document.querySelectorAll("#page\\.chosen li")].map((each) => each.textContent),
    hasWays: Boolean(document.querySelector(".ways")?.checkVisibility()),
    focus: focus.id || focus.textContent.slice(0, 200),
    asked: new URLSearchParams(location.search).toString(),
  };
}

// A reader of one site in one browser: `root` is its address, with the name that a front page has there.
function readerOf(page, root, isOnDisk) {
  const at = (place) => root + (isOnDisk ? place.replace(/(^|\/)(?=$|\?)/, "$1index.html") : place);
  const until = async (what, isSo) => {
    let seen = null;
    for (const end = Date.now() + PATIENCE; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
      seen = await page.evaluate(readPage).catch(() => null); // null while one page takes the place of another
      if (seen && isSo(seen)) return seen;
    }
    throw new Error(`not so: ${what}; there is ${JSON.stringify(seen)}`);
  };
  return {
    page,
    until,
    go: (place) => page.goto(at(place), { waitUntil: "load" }),
    type: async (text, field = FIELD) => {
      await page.$eval(field, (element) => element.select());
      await page.type(field, text, { delay: 10 });
    },
    // What Tab and arrows do in a date's field depends on the reader's language.
    choose: (name, value) =>
      page.$eval(
        `[name="${name}"]`,
        (element, wanted) => {
          element.value = wanted;
          element.dispatchEvent(new Event("input", { bubbles: true }));
        },
        value,
      ),
  };
}

const includes = (part) => (text) => text.includes(part);

const STEPS = {
  "the box of the front page leads to what it was asked": async ({ page, go, type, until }) => {
    await go("");
    await type("night bus", BOX);
    await page.keyboard.press("Enter");
    await until("the night bus is the best", (seen) => seen.titles[0] === BUS && seen.typed === "night bus" && seen.asked === "q=night+bus");
    await until("its words are marked", ({ marks }) => marks.includes("night") && marks.includes("bus"));
  },
  "results come while somebody types, and go": async ({ go, type, until, isOnDisk }) => {
    await go("search/");
    await until("an empty page has the ways into the archive", (seen) => !seen.titles.length && seen.hasWays);
    await type("lighthou");
    await until("a beginning finds", (seen) => seen.titles.length === 3 && seen.asked === "q=lighthou" && !seen.hasWays);
    if (!isOnDisk) await until("the word is marked", (seen) => seen.marks.includes("lighthouse")); // which stands in the text, that a disk does not give
    await type("qxqxqxqx");
    await until("nothing is found", (seen) => !seen.titles.length && seen.said === "Nothing was found." && seen.hasWays);
    await type("ferry qxqxqxqx");
    await until("some of its words are", (seen) => seen.titles.length && seen.said.startsWith("No story has all of these words."));
  },
  "a typing error is understood": async ({ go, type, until }) => {
    await go("search/");
    await type("lighthuose");
    await until("lighthouses are found", (seen) => seen.titles.length === 2 && seen.said === "2 results");
  },
  "a phrase is one": async ({ go, type, until, isOnDisk }) => {
    await go("search/");
    await type('"night bus"');
    await until("one story has it", (seen) => seen.said === "1 result" && seen.titles[0] === BUS);
    if (isOnDisk) return; // where nobody can look into the texts
    await type('"bus night"');
    await until("none has its words the other way round", (seen) => seen.said === "Nothing was found.");
  },
  "results are narrowed by section and day, and the address says so": async ({ page, go, type, choose, until }) => {
    await go("search/");
    await type("harbour");
    const all = await until("there are several sections", (seen) => new Set(seen.sections).size > 1);
    await page.click("summary");
    await page.select("[name=of-sections]", "local");
    await until("one section", (seen) => seen.titles.length && seen.sections.every((each) => each === "Local") && seen.said !== all.said);
    await choose("from", "2012-01-01");
    await choose("to", "2020-12-31");
    const isNarrow = ({ days, asked }) => days.length && days.every((day) => day >= "2012" && day < "2021") && asked.includes("from=2012-01-01");
    const narrow = await until("some years", isNarrow);
    await page.reload();
    await until("another visit finds the same", (seen) => seen.chosen.length === 3 && seen.said === narrow.said && `${seen.titles}` === `${narrow.titles}`);
    await choose("sort", "newest");
    await until("the newest stand first", ({ days, asked }) => asked.includes("sort=newest") && `${days}` === `${[...days].sort().reverse()}`);
  },
  "Korean is found wherever it stands in a word": async ({ go, type, until }) => {
    await go("ko/search/");
    await type("한글");
    await until("한글 is found", (seen) => seen.titles.some(includes("한글")) && seen.marks.some(includes("한글")));
  },
  "the back button leads back to the results": async ({ page, go, type, until }) => {
    await go("search/?q=ferry");
    await until("ferries", (seen) => seen.titles.some(includes("ferry")));
    await type("night bus");
    await page.keyboard.press("Enter");
    await until("the night bus", (seen) => seen.titles[0] === BUS);
    await page.$eval(".results a", (link) => link.click());
    await until("its story", (seen) => seen.headline.includes(BUS));
    await page.evaluate(() => history.back());
    await until("the night bus again", (seen) => seen.titles[0] === BUS && seen.typed === "night bus");
  },
  "keys: /, arrows, Escape": async ({ page, go, until }) => {
    await go("search/?q=harbour");
    const { titles } = await until("results", (seen) => seen.titles.length > 2);
    for (const [key, where] of [["/", "page.query"], ["ArrowDown", titles[0]], ["ArrowDown", titles[1]], ["ArrowUp", titles[0]], ["Escape", "page.query"]]) {
      await page.keyboard.press(key);
      await until(`${key} leads to ${where}`, (seen) => seen.focus === where && seen.typed === "harbour");
    }
  },
  "more results are shown, and the focus is on the first of them": async ({ page, go, until }) => {
    await go("search/?q=haldane");
    await until("ten results", (seen) => seen.titles.length === 10);
    await page.click("#page\\.more");
    await until("twenty, and where one was", ({ titles, focus }) => titles.length === 20 && focus === titles[10]);
  },
  "an address at which nothing is asks for its words": async ({ page, go, until, isOnDisk }) => {
    if (isOnDisk) return;
    await go("2024/05/20/night-bus.html");
    await until("the box has the words", (seen) => seen.typed === "night bus");
    await page.focus(BOX);
    await page.keyboard.press("Enter");
    await until("the night bus", (seen) => seen.titles[0] === BUS);
  },
};

async function use(browser, name, root, isOnDisk) {
  for (const [step, take] of Object.entries(STEPS)) {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    const fault = (what) => faults.push(`${name}, ${root}: ${step}: ${what}`);
    page.on("console", (message) => {
      const isExpected = (isOnDisk ? /site\.webmanifest|ERR_FAILED/ : /\b404\b/).test(message.text());
      if (["error", "warn"].includes(message.type()) && !isExpected) fault(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => fault(`script: ${error.message}`));
    count += 1;
    await take({ ...readerOf(page, root, isOnDisk), isOnDisk }).catch((error) => fault(error.message));
    await page.close();
  }
}

for (const [name, options] of Object.entries(BROWSERS)) {
  const began = performance.now();
  const browser = await puppeteer.launch({ browser: name, headless: true, timeout: PATIENCE, ...options });
  await use(browser, name, origin + basePath, false);
  await use(browser, name, `${pathToFileURL(diskFolder).href}/`, true);
  console.log(`${await browser.version()}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  await browser.close();
}
server.close();
if (faults.length) {
  console.error(`${faults.join("\n")}\n${faults.length} faults`);
  process.exit(1);
}
console.log(`${count} uses of the search without a fault`);
