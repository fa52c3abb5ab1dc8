// Forced colours: the reader's own few colours in place of ours. What was drawn by its ground alone must be drawn otherwise.

// Grounds that only support what can be seen without: pictures have their own colours, code its own letters.
export const SUPPORT = "html, img, iframe, code, pre, mark";

// In usual colours: marks each element that has a ground of its own, itself or in what stands before or behind its text.
export function markGrounds() {
  const isPainted = (color) => (color.match(/[\d.]+/g).map(Number)[3] ?? 1) > 0.1;
  for (const element of document.querySelectorAll("body, body *")) {
    const pseudos = ["", "::before", "::after"].filter((pseudo) => {
      const style = getComputedStyle(element, pseudo || null);
      return (!pseudo || style.content !== "none") && isPainted(style.backgroundColor);
    });
    if (pseudos.length) element.dataset.grounds = pseudos.join(",");
  }
}

// In forced colours: the marked elements that nothing shows any longer, and what is current and looks like its neighbours.
export function vanished(support) {
  const groundOf = (start) => {
    for (let each = start; each; each = each.parentElement) {
      const color = getComputedStyle(each).backgroundColor;
      if ((color.match(/[\d.]+/g).map(Number)[3] ?? 1) > 0.1) return color;
    }
    return getComputedStyle(document.documentElement).backgroundColor;
  };
  const found = [];
  for (const element of document.querySelectorAll("[data-grounds]")) {
    if (element.matches(support) || !element.checkVisibility()) continue;
    for (const pseudo of element.dataset.grounds.split(",")) {
      const style = getComputedStyle(element, pseudo || null);
      const behind = groundOf(pseudo ? element : element.parentElement);
      const isPainted = (style.backgroundColor.match(/[\d.]+/g).map(Number)[3] ?? 1) > 0.1 && style.backgroundColor !== behind;
      const isLined = ["Top", "Right", "Bottom", "Left"].some((side) => parseFloat(style[`border${side}Width`]) >= 1 && !["none", "hidden"].includes(style[`border${side}Style`]) && style[`border${side}Color`] !== behind);
      const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
      if (!isPainted && !isLined && !isOutlined) found.push(`${element.localName}.${element.className}${pseudo}: ${element.textContent.trim().slice(0, 40)}`);
    }
  }
  const lookOf = (element) => {
    const style = getComputedStyle(element);
    return [style.textDecorationLine, style.fontWeight, style.fontStyle, style.borderBottomStyle, style.outlineStyle].join();
  };
  for (const element of document.querySelectorAll("nav [aria-current]")) {
    const other = element.closest("nav").querySelector("li > a:not([aria-current])");
    if (other && lookOf(other) === lookOf(element)) found.push(`${element.localName}[aria-current]: ${element.textContent.trim().slice(0, 40)}`);
  }
  return [...new Set(found)].slice(0, 8);
}
