/** Puts the words of an address at which nothing is into the search box. */
(function () {
  "use strict";

  const { pathname: root } = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("page.search"));
  let address = location.pathname;
  try {
    address = decodeURI(address);
  } catch {
    // An address that is not UTF-8 is taken as it stands.
  }
  const words = address
    .slice(address.startsWith(root) ? root.length : 0)
    .replace(/\.[a-z]{3,5}$/i, "")
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    // What folders are called by dates and pages says nothing of the story.
    .filter((word) => word && !/^(?:\d+|index|page|article|articles|story|news)$/i.test(word));
  if (field) field.value = words.join(" ").slice(0, 200);
})();
