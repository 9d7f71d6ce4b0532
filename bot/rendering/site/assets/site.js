/* What every page does: two languages, light and dark, formulas, checklists, choice questions. */
(() => {
  "use strict";
  const root = document.documentElement;
  const LANGUAGES = { zh: "zh-Hans", en: "en" };
  const SPARE = 20; // pixels for the comma after a formula

  /** What is kept between visits; where that is forbidden, until the page is left. */
  const storage = {
    works: true,
    kept: new Map(),
    get(key) {
      try {
        return localStorage.getItem(key);
      } catch {
        this.works = false;
        return this.kept.get(key) ?? null;
      }
    },
    set(key, value) {
      this.kept.set(key, value);
      try {
        localStorage.setItem(key, value);
      } catch {
        this.works = false;
      }
    },
  };

  /** How well each entry is known: a Leitner box, and the day on which to ask again. */
  const progress = {
    key: `site:${root.dataset.deck}:progress`,
    DAYS: [0, 1, 3, 7, 16, 35, 90],
    KNOWN: 3,
    SOON: 600000, // milliseconds until what was forgotten is asked again
    load() {
      try {
        const found = JSON.parse(storage.get(this.key) ?? "{}");
        return found !== null && typeof found === "object" ? found : {};
      } catch {
        return {}; // somebody else's, or cut off
      }
    },
    /** Grade 1 (forgotten) to 4 (easy), at a time in milliseconds. */
    grade(id, grade, now) {
      const all = this.load();
      const box = all[id]?.box ?? 0;
      const next = [0, Math.max(box, 1), box + 1, box + 2][grade - 1];
      const kept = Math.min(next, this.DAYS.length - 1);
      all[id] = { box: kept, due: now + (this.DAYS[kept] * 86400000 || this.SOON) };
      storage.set(this.key, JSON.stringify(all));
    },
    clear() {
      storage.set(this.key, "{}");
    },
    state(id, all = this.load()) {
      if (!all[id]) return "new";
      return all[id].box >= this.KNOWN ? "known" : "learning";
    },
  };

  const language = () => root.dataset.language;

  /** One of our own words, in the language of the page. */
  const word = (name) => siteData.words[language()][name];

  /** One of our own words in both languages, with [Chinese, English] in the place of its %. */
  const said = (name, [zh, en] = ["", ""]) =>
    Object.entries({ zh, en }).map(([one, value]) => {
      const text = siteData.words[one][name].replace("%", () => value);
      return make("span", { className: one, lang: LANGUAGES[one] }, text);
    });

  /** Make an element: make("p", {className: "x"}, "text", child …). */
  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  /** Both languages of what the export has written as HTML: [Chinese, English]. */
  function both([zh, en], tag = "span") {
    return Object.entries({ zh, en }).map(([name, html]) =>
      make(tag, { className: name, lang: LANGUAGES[name], innerHTML: html }),
    );
  }

  /** What stands beside a question: its number and its level, in circles and for who hears it. */
  function marks({ number, level }) {
    const circles = "●".repeat(level) + "○".repeat(3 - level);
    return [
      ...(number ? [make("span", { className: "number" }, String(number))] : []),
      make(
        "span",
        { className: "level" },
        make("span", { ariaHidden: "true" }, circles),
        make("span", { className: "hidden" }, ...said(`level-${level}`)),
      ),
    ];
  }

  /** Set the formulas in sight; those of the other language follow when it is chosen. */
  function typeset(part = document.body) {
    const other = language() === "zh" ? ".en" : ".zh";
    const found = [...part.querySelectorAll(".math:not([data-set])")];
    const inSight = found.filter((element) => !element.closest(other));
    for (const element of inSight) {
      element.dataset.set = "yes";
      const displayMode = element.classList.contains("display");
      katex.render(element.dataset.latex, element, { displayMode, throwOnError: false });
    }
    fit(part);
  }

  /** Fit formulas into their lines; what is out of sight has no width yet, and is left alone. */
  function fit(part) {
    const inline = part.querySelectorAll(".math[data-set]:not(.display, .wide)");
    // First all is measured, then changed: by turns, the page would be laid out as many times.
    const measured = Array.from(inline, (element) => ({ element, ...measure(element) }));
    for (const { element, whole, widest, room } of measured) {
      if (!whole) continue;
      const scrolls = element.closest(".scroll"); // a table has room to the side
      if (widest + SPARE > room && !scrolls) element.classList.add("wide");
      else if (!element.matches(".joined")) keepTogether(element, whole > room / 2);
    }
    const alone = Array.from(part.querySelectorAll(".math:is(.display, .wide)"), (element) => ({
      element,
      scrolls: element.scrollWidth > element.clientWidth,
    }));
    for (const { element, scrolls } of alone) {
      if (scrolls) element.tabIndex = 0; // so that keys can scroll it
      else element.removeAttribute("tabindex");
    }
  }

  /** The widths of a formula, of its widest part that cannot be broken, and of where it stands. */
  function measure(element) {
    const widths = [...element.querySelectorAll(".katex-base")].map((base) => base.offsetWidth);
    const whole = widths.reduce((sum, width) => sum + width, 0);
    const around = element.closest("label > span, p, li, td, th, legend, h1, h2, a, button, div");
    return { whole, widest: Math.max(0, ...widths), room: around?.clientWidth || Infinity };
  }

  const CLOSING = /^[，。；：、！？）」』”’.,;:!?)\]]+/;
  const OPENING = /[（「『“‘([]+$/;

  /**
   * Let no line begin with the comma after a formula, or end with the bracket before it. A long
   * formula may be broken, so that only its last part is kept together with the comma.
   */
  function keepTogether(element, long) {
    const { previousSibling: before, nextSibling: after } = element;
    const text = (node) => (node?.nodeType === 3 ? node.data : "");
    const closing = CLOSING.exec(text(after))?.[0] ?? "";
    const opening = long ? "" : (OPENING.exec(text(before))?.[0] ?? "");
    element.classList.add("joined");
    if (!closing && !opening) return;
    const first = long
      ? [...element.querySelectorAll(".katex-html > .katex-base")].at(-1)
      : element;
    const kept = make("span", { className: "kept" });
    first.before(kept);
    kept.append(opening, first, make("span", { className: "mark-after" }, closing));
    if (opening) before.data = before.data.slice(0, -opening.length);
    if (closing) after.data = after.data.slice(closing.length);
  }

  function speak(name) {
    root.dataset.language = name;
    root.lang = LANGUAGES[name];
    const title = root.dataset[name === "zh" ? "titleZh" : "titleEn"];
    document.title = title;
    for (const element of document.querySelectorAll("[data-placeholder-zh]")) {
      element.placeholder = element.dataset[name === "zh" ? "placeholderZh" : "placeholderEn"];
    }
    for (const element of document.querySelectorAll("[data-label-zh]")) {
      element.ariaLabel = element.dataset[name === "zh" ? "labelZh" : "labelEn"];
    }
    for (const element of document.querySelectorAll("option[data-zh]")) {
      element.textContent = element.dataset[name];
    }
    typeset();
    document.dispatchEvent(new Event("site:language"));
  }

  function switches() {
    document.getElementById("language").addEventListener("click", () => {
      const name = language() === "zh" ? "en" : "zh";
      storage.set("site:language", name);
      speak(name);
    });
    const theme = document.getElementById("theme");
    const dark = () =>
      root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
    const say = () => theme.setAttribute("aria-pressed", String(dark()));
    theme.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      storage.set("site:theme", root.dataset.theme);
      say();
    });
    say();
  }

  function checklist() {
    const boxes = [...document.querySelectorAll(".checklist input")];
    const tally = document.querySelector(".tally");
    const count = () => {
      const made = boxes.filter((box) => box.checked).length;
      tally.textContent = `${made} / ${boxes.length}`;
    };
    for (const box of boxes) box.addEventListener("change", count);
    if (tally) count();
  }

  /** Let a choice question be answered once; tell `done` whether rightly. */
  function answerable(field, done = () => {}) {
    const options = [...field.querySelectorAll(".option")];
    const why = field.querySelector(".why");
    const verdict = why.querySelector(".verdict");
    const pick = (picked) => {
      const right = picked.dataset.correct === "yes";
      for (const option of options) {
        option.disabled = true;
        if (option.dataset.correct === "yes") option.classList.add("right");
      }
      if (!right) picked.classList.add("wrong");
      verdict.replaceChildren(
        ...both([
          verdict.dataset[right ? "rightZh" : "wrongZh"],
          verdict.dataset[right ? "rightEn" : "wrongEn"],
        ]),
      );
      why.hidden = false;
      done(right);
    };
    for (const option of options) option.addEventListener("click", () => pick(option));
  }

  function tools() {
    const done = (button) => {
      const before = [...button.childNodes];
      button.replaceChildren(...both([button.dataset.doneZh, button.dataset.doneEn]));
      setTimeout(() => button.replaceChildren(...before), 1600);
    };
    document.getElementById("print")?.addEventListener("click", () => print());
    const copy = document.getElementById("copy");
    copy?.addEventListener("click", async () => {
      const link =
        document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
      try {
        await navigator.clipboard.writeText(link);
        done(copy);
      } catch {
        prompt("", link); // a page from a folder may not write to the clipboard everywhere
      }
    });
  }

  function known() {
    const all = progress.load();
    for (const item of document.querySelectorAll(".question[data-entry]")) {
      item.dataset.state = progress.state(item.dataset.entry, all);
    }
    for (const topic of document.querySelectorAll("[data-entries]")) {
      const ids = topic.dataset.entries.split(" ");
      const share = ids.filter((id) => progress.state(id, all) === "known").length / ids.length;
      topic.querySelector(".meter span").style.width = `${100 * share}%`;
    }
  }

  const isTyping = (element) =>
    /^(?:input|select|textarea)$/i.test(element.tagName) &&
    element.type !== "checkbox" &&
    element.type !== "radio";

  function keys() {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "/" && !isTyping(event.target)) {
        document.querySelector("[data-search]")?.focus();
        event.preventDefault();
      }
    });
  }

  globalThis.site = {
    answerable,
    both,
    isTyping,
    known,
    language,
    make,
    marks,
    progress,
    said,
    speak,
    storage,
    typeset,
    word,
  };
  switches();
  // Formulas are wider or narrower once their fonts are there.
  document.fonts.addEventListener("loadingdone", () => fit(document.body));
  checklist();
  for (const field of document.querySelectorAll(".choices .choice")) answerable(field);
  tools();
  known();
  keys();
  speak(language());
})();
