/**
 * What readers read of a story on its page, for phrases and for the lines in which the words stand (as in newsgen's
 * excerpts.py), and marks on the words that were looked for.
 */
(function (search) {
  "use strict";

  /** Letters of a text around a word that was found. */
  const AROUND = 220;
  /** Elements that part no words; as in newsgen's markup.py. */
  const AMID_WORDS =
    "a, abbr, b, bdi, bdo, big, cite, code, data, del, dfn, em, font, i, ins, kbd, mark, q, rb, rp, rt, ruby, s, samp, small, " +
    "span, strike, strong, sub, time, tt, u, var, wbr";
  /** What is no part of a story where it stands outside its text. */
  const BESIDE = "nav, aside, footer, form, article, time, .beside";
  const RUN = /[\p{L}\p{N}\p{M}]+/gu;

  /**
   * What readers read of a story on its page, and what its head says of it.
   * @param {string} address
   * @returns {Promise<PageText>}
   */
  async function textAt(address) {
    const response = await fetch(address);
    const page = new DOMParser().parseFromString(response.ok ? await response.text() : "", "text/html");
    page.querySelectorAll("script, style, template").forEach((each) => each.remove());
    // The sign that leads to a note parts no phrase, and is no part of the word before it.
    page.querySelectorAll("sup > a:first-child").forEach((each) => each.parentElement?.remove());
    const main = page.querySelector("main");
    if (!main) return { story: "", beside: [], parts: [] };
    // The element `article` that has the text, or else the headline; everything where there is none.
    const wanted = main.querySelector(".text") ? ".text" : "h1";
    const around = [...main.querySelectorAll("article")].find((each) => each.querySelector(wanted)) || main;
    const text = around.querySelector(".text");
    text?.replaceWith(page.createElement("hr"));
    /** @param {string} selector */
    const all = (selector, within = around) => [...within.querySelectorAll(selector)];
    /** @param {string} attribute */
    const said = (attribute) => (/** @type {Element} */ each) => oneLine(each.getAttribute(attribute) || "");
    const names = all("a[rel~=tag], a[rel~=author]").map(plainText);
    all(BESIDE).forEach((each) => each.replaceWith(page.createElement("hr")));
    const story = plainText(text || around);
    const summary = all("meta[name=description]", page.head).map(said("content"));
    const shown = [...summary, ...all("img").map(said("alt"))];
    const beside = [...shown, ...all("figcaption, .standfirst, .corrections").map(plainText)];
    const sections = all("meta[property='article:section']", page.head).map(said("content"));
    // Above and below the text each piece is another part: a kicker, a caption, whose picture it is.
    const pieces = text ? piecesOf(around) : [];
    return { story, beside: beside.filter(Boolean), parts: [story, ...shown, ...sections, ...names, ...pieces] };
  }

  /** @param {Node} node */
  function piecesOf(node) {
    /** @type {string[]} */
    const pieces = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) pieces.push(walker.currentNode.nodeValue || "");
    return pieces;
  }

  /** @param {string} text */
  const oneLine = (text) => text.replace(/\s+/g, " ").trim();

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
    return oneLine([copy.textContent, ...readings].join(" "));
  }

  /**
   * The lines of a page in which a phrase stands, or most of the words: of its story, or of what is beside.
   * @param {PageText} page
   * @param {Set<string>} words
   * @param {string[]} phrases
   * @returns {string}
   */
  function snippetOf({ story, beside }, words, phrases) {
    const texts = [story, ...beside];
    const said = phrases.length ? texts.find((text) => search.hasPhrase(search.comparedText(text), phrases[0])) : "";
    if (said) return cutAround(said, placeOfPhrase(said, phrases[0]));
    const runs = texts.map((text) => [...text.matchAll(RUN)].filter(([run]) => isWanted(run, words)));
    const counts = runs.map((each) => new Set(each.map(([run]) => run.toLowerCase())).size);
    const number = counts[0] ? 0 : counts.indexOf(Math.max(...counts));
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

  Object.assign(search, /** @satisfies {Partial<Parts>} */ ({ textAt, snippetOf, markIn }));
})(newsgenSearch);
