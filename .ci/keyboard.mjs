// A reader without a mouse: Tab through a whole page, Enter on the skip link, Enter and Space on what folds.

const THINNEST = 2; // CSS pixels of an outline
const FAINTEST = 3; // contrast of an outline with its ground: WCAG 1.4.11
const MOST = 8; // faults of one sort that are told
const LONGEST_STAY = 12; // times: players and frames have stops inside, which look like one from here

// Gives each place that Tab should reach its number, in the order of the document.
function numberStops() {
  const candidates = document.querySelectorAll("a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex]");
  let number = 0;
  for (const element of candidates) {
    const isShown = element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    if (!isShown || element.tabIndex < 0 || element.disabled || element.type === "hidden") continue;
    element.dataset.stop = number;
    number += 1;
  }
  return number;
}

// What is wrong with how the element that has the focus shows it; nothing, if all is right.
function readRing({ thinnest, faintest }) {
  const parts = (color) => color.match(/[\d.]+/g).map(Number);
  const isSeen = (color) => (parts(color)[3] ?? 1) > 0.5;
  const luminance = (color) => {
    const [red, green, blue] = parts(color).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const groundOf = (start) => {
    for (let each = start; each; each = each.parentElement) {
      const color = getComputedStyle(each).backgroundColor;
      if (isSeen(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const element = document.activeElement;
  // A frame's own document, or the browser's own buttons of a player, show which of them has it.
  if (["iframe", "audio", "video"].includes(element.localName)) return [];
  const style = getComputedStyle(element);
  if (style.outlineStyle === "auto" || style.boxShadow !== "none") return [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < thinnest || !isSeen(style.outlineColor)) return ["shows no focus"];
  // An outline stands outside of its element, unless it is drawn inwards.
  const ground = groundOf(parseFloat(style.outlineOffset) < 0 ? element : element.parentElement);
  return contrast(style.outlineColor, ground) < faintest ? ["shows its focus in a colour like that of its ground"] : [];
}

// Where the focus is after Tab, and whether it can be seen there.
function readStop() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const faults = [];
  const boxes = [...element.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  const inView = boxes.filter((box) => box.bottom > 0 && box.right > 0 && box.top < window.innerHeight && box.left < window.innerWidth);
  const isUncovered = (box) => {
    const x = Math.min(Math.max((box.left + box.right) / 2, 0), window.innerWidth - 1);
    const y = Math.min(Math.max((box.top + box.bottom) / 2, 0), window.innerHeight - 1);
    const there = document.elementFromPoint(x, y);
    return there && (element.contains(there) || there.contains(element));
  };
  if (!inView.length) faults.push("is out of view when it has the focus");
  else if (!inView.some(isUncovered)) faults.push("is covered by something else when it has the focus");
  return {
    stop: element.dataset.stop === undefined ? null : Number(element.dataset.stop),
    isFold: element.localName === "summary",
    isScroller: element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight,
    isSkip: element.matches("a.skip"),
    name: nameOf(element),
    faults,
  };
}

function nameOf(element) {
  const said = element.textContent || element.title || element.getAttribute("aria-label") || "";
  return `${element.localName} “${said.trim().replace(/\s+/g, " ").slice(0, 50)}”`;
}

// Each stop in turn, with what its ring lacks in the colours that the page has now.
function readRings(limits) {
  const found = [];
  for (const element of document.querySelectorAll("[data-stop]")) {
    element.focus({ preventScroll: true });
    if (document.activeElement === element) readRing(limits).forEach((what) => found.push(`${nameOf(element)} ${what}`));
  }
  return found;
}

const RINGS = { thinnest: THINNEST, faintest: FAINTEST };
const COLORS = [
  { colorScheme: "light", forcedColors: "none" },
  { colorScheme: "dark", forcedColors: "none" },
  { colorScheme: "light", forcedColors: "active" },
  { colorScheme: "dark", forcedColors: "active" },
];

// After a walk, so that the browser shows the focus as it does to who uses Tab.
async function findRings(page, fault) {
  for (const colors of COLORS) {
    await page.emulateMedia(colors);
    const how = `${colors.colorScheme}${colors.forcedColors === "active" ? ", forced colours" : ""}`;
    (await page.evaluate(readRings, RINGS)).slice(0, MOST).forEach((what) => fault(`${what} (${how})`));
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
}

// Walks through the page that is open, from its beginning to its end. `settle` waits for what comes after a page has been loaded.
export async function walk(page, fault, settle) {
  await page.reload({ waitUntil: "load" });
  await settle();
  await page.evaluate(`Object.assign(window, { nameOf: ${nameOf}, readRing: ${readRing} })`);
  const count = await page.evaluate(numberStops);
  const reached = new Set();
  let [last, same, isFirst] = [-1, 0, true];
  for (let pressed = 0; pressed < count + 60; pressed += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(readStop);
    // Behind the end lies the browser's own frame; without one, the beginning.
    if (!here || (here.isSkip && !isFirst)) break;
    if (isFirst && !here.isSkip) fault(`the first stop of Tab is not the skip link but ${here.name}`);
    isFirst = false;
    here.faults.forEach((what) => fault(`${here.name} ${what}`));
    if (here.stop === null) {
      if (!here.isScroller) fault(`Tab stops at ${here.name}, which nobody can use`);
      continue;
    }
    same = here.stop === last ? same + 1 : 0;
    if (same > LONGEST_STAY) {
      fault(`Tab does not leave ${here.name}`);
      break;
    }
    if (here.stop < last) fault(`Tab goes back to ${here.name}`);
    if (here.isFold) await fold(page, here.name, fault);
    last = here.stop;
    reached.add(here.stop);
  }
  const missed = await page.evaluate(
    (stops) => [...document.querySelectorAll("[data-stop]")].filter((each) => !stops.includes(Number(each.dataset.stop))).map((each) => each.outerHTML.slice(0, 120)),
    [...reached],
  );
  // What was folded when the stops were counted has none.
  if (missed.length) fault(`Tab does not reach ${missed.length} of ${count} stops, as ${missed[0]}`);
  await findRings(page, fault);
  await skip(page, fault);
}

async function fold(page, name, fault) {
  const isOpen = () => page.evaluate(() => document.activeElement.closest("details").open);
  const before = await isOpen();
  for (const [key, expected] of [["Enter", !before], ["Space", before]]) {
    await page.keyboard.press(key);
    if ((await isOpen()) !== expected) fault(`${key} does not ${expected ? "open" : "fold"} ${name}`);
  }
}

// The skip link leads into the text: the next stop stands in `main`, or behind it where it has none.
async function skip(page, fault) {
  await page.reload({ waitUntil: "load" });
  await page.keyboard.press("Tab");
  if (!(await page.evaluate(() => document.activeElement.matches("a.skip")))) return; // which has been told
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const place = await page.evaluate(() => {
    const main = document.querySelector("main");
    const { activeElement } = document;
    const isBehind = main.compareDocumentPosition(activeElement) & Node.DOCUMENT_POSITION_FOLLOWING;
    return main.matches(":target") && (main.contains(activeElement) || isBehind !== 0);
  });
  if (!place) fault("the skip link does not lead to the text");
  await page.goto(page.url().replace(/#.*/, ""), { waitUntil: "load" });
}
