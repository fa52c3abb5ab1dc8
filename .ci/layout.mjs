// What a reader cannot read, or sees twice in one place: runs in the page, and knows nothing of the theme.

// Each fault of layout that the page has now, in words. `share` is how much of the view what stays in place may take.
export function layoutFaults({ share }) {
  const root = document.documentElement;
  const found = [];
  const named = (element) => {
    const classes = typeof element.className === "string" ? element.className.trim().replace(/\s+/g, ".") : "";
    return `${element.localName}${classes && `.${classes}`} “${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  };
  const overhang = root.scrollWidth - root.clientWidth;
  if (overhang > 0) found.push(`scrolls sideways by ${overhang} px`);

  // What is said to those who do not see is cut to nothing on purpose; what scrolls by itself, as a field does, hides nothing.
  const styles = new Map();
  const styleOf = (element) => styles.get(element) ?? styles.set(element, getComputedStyle(element)).get(element);
  const kinds = new Map();
  const kindOf = (element) => {
    if (!element || element === root) return "seen";
    if (kinds.has(element)) return kinds.get(element);
    const style = styleOf(element);
    const isFolded = !element.checkVisibility(); // as what a closed `details` holds
    const isUnseen = isFolded || style.clipPath === "inset(50%)" || style.visibility === "hidden" || style.display === "none" || style.opacity === "0";
    const isScrolling = ["auto", "scroll"].includes(style.overflowX) && element !== document.body;
    const kind = isUnseen ? "unseen" : kindOf(element.parentElement) !== "seen" ? kindOf(element.parentElement) : isScrolling ? "scrolled" : "seen";
    kinds.set(element, kind);
    return kind;
  };

  const view = window.innerWidth * window.innerHeight;
  for (const element of document.body.querySelectorAll("*")) {
    const style = styleOf(element);
    if (["fixed", "sticky"].includes(style.position)) {
      const { width, height } = element.getBoundingClientRect();
      if (width * height > view * share) found.push(`stays in place and covers much of the view: ${named(element)}`);
    }
    if (kindOf(element) === "unseen" || element.closest("svg") || ["iframe", "img", "input", "video", "audio"].includes(element.localName)) continue;
    const isCut = (overflow) => ["hidden", "clip"].includes(overflow);
    const isClipped = (isCut(style.overflowY) && element.scrollHeight > element.clientHeight + 1) || (isCut(style.overflowX) && element.scrollWidth > element.clientWidth + 1);
    if (isClipped && element.clientHeight) found.push(`is cut off: ${named(element)}`);
  }

  // Lines of text, each by the middle of its height: letters are less high than a font's own box.
  const lines = [];
  const blockOf = (element) => {
    let block = element;
    while (styleOf(block).display.startsWith("inline") && styleOf(block).display !== "inline-block") block = block.parentElement;
    return block;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("svg, script, style, iframe, video, audio, .skip") || kindOf(parent) === "unseen") continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      const isLost = kindOf(parent) === "seen" && (box.left < -1 || box.right > root.clientWidth + 1 || box.top + window.scrollY < -1);
      if (isLost) found.push(`leaves the page: ${named(parent)}`);
      lines.push({ left: box.left, right: box.right, top: box.top + box.height * 0.25, bottom: box.bottom - box.height * 0.25, block: blockOf(parent), parent });
    }
  }
  lines.sort((one, other) => one.top - other.top);
  const told = new Set();
  for (const [at, upper] of lines.entries()) {
    for (let next = at + 1; next < lines.length && lines[next].top < upper.bottom - 1; next += 1) {
      const lower = lines[next];
      if (upper.parent === lower.parent || (upper.block === lower.block && !styleOf(upper.block).display.includes("inline-block"))) continue;
      const width = Math.min(upper.right, lower.right) - Math.max(upper.left, lower.left);
      const what = `lies over another text: ${named(upper.parent)} and ${named(lower.parent)}`;
      if (width > 2 && !told.has(what)) {
        told.add(what);
        found.push(what);
      }
    }
  }
  return [...new Set(found)].slice(0, 8);
}
