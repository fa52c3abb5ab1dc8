/**
 * What the search page needs once there are results: their list, keys that go from one to the next, and the filters that
 * were chosen.
 *
 * The markup of a result is the template `#page.result`: what has `data-part` is filled in.
 */
(function (search) {
  "use strict";

  const { comparedText, hasPhrase, textAt, snippetOf, markIn } = search;
  const isOnDisk = location.protocol === "file:";
  const language = document.documentElement.lang;
  const PER_PAGE = 10;
  const PER_FILE = 32;
  /** Texts that are looked through for a phrase at most, before a reader asks for more. */
  const MOST_CHECKED = 60;

  /**
   * The list of results, the keys that go through it, and the filters that shape it.
   * @param {ResultsPage} page
   * @returns {Results}
   */
  function openResults({ root, index, form, query, list, status, more, ways, asked }) {
    const result = /** @type {HTMLTemplateElement} */ (document.getElementById("page.result"));
    const chosen = document.getElementById("page.chosen");
    const words = /** @type {Record<string, string>} */ (form.dataset);
    /** @type {Answer} */
    let answer;
    /** @type {string[]} Which texts must have. */
    let phrases;
    /** @type {() => boolean} Whether nothing else has been asked since. */
    let isWanted;
    /** Hits of the answer that have been looked at. */
    let seen = 0;
    /** @type {Full<string, Promise<PageText | null>>} Place of a page to what readers read of its story. */
    const texts = new Map();

    /**
     * What readers read of the story of a page; null where it cannot be loaded, as on a disk.
     * @param {string} place
     */
    function textOf(place) {
      if (isOnDisk) return Promise.resolve(null);
      if (!texts.has(place)) texts.set(place, textAt(root + encodeURI(place)).catch(() => null));
      return texts.get(place);
    }

    /** @param {Hit} hit */
    async function recordOf({ segment, number }) {
      const file = `${segment}/d${Math.floor(number / PER_FILE)}`;
      const held = /** @type {Full<string, Shown[]>} */ (await index.load([file]));
      return held.get(file)[number % PER_FILE];
    }

    /** @type {Results["show"]} */
    async function show(...found) {
      if (!found[2]()) return;
      [answer, phrases, isWanted] = found;
      if (isOnDisk) phrases = []; // No script can read a story there.
      seen = 0;
      list.replaceChildren();
      await showMore(history.state?.seen);
    }

    /**
     * Shows results as they come, the best first; of a phrase those in whose texts it stands.
     * @param {number} least Hits that are looked at: who comes back finds as many as there were.
     */
    async function showMore(least = 0) {
      const isMine = isWanted;
      const { hits } = answer;
      const [most, wanted] = [seen + MOST_CHECKED, list.children.length + PER_PAGE];
      // Of words that begin as what somebody is typing, the postings of some may not have been loaded.
      if (!phrases.length) tell(hits.length, answer.isWhole ? "" : "+");
      while (seen < hits.length && (seen < least || (seen < most && list.children.length < wanted))) {
        const some = hits.slice(seen, seen + PER_PAGE).map(async (hit) => {
          const record = await recordOf(hit);
          return { record, has: !phrases.length || (await hasPhrases(record)) };
        });
        for (const each of some) each.catch(() => {}); // The first one that fails is told.
        for (const each of some) {
          const { record, has } = await each;
          if (!isMine()) return;
          if (has) list.append(shownAs(record));
        }
        seen += some.length;
      }
      more.hidden = seen >= hits.length;
      if (phrases.length) tell(list.children.length, more.hidden ? "" : "+");
    }

    /** @param {Shown} record */
    async function hasPhrases([title, place]) {
      const parts = [title, ...((await textOf(place))?.parts || [])];
      const text = parts.map(comparedText).join(" | "); // No phrase has the sign.
      return phrases.every((phrase) => hasPhrase(text, phrase));
    }

    /**
     * Says how many results there are; `plus` is a sign that there may be more of them.
     * @param {number} count
     */
    function tell(count, plus = "") {
      /** @type {Record<string, string>} */
      const forms = JSON.parse(words.results);
      // How many there are is not known with a plus: `1+ results`.
      const form = (!plus && forms[new Intl.PluralRules(language).select(count)]) || forms.other;
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
      const [wanted, parts] = [new Set(answer.words), phrases];
      for (const each of [link, said]) if (each) markIn(each, wanted);
      if (snippet) {
        textOf(place).then((text) => {
          if (!text) return;
          snippet.textContent = snippetOf(text, wanted, parts);
          markIn(snippet, wanted);
        });
      }
      if (lang !== language) for (const each of [link, snippet, said]) if (each) [each.lang, each.dir] = [lang, "auto"];
      return item;
    }

    /** Says which filters are set: while they are closed nothing else does. */
    function tellFilters() {
      if (!chosen) return;
      const set = asked();
      const fields = /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ ([...form.elements]);
      const said = fields.filter((field) => field !== query && set.has(field.name)).map((field) => {
        const [item, value] = [document.createElement("li"), document.createElement("bdi")];
        if (field instanceof HTMLSelectElement) value.textContent = field.selectedOptions[0].text;
        else if (field.type === "date") value.textContent = longDate(field.value);
        else if (field.type !== "checkbox") value.textContent = field.value;
        item.append(field.labels?.[0].textContent?.trim() || "", " ", value);
        return item;
      });
      chosen.querySelector("ul")?.replaceChildren(...said);
      chosen.hidden = !said.length;
    }

    tellFilters();
    form.addEventListener("input", tellFilters);
    addEventListener("popstate", tellFilters); // The form has been filled in by then.
    chosen?.querySelector("button")?.addEventListener("click", () => {
      const kept = query.value;
      form.reset();
      query.value = kept;
      tellFilters();
      form.querySelector("summary")?.focus(); // The button is gone.
      form.requestSubmit();
    });
    more.addEventListener("click", async () => {
      const at = list.children.length;
      await showMore();
      history.replaceState({ seen }, "");
      list.children[at]?.querySelector("a")?.focus();
    });
    hearArrows(list, query);
    return { show };
  }

  /**
   * Arrows go through the results, and Escape back to the field.
   * @param {Element} list
   * @param {HTMLInputElement} query
   */
  function hearArrows(list, query) {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const focus = document.activeElement;
      const links = /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll("h2 a")]);
      const at = links.findIndex((link) => link === focus);
      let next = null;
      if (event.key === "ArrowDown" && (at >= 0 || focus === query)) next = links[at + 1];
      else if (event.key === "ArrowUp" && at >= 0) next = links[at - 1] || query;
      else if (event.key === "Escape" && at >= 0) next = query;
      if (!next) return;
      event.preventDefault();
      next.focus();
      if (next === query) query.select();
    });
  }

  Object.assign(search, /** @satisfies {Partial<Parts>} */ ({ openResults }));
})(newsgenSearch);
