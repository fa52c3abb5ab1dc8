/**
 * The search page: what is typed and chosen in its form, and the address of the page. How results are shown comes with the
 * first query.
 */
(function (search) {
  "use strict";

  /** This script lies in search/ of the site. */
  const root = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  /** Results from which nothing that is only like what was typed is looked for. */
  const MANY = 5;
  /** Terms that are looked for at once where what is typed of a name is its beginning. */
  const FEW = 50;
  /** Milliseconds without a key until what is typed so far is looked for. */
  const WAIT = 120;

  /** @param {string} name */
  const byId = (name) => /** @type {HTMLElement} */ (document.getElementById(`page.${name}`));
  const form = /** @type {HTMLFormElement} */ (byId("search"));
  const query = /** @type {HTMLInputElement} */ (byId("query"));
  const more = /** @type {HTMLButtonElement} */ (byId("more"));
  const [list, status] = [byId("results"), byId("status")];
  const ways = /** @type {HTMLElement} */ (document.querySelector(".ways"));
  const filters = /** @type {HTMLDetailsElement} */ (form.querySelector("details"));
  const terms = /** @type {(HTMLSelectElement | HTMLInputElement)[]} */ ([...form.querySelectorAll("[data-taxonomy]")]);
  const words = /** @type {Record<string, string>} */ (form.dataset);

  /** Counts what was asked: an answer that comes after the next question is let go. */
  let turn = 0;
  /** @type {Answer} */
  const NOTHING = { hits: [], words: [], hasAll: true, isWhole: true };

  const index = search.openIndex(`${root}search-index/`);

  /** @type {Promise<Results> | null} Their script comes with the first files of the index. */
  let results = null;
  function withResults() {
    const page = { root, index, form, query, list, status, more, ways, asked };
    results ||= search.loadScript(`${root}search/snippets.js`).then(() => search.openResults(page));
    results.catch(() => (results = null)); // The next query asks for it again.
    return results;
  }

  // What is asked.

  /**
   * The marks of each term that is chosen, `tags:harbour`: of its slug in each edition. Where none is called so, those whose
   * names begin so, unless they are many.
   */
  async function chosenTerms() {
    const chosen = terms.filter((field) => field.value.trim());
    return Promise.all(
      chosen.map(async (field) => {
        const taxonomy = field.dataset.taxonomy || "";
        const [value, wanted] = [field.value, search.comparedText(field.value)];
        /** @type {Term[]} */
        const named = field instanceof HTMLSelectElement ? [[value, value]] : await namesOf(taxonomy);
        /** @param {(name: string) => boolean} fits */
        const called = (fits) =>
          named.filter(([slug, ...names]) => slug === value || names.some((name) => fits(search.comparedText(name))));
        const whole = called((name) => name === wanted);
        const begun = whole.length || !wanted ? [] : called((name) => name.startsWith(wanted));
        const found = begun.length > FEW ? [] : [...whole, ...begun];
        return found.map(([slug]) => `${taxonomy}:${encodeURIComponent(slug)}`);
      })
    );
  }

  /** @param {string} taxonomy */
  async function namesOf(taxonomy) {
    const file = `names/${taxonomy}`;
    const held = /** @type {Full<string, Term[]>} */ (await index.load([file]));
    return held.get(file);
  }

  /**
   * @param {boolean} isUnfinished
   * @returns {Promise<void>}
   */
  async function run(isUnfinished) {
    const mine = (turn += 1);
    document.title = [query.value.trim(), title].filter(Boolean).join(" – ");
    const data = new FormData(form);
    const [q, first, last, chosen, picture] = ["q", "from", "to", "lang", "picture"].map((name) => String(data.get(name) || ""));
    const typed = search.readQuery(q, isUnfinished);
    const lang = chosen === "any" ? "" : chosen;
    const hasTerm = terms.some((field) => field.value.trim());
    // The language of an edition is chosen from the beginning, and asks for nothing.
    const isLangChosen = lang && lang !== usual(form.elements.namedItem("lang"));
    if (!(typed.slots.length || hasTerm || first || last || picture || isLangChosen)) return clear();
    const loading = withResults();
    /**
     * @param {boolean} isQuick
     * @param {string} lang
     */
    const ask = (isQuick, lang) =>
      search.withFreshIndex(index, async (manifest) => {
        const marks = [...(await chosenTerms()), ...[lang && `lang:${lang}`, picture && "picture"].filter(Boolean).map((mark) => [mark])];
        if (marks.some((group) => !group.length)) return NOTHING;
        const asked = { marks, first, last };
        const found = await search.answer(manifest, typed, asked, index.load, isQuick);
        if (data.get("sort") === "newest") found.hits.sort((one, other) => other.order - one.order || other.number - one.number);
        return found;
      });
    /** @param {Answer} found */
    const show = async (found) => {
      await (await loading).show(found, typed.phrases, () => mine === turn);
      withFace();
    };
    try {
      // What one journey brings is shown at once; where that is little, or a letter begins too many words for it, the
      // others follow. While somebody types, the next letter is waited for.
      const quick = await ask(true, lang);
      if (mine !== turn) return;
      if (quick.hits.length && quick.hasAll) await show(quick);
      const isEnough = quick.hits.length >= MANY && quick.hasAll && (quick.isWhole || isUnfinished);
      if (isEnough || mine !== turn) return;
      let found = await ask(false, lang);
      if (!found.hits.length && !index.mark) {
        index.forget(`?t=${Date.now()}`); // A cache may have an older manifest than what is looked for.
        found = await ask(false, lang);
      }
      // What is not said in an edition's own language may be said in another.
      if (!found.hits.length && lang && !isLangChosen) found = await ask(false, "");
      if (mine !== turn) return;
      // No word begins so: it is taken as all that was meant, with what is like it.
      if (isUnfinished && !(found.hits.length && found.hasAll)) await run(false);
      else await show(found);
    } catch (error) {
      if (mine === turn) {
        clear();
        status.textContent = words.failed;
      }
    }
  }

  /** Lets the face of headlines come: it would stand in the way of the first results. */
  const withFace = () => document.documentElement.classList.add("is-answered");

  function clear() {
    withFace();
    list.replaceChildren();
    status.textContent = "";
    more.hidden = true;
    ways.hidden = false;
  }

  // The address of the page says what is asked.

  /**
   * What a field says as long as nobody has chosen anything.
   * @param {Element | RadioNodeList | null} field
   */
  function usual(field) {
    if (!(field instanceof HTMLSelectElement)) return "";
    return ([...field.options].find((option) => option.defaultSelected) || field.options[0]).value;
  }

  const title = document.title;

  /** What is typed and chosen, but what nobody has chosen. */
  function asked() {
    const all = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (String(value).trim() !== usual(form.elements.namedItem(name))) all.append(name, String(value));
    }
    return all;
  }

  function toAddress() {
    const query = String(asked());
    return `${location.pathname}${query ? `?${query}` : ""}`;
  }

  function fromAddress() {
    const said = new URLSearchParams(location.search);
    form.reset(); // What the address does not say is as the page has it: the language of an edition.
    for (const field of /** @type {Iterable<HTMLInputElement | HTMLSelectElement>} */ (form.elements)) {
      if (!said.has(field.name)) continue;
      if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = true;
      else field.value = said.get(field.name) || "";
      // A choice that there is no more would leave the field empty.
      if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.value = usual(field);
    }
  }

  /** @param {"pushState" | "replaceState"} how */
  function remember(how) {
    if (toAddress() !== location.pathname + location.search) history[how](null, "", toAddress());
  }

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      remember("replaceState");
      run(document.activeElement === query);
    }, WAIT);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    remember("pushState");
    run(false);
  });
  window.addEventListener("popstate", () => {
    fromAddress();
    run(false);
  });

  // The names of many terms are loaded when somebody wants to type one.
  form.addEventListener("focusin", async ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.list || target.list.options.length) return;
    const named = await search.withFreshIndex(index, () => namesOf(target.dataset.taxonomy || "")).catch(() => []);
    target.list.append(...named.map(([, name]) => new Option(name)));
  });

  document.addEventListener("keydown", (event) => {
    const isTyping = document.activeElement?.matches("input, select, textarea");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    query.select();
  });

  filters.hidden = byId("hint").hidden = false;
  fromAddress();
  index.load(["manifest"]).catch(() => {});
  run(false);
})(newsgenSearch);
