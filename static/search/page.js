/**
 * The search page: what is typed and chosen in its form, the address of the page, and the list of results.
 *
 * The markup of a result is the template `#page.result`: what has `data-part` is filled in.
 */
(function (search) {
  "use strict";

  /** This script lies in search/ of the site. */
  const root = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const isOnDisk = location.protocol === "file:";
  const language = document.documentElement.lang;
  const PER_PAGE = 10;
  const PER_FILE = 32;
  /** Results from which nothing that is only like what was typed is looked for. */
  const MANY = 5;
  /** Texts that are looked through for a phrase at most, before a reader asks for more. */
  const MOST_CHECKED = 60;
  /** Milliseconds without a key until what is typed so far is looked for. */
  const WAIT = 120;

  /** @param {string} name */
  const byId = (name) => /** @type {HTMLElement} */ (document.getElementById(`page.${name}`));
  const form = /** @type {HTMLFormElement} */ (byId("search"));
  const query = /** @type {HTMLInputElement} */ (byId("query"));
  const more = /** @type {HTMLButtonElement} */ (byId("more"));
  const result = /** @type {HTMLTemplateElement} */ (byId("result"));
  const [list, status] = [byId("results"), byId("status")];
  const ways = /** @type {HTMLElement} */ (document.querySelector(".ways"));
  const filters = /** @type {HTMLDetailsElement} */ (form.querySelector("details"));
  const terms = /** @type {(HTMLSelectElement | HTMLInputElement)[]} */ ([...form.querySelectorAll("[data-taxonomy]")]);
  const words = /** @type {Record<string, string>} */ (form.dataset);

  /** Counts what was asked: an answer that comes after the next question is let go. */
  let turn = 0;
  /** @typedef {Answer & {phrases: string[]}} Checked With the phrases that texts must have. */
  /** @type {Checked} */
  const NOTHING = { hits: [], words: [], hasAll: true, isWhole: true, phrases: [] };
  let answer = NOTHING;
  /** Hits of the answer that have been looked at. */
  let seen = 0;
  /** @type {Full<string, Promise<PageText | null>>} Place of a page to what readers read on it. */
  const texts = new Map();

  // The index.

  const index = search.openIndex(`${root}search-index/`);

  /** @param {Hit} hit */
  async function recordOf({ segment, number }) {
    const file = `${segment}/d${Math.floor(number / PER_FILE)}`;
    const held = /** @type {Full<string, Shown[]>} */ (await index.load([file]));
    return held.get(file)[number % PER_FILE];
  }

  /** @type {Promise<void> | null} The script that looks into stories comes with the first query. */
  let snippets = null;
  function withSnippets() {
    snippets ||= search.loadScript(`${root}search/snippets.js`).then(() => search.hearArrows(list, query));
    snippets.catch(() => (snippets = null)); // The next query asks for it again.
    return snippets;
  }

  /**
   * What readers read on a page; null where it cannot be loaded, as on a disk.
   * @param {string} place
   */
  function textOf(place) {
    if (isOnDisk) return Promise.resolve(null);
    if (!texts.has(place)) {
      texts.set(place, withSnippets().then(() => search.textAt(root + encodeURI(place))).catch(() => null));
    }
    return texts.get(place);
  }

  // What is asked.

  /** The marks of each term that is chosen, `tags:harbour`: of its slug in each edition; none where no term is called so. */
  async function chosenTerms() {
    const chosen = terms.filter((field) => field.value.trim());
    return Promise.all(
      chosen.map(async (field) => {
        const taxonomy = field.dataset.taxonomy || "";
        const [value, wanted] = [field.value, search.comparedText(field.value)];
        /** @type {Term[]} */
        const named = field instanceof HTMLSelectElement ? [[value, value]] : await namesOf(taxonomy);
        return named
          .filter(([slug, ...names]) => slug === value || names.some((name) => search.comparedText(name) === wanted))
          .map(([slug]) => `${taxonomy}:${encodeURIComponent(slug)}`);
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
    withSnippets();
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
        return { ...found, phrases: isOnDisk ? [] : typed.phrases };
      });
    try {
      // What one journey brings is shown at once; where that is little, or a letter begins too many words for it, the
      // others follow. While somebody types, the next letter is waited for.
      const quick = await ask(true, lang);
      if (mine !== turn) return;
      if (quick.hits.length && quick.hasAll) await show(quick);
      const isEnough = quick.hits.length >= MANY && quick.hasAll && (quick.isWhole || isUnfinished);
      if (isEnough || mine !== turn) return;
      let found = await ask(false, lang);
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

  // What is shown.

  function clear() {
    answer = NOTHING;
    list.replaceChildren();
    status.textContent = "";
    more.hidden = true;
    ways.hidden = false;
  }

  /** @param {Checked} found */
  async function show(found) {
    answer = found;
    seen = 0;
    list.replaceChildren();
    await showMore();
  }

  /** Shows results as they come, the best first; of a phrase those in whose texts it stands. */
  async function showMore() {
    const mine = turn;
    const { hits, phrases } = answer;
    const [most, wanted] = [seen + MOST_CHECKED, list.children.length + PER_PAGE];
    // Of words that begin as what somebody is typing, the postings of some may not have been loaded.
    if (!phrases.length) tell(hits.length, answer.isWhole ? "" : "+");
    while (seen < Math.min(hits.length, most) && list.children.length < wanted) {
      const some = hits.slice(seen, seen + PER_PAGE).map(async (hit) => {
        const record = await recordOf(hit);
        return { record, has: !phrases.length || (await hasPhrases(record)) };
      });
      for (const each of some) each.catch(() => {}); // The first one that fails is told.
      for (const each of some) {
        const { record, has } = await each;
        if (mine !== turn) return;
        if (has) list.append(shownAs(record));
      }
      seen += some.length;
    }
    more.hidden = seen >= hits.length;
    if (phrases.length) tell(list.children.length, more.hidden ? "" : "+");
  }

  /** @param {Shown} record */
  async function hasPhrases([title, place]) {
    const text = search.comparedText(`${title} ${(await textOf(place))?.all || ""}`);
    return answer.phrases.every((phrase) => search.hasPhrase(text, phrase));
  }

  /**
   * Says how many results there are; `plus` is a sign that there may be more of them.
   * @param {number} count
   */
  function tell(count, plus = "") {
    /** @type {Record<string, string>} */
    const forms = JSON.parse(words.stories);
    const form = forms[new Intl.PluralRules(language).select(count)] || forms.other;
    const said = form.replace("{count}", thousands(count) + plus);
    status.textContent = !count && !plus ? words.none : answer.hasAll ? said : `${words.some} ${said}`;
    ways.hidden = count > 0;
  }

  /** @param {number | string} number */
  const inDigits = (number) => String(number).replace(/\d/g, (digit) => words.digits[Number(digit)]);

  /**
   * A number as the theme says it: `12,345`.
   * @param {number} number
   */
  function thousands(number) {
    const isGrouped = number >= Number(words.groupFrom);
    return inDigits(isGrouped ? number.toLocaleString(words.groupLike).replaceAll(",", words.group) : number);
  }

  /**
   * A day, `2015-01-17`, as the theme says it.
   * @param {string} day
   */
  function longDate(day) {
    const [year, month, date] = day.split("-").map(Number);
    /** @type {Record<string, string>} */
    const said = { year: inDigits(year), month: JSON.parse(words.months)[month - 1], day: inDigits(date) };
    return words.date.replace(/\{(\w+)\}/g, (_, name) => said[name]);
  }

  /**
   * A result as the template has it; what it leaves out is not shown.
   * @param {Shown} record
   */
  function shownAs([title, place, day, section, lang, summary]) {
    const item = /** @type {DocumentFragment} */ (result.content.cloneNode(true));
    /** @param {string} name */
    const part = (name) => /** @type {HTMLElement | null} */ (item.querySelector(`[data-part="${name}"]`));
    const link = /** @type {HTMLAnchorElement | null} */ (part("link"));
    if (link) {
      link.href = root + encodeURI(place) + (isOnDisk && (!place || place.endsWith("/")) ? "index.html" : "");
      link.textContent = title;
    }
    const label = part("section");
    if (label) label.textContent = section;
    const date = /** @type {HTMLTimeElement | null} */ (part("date"));
    if (date && day) [date.dateTime, date.textContent] = [day, longDate(day)];
    else if (date) date.remove();
    const [snippet, said] = [part("snippet"), part("summary")];
    if (said) said.textContent = summary || "";
    const [wanted, phrases] = [new Set(answer.words), answer.phrases];
    withSnippets().then(() => [link, said].forEach((each) => each && search.markIn(each, wanted)), () => {});
    if (snippet) {
      textOf(place).then((text) => {
        if (!text) return;
        snippet.textContent = search.snippetOf(text, wanted, phrases);
        search.markIn(snippet, wanted);
      });
    }
    if (lang !== language) for (const each of [link, snippet, said]) if (each) [each.lang, each.dir] = [lang, "auto"];
    return item;
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

  function toAddress() {
    const said = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value !== usual(form.elements.namedItem(name))) said.append(name, String(value));
    }
    return `${location.pathname}${String(said) ? `?${said}` : ""}`;
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
    filters.open = [...said.keys()].some((name) => name !== "q");
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
  more.addEventListener("click", async () => {
    const at = list.children.length;
    await showMore();
    list.children[at]?.querySelector("a")?.focus();
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
