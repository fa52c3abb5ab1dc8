// Keeps a page of a preview as the sources are. Loaded by the preview alone: no published page has it.
(() => {
  "use strict";
  const me = document.currentScript;
  const { path, version } = me.dataset;
  const scrollKey = `newsgen-scroll:${location.pathname}`;

  const saved = sessionStorage.getItem(scrollKey);
  if (saved !== null) {
    sessionStorage.removeItem(scrollKey);
    scrollTo({ top: Number(saved), behavior: "instant" });
  }

  function reload() {
    sessionStorage.setItem(scrollKey, String(scrollY));
    location.reload();
  }

  // In a shadow tree, so that neither the theme's styles nor these reach the other.
  const host = document.createElement("newsgen-preview");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.innerHTML = `
    <style>
      :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483001; display: block;
        font: 16px/1.45 system-ui, sans-serif; color: #1a1a1a; }
      section { box-sizing: border-box; background: #fff; border-top: 4px solid #b3261e; padding: 12px 16px;
        max-height: 60vh; overflow: auto; box-shadow: 0 -6px 24px rgb(0 0 0 / .3); }
      section.warnings { border-color: #8a6d00; }
      h2 { font-size: 16px; margin: 0 0 8px; padding-inline-end: 90px; }
      article { margin: 0 0 14px; }
      article p { margin: 0; overflow-wrap: anywhere; }
      pre { font: 13px/1.5 ui-monospace, monospace; margin: 6px 0; padding: 8px 10px; overflow-x: auto;
        background: #f3f1ee; white-space: pre; }
      button { font: inherit; position: absolute; inset-block-start: 10px; inset-inline-end: 14px; padding: 4px 10px;
        color: inherit; background: transparent; border: 1px solid currentColor; border-radius: 4px; cursor: pointer; }
      nav { position: fixed; inset-block-start: 12px; inset-inline-end: 12px; max-width: min(90vw, 24rem); padding: 10px 14px;
        background: #fff; border: 1px solid #777; border-radius: 6px; box-shadow: 0 4px 16px rgb(0 0 0 / .25); }
      nav p { margin: 0 0 4px; padding-inline-end: 70px; font-weight: 600; }
      a { color: #0645ad; }
      @media (prefers-color-scheme: dark) {
        :host { color: #eee; }
        section, nav { background: #1d1d1f; }
        pre { background: #2b2b2e; }
        a { color: #8ab4f8; }
      }
    </style>
    <section role="alert" aria-label="Mistakes" hidden><h2></h2><div></div><button type="button">Hide</button></section>
    <nav aria-label="New stories" hidden><p>New</p><div></div><button type="button">Hide</button></nav>`;
  const box = shadow.querySelector("section");
  const title = shadow.querySelector("h2");
  const list = shadow.querySelector("div");
  const news = shadow.querySelector("nav");
  let dismissed = "";
  let shown = "";
  shadow.querySelector("button").addEventListener("click", () => {
    dismissed = shown;
    box.hidden = true;
  });
  document.body.append(host);

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function counted(number, word) {
    return `${number} ${word}${number === 1 ? "" : "s"}`;
  }

  function tell(problems) {
    shown = JSON.stringify(problems);
    const errors = problems.filter((each) => each.severity === "error").length;
    title.textContent = errors ? counted(errors, "error") : counted(problems.length, "warning");
    box.classList.toggle("warnings", errors === 0);
    list.replaceChildren(
      ...problems.map((each) => {
        // What is wrong and how to mend it may be long, and wraps; the line with its caret must not.
        const lines = each.text.split("\n");
        const mend = lines.length > 1 && lines.at(-1).startsWith("  mend: ") ? lines.pop().trim() : "";
        const row = document.createElement("article");
        row.append(element("p", lines.shift()));
        if (lines.length) row.append(element("pre", lines.join("\n")));
        if (mend) row.append(element("p", mend));
        return row;
      }),
    );
    box.hidden = problems.length === 0 || shown === dismissed;
  }

  // A page that could not be made says itself what is wrong, and is asked for again when that is something else.
  function isOther(problems) {
    const before = shown;
    shown = JSON.stringify(problems);
    return before !== "" && shown !== before;
  }

  // Stories that are offered stay, whatever reloads, until they are read or put away; each tab has its own.
  const newsKey = "newsgen-stories";
  const mostNews = 5;

  function readNews() {
    try {
      return JSON.parse(sessionStorage.getItem(newsKey)) ?? [];
    } catch {
      return [];
    }
  }

  function offer(stories) {
    const urls = new Set(stories.map((each) => each.url));
    const kept = [...readNews().filter((each) => !urls.has(each.url)), ...stories];
    const offered = kept.filter((each) => each.url !== location.pathname).slice(-mostNews);
    sessionStorage.setItem(newsKey, JSON.stringify(offered));
    news.querySelector("div").replaceChildren(
      ...offered.map(({ title: headline, url }) => {
        const link = document.createElement("a");
        link.href = url;
        link.textContent = headline;
        const row = document.createElement("div");
        row.append(link);
        return row;
      }),
    );
    news.hidden = offered.length === 0;
  }

  news.querySelector("button").addEventListener("click", () => {
    sessionStorage.removeItem(newsKey);
    news.hidden = true;
  });
  offer([]);

  const query = new URLSearchParams({ path, version });
  let source = null;

  function stop() {
    source?.close();
    source = null;
  }

  function listen() {
    if (source !== null) return;
    source = new EventSource(`/.preview/events?${query}`);
    source.addEventListener("state", (event) => {
      const state = JSON.parse(event.data);
      offer(state.stories);
      if (state.version && state.version !== version) {
        stop();
        reload();
        return;
      }
      if (version) tell(state.problems);
      else if (isOther(state.problems)) reload();
    });
  }

  // A browser opens six connections to a server at most: tabs that nobody sees must leave them to the others. A page
  // that is seen again is told at once what has changed.
  function follow() {
    if (document.visibilityState === "visible") listen();
    else stop();
  }
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", follow);
  follow();
})();
