/**
 * What the search page needs once there are results: their list, what readers read on their pages, for phrases and for the
 * lines in which the words stand (as in newsgen's find.py), marks, and keys that go from one to the next.
 *
 * The markup of a result is the template `#page.result`: what has `data-part` is filled in.
 */
(function (search) {
  "use strict";

  const isOnDisk = location.protocol === "file:";
  const language = document.documentElement.lang;
  const PER_PAGE = 10;
  const PER_FILE = 32;
  /** Texts that are looked through for a phrase at most, before a reader asks for more. */
  const MOST_CHECKED = 60;
  /** Letters of a text around a word that was found. */
  const AROUND = 220;
  /** Elements that part no words; as in newsgen's markup.py. */
  const AMID_WORDS =
    "a, abbr, b, bdi, bdo, big, cite, code, data, del, dfn, em, font, i, ins, kbd, mark, q, rb, rp, rt, ruby, s, samp, small, " +
    "span, strike, strong, sub, time, tt, u, var, wbr";
  const RUN = /[\p{L}\p{N}\p{M}]+/gu;

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
    /** @type {Full<string, Promise<PageText | null>>} Place of a page to what readers read on it. */
    const texts = new Map();

    /**
     * What readers read on a page; null where it cannot be loaded, as on a disk.
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
      await showMore();
    }

    /** Shows results as they come, the best first; of a phrase those in whose texts it stands. */
    async function showMore() {
      const isMine = isWanted;
      const { hits } = answer;
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
      const text = search.comparedText(`${title} ${(await textOf(place))?.all || ""}`);
      return phrases.every((phrase) => search.hasPhrase(text, phrase));
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
      list.children[at]?.querySelector("a")?.focus();
    });
    hearArrows(list, query);
    return { show };
  }

  // What stands on the pages of results.

  /**
   * What readers read on a page.
   * @param {string} address
   * @returns {Promise<PageText>}
   */
  async function textAt(address) {
    const response = await fetch(address);
    const page = new DOMParser().parseFromString(response.ok ? await response.text() : "", "text/html");
    page.querySelectorAll("script, style, template, nav, form").forEach((each) => each.remove());
    // The sign that leads to a note parts no phrase, and is no part of the word before it.
    page.querySelectorAll("sup > a:first-child").forEach((each) => each.parentElement?.remove());
    /** @param {Element[]} elements */
    const read = (...elements) => elements.map(plainText).join(" ").replace(/\s+/g, " ").trim();
    const [main, story] = [page.querySelector("main"), page.querySelector("main .text")];
    const all = main ? read(main) : "";
    const beside = read(...page.querySelectorAll("main .standfirst, main figcaption"));
    return { all, story: story ? read(story) : all, beside };
  }

  /**
   * What readers read in an element: tags that stand in words part none, and how ideographs are read stands behind.
   * @param {Element} element
   */
  function plainText(element) {
    const readings = [...element.querySelectorAll("rt")].map((each) => each.textContent);
    const copy = /** @type {Element} */ (element.cloneNode(true));
    copy.querySelectorAll("rt, rp").forEach((each) => each.remove());
    for (const each of copy.querySelectorAll(`:not(${AMID_WORDS})`)) {
      each.before(" ");
      each.after(" ");
    }
    return [copy.textContent, ...readings].join(" ");
  }

  /**
   * The lines of a page in which a phrase stands, or most of the words: of its story, or of what is beside.
   * @param {PageText} page
   * @param {Set<string>} words
   * @param {string[]} phrases
   * @returns {string}
   */
  function snippetOf({ story, beside }, words, phrases) {
    const texts = [story, beside];
    for (const text of texts) {
      const at = phrases.length ? placeOfPhrase(text, phrases[0]) : -1;
      if (at >= 0) return cutAround(text, at);
    }
    const runs = texts.map((text) => [...text.matchAll(RUN)].filter(([run]) => isWanted(run, words)));
    const number = runs[0].length || !runs[1].length ? 0 : 1;
    return cutAround(texts[number], mostOf(runs[number]));
  }

  /**
   * Where the part begins that has most of what was found.
   * @param {RegExpExecArray[]} runs
   */
  function mostOf(runs) {
    let [best, most] = [0, 0];
    for (const { index } of runs) {
      const around = runs.filter((run) => run.index >= index && run.index < index + AROUND);
      const count = new Set(around.map(([each]) => each.toLowerCase())).size;
      if (count > most) [best, most] = [index, count];
    }
    return best;
  }

  /**
   * Where a phrase begins in a text; -1 where it does not stand.
   * @param {string} text
   * @param {string} phrase
   */
  function placeOfPhrase(text, phrase) {
    let compared = "";
    /** @type {[number, number][]} */
    const starts = [];
    for (const { 0: run, index } of text.matchAll(RUN)) {
      const said = search.comparedText(run);
      if (!said) continue;
      starts.push([compared.length, index]);
      compared += `${said} `;
    }
    const whole = ` ${compared}`.indexOf(` ${phrase} `);
    const at = whole < 0 ? compared.indexOf(phrase) : whole;
    return at < 0 ? -1 : (starts.filter(([start]) => start <= at).pop() || [0, 0])[1];
  }

  /**
   * @param {string} text
   * @param {number} best
   */
  function cutAround(text, best) {
    const begin = best < AROUND / 4 ? 0 : text.indexOf(" ", best - AROUND / 4) + 1 || best;
    const cut = text.slice(begin, begin + AROUND);
    const isEnd = begin + AROUND >= text.length;
    const part = isEnd ? cut : cut.slice(0, Math.max(cut.lastIndexOf(" "), AROUND / 2));
    return `${begin ? "… " : ""}${part}${isEnd ? "" : " …"}`;
  }

  /**
   * @param {string} run
   * @param {Set<string>} words
   */
  const isWanted = (run, words) => search.wordsIn(run).some((word) => words.has(word));

  /**
   * Marks the words that were looked for in the text of an element.
   * @param {Element} element
   * @param {Set<string>} words
   */
  function markIn(element, words) {
    const pieces = (element.textContent || "").split(/([\p{L}\p{N}\p{M}]+)/u).flatMap((piece, at) => {
      return at % 2 && isWanted(piece, words) ? partsOf(piece, words) : [{ part: piece, isFound: false }];
    });
    element.replaceChildren(
      ...pieces.map(({ part, isFound }) => {
        if (!isFound) return part;
        const mark = document.createElement("mark");
        mark.textContent = part;
        return mark;
      })
    );
  }

  /**
   * A run of letters in parts that are wanted and parts that are not: of scripts that part no words, pairs of letters.
   * @param {string} run
   * @param {Set<string>} wanted
   */
  function partsOf(run, wanted) {
    const letters = Array.from(run);
    const [isDense, marks] = [letters.map(search.isDenseScript), letters.map(() => false)];
    for (let at = 0, end = 1; at < letters.length; at = end, end = at + 1) {
      while (!isDense[at] && end < letters.length && !isDense[end]) end += 1;
      const isAlone = wanted.has(search.wordsIn(letters[at])[0]);
      const wide = isDense[at] && !isAlone ? at + 2 : end;
      if (wanted.has(search.wordsIn(letters.slice(at, wide).join(""))[0])) marks.fill(true, at, wide);
    }
    /** @type {{part: string, isFound: boolean}[]} */
    const parts = [];
    letters.forEach((letter, at) => {
      if (at && marks[at] === marks[at - 1]) parts[parts.length - 1].part += letter;
      else parts.push({ part: letter, isFound: marks[at] });
    });
    return parts;
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
