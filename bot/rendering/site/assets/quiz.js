/* The quiz: think, look, grade yourself; or pick an option. All by keyboard, all remembered here. */
(() => {
  "use strict";
  const { answerable, both, isTyping, make, marks, progress, said, storage, typeset, word } = site;
  const options = document.getElementById("options");
  const place = document.getElementById("card");
  const keys = document.getElementById("keys");
  const GRADES = ["again", "hard", "good", "easy"];
  const asked = new Set();
  const state = { id: null, revealed: false, graded: false };

  const shuffled = (row) => {
    const left = [...row];
    for (let i = left.length - 1; i > 0; i -= 1) {
      const j = Math.floor(Math.random() * (i + 1));
      [left[i], left[j]] = [left[j], left[i]];
    }
    return left;
  };

  const mode = () => new FormData(options).get("mode");

  /** The questions that fit the form. */
  function pool() {
    const topic = new FormData(options).get("topic");
    return Object.keys(siteData.cards).filter(
      (id) =>
        (!topic || siteData.cards[id].topic === topic) &&
        (mode() === "recall" || siteData.drill[id].choices.length),
    );
  }

  /** What comes next: what is due, then what is new, then what is known least. */
  function choose() {
    const all = progress.load();
    const now = Date.now();
    const rank = (id) => {
      if (!all[id]) return 1;
      return all[id].due <= now ? 0 : 2 + all[id].box;
    };
    const left = shuffled(pool().filter((id) => !asked.has(id)));
    return left.sort((a, b) => rank(a) - rank(b))[0] ?? null;
  }

  function measure() {
    const all = progress.load();
    const ids = pool();
    const counts = { known: 0, learning: 0, new: 0 };
    for (const id of ids) counts[progress.state(id, all)] += 1;
    const bar = make("div", { className: "bar" });
    for (const kind of ["known", "learning"]) {
      const part = make("span", { className: kind });
      part.style.width = `${(100 * counts[kind]) / Math.max(ids.length, 1)}%`;
      bar.append(part);
    }
    bar.setAttribute("aria-hidden", "true");
    const words = Object.entries(counts).map(([kind, count]) =>
      make("span", { className: kind }, ...said(kind), ` ${count}`),
    );
    document.getElementById("progress").replaceChildren(bar, make("p", {}, ...words));
    document.getElementById("unkept").hidden = storage.works;
  }

  const button = (name, key, action, properties = {}) => {
    const content = [...said(name), " ", make("kbd", {}, key)];
    const held = make("button", { type: "button", ...properties }, ...content);
    held.addEventListener("click", action);
    return held;
  };

  const heading = () => make("p", { className: "eyebrow" }, ...marks(siteData.cards[state.id]));

  function recall() {
    const card = siteData.cards[state.id];
    place.replaceChildren(
      heading(),
      make("h2", {}, ...both(card.question)),
      make(
        "p",
        { className: "actions" },
        button("reveal", "␣", reveal, { className: "primary" }),
        button("skip", "n", next, { className: "quiet" }),
      ),
    );
  }

  function reveal() {
    if (state.revealed || mode() !== "recall" || !state.id) return;
    state.revealed = true;
    const card = siteData.cards[state.id];
    const points = siteData.drill[state.id].points.map((point) =>
      make(
        "li",
        {},
        make(
          "label",
          {},
          make("input", { type: "checkbox" }),
          " ",
          make("span", {}, ...both(point)),
        ),
      ),
    );
    const grades = GRADES.map((name, i) =>
      button(name, String(i + 1), () => grade(i + 1), { className: name }),
    );
    place
      .querySelector(".actions")
      .replaceWith(
        make("div", { className: "short" }, make("p", {}, ...both(card.short))),
        make("ul", { className: "checklist" }, ...points),
        make("p", {}, make("a", { href: `${state.id}.html` }, ...said("open-answer"))),
        make(
          "div",
          { className: "actions grades", role: "group", ariaLabel: word("grade"), tabIndex: -1 },
          ...grades,
        ),
      );
    typeset(place);
    place.querySelector(".grades").focus({ preventScroll: true });
  }

  function pick() {
    const choices = siteData.drill[state.id].choices;
    const choice = choices[Math.floor(Math.random() * choices.length)];
    const field = make(
      "fieldset",
      { className: "choice" },
      make("legend", {}, ...both(choice.stem)),
    );
    choice.options.forEach(([zh, en, correct], i) => {
      const option = make(
        "button",
        { type: "button", className: "option" },
        make("kbd", {}, String(i + 1)),
        " ",
        ...both([zh, en]),
      );
      option.dataset.correct = correct ? "yes" : "no";
      field.append(option);
    });
    const verdict = make("b", { className: "verdict" });
    Object.assign(verdict.dataset, {
      rightZh: siteData.words.zh.correct,
      rightEn: siteData.words.en.correct,
      wrongZh: siteData.words.zh.wrong,
      wrongEn: siteData.words.en.wrong,
    });
    field.append(make("p", { className: "why", hidden: true }, verdict, " ", ...both(choice.why)));
    const link = make(
      "a",
      { href: `${state.id}.html` },
      ...both(siteData.cards[state.id].question),
    );
    const source = make("p", { className: "from", hidden: true }, link);
    const forward = button("next", "n", next, { className: "primary" });
    place.replaceChildren(heading(), field, source, make("p", { className: "actions" }, forward));
    answerable(field, (right) => {
      state.graded = true;
      source.hidden = false;
      progress.grade(state.id, right ? 3 : 1, Date.now());
      measure();
      typeset(place);
      forward.focus();
    });
  }

  function grade(value) {
    if (!state.revealed || state.graded) return;
    state.graded = true;
    progress.grade(state.id, value, Date.now());
    if (value === 1) asked.delete(state.id); // it comes again, after what is new
    next();
  }

  function show(id) {
    Object.assign(state, { id, revealed: false, graded: false });
    measure();
    if (!id) {
      const over = button("start-over", "n", next, { className: "primary" });
      asked.clear();
      place.replaceChildren(
        make("p", {}, ...said("nothing-left")),
        make("p", { className: "actions" }, over),
      );
      return;
    }
    asked.add(id);
    if (mode() === "recall") recall();
    else pick();
    typeset(place);
  }

  const next = () => show(choose());

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || keys.open)
      return;
    const onButton =
      /^(?:button|a)$/i.test(event.target.tagName) || event.target.type === "checkbox";
    const number = Number(event.key);
    if (event.key === " " && !onButton) reveal();
    else if (event.key === "n") next();
    else if (event.key === "?") keys.showModal();
    else if (number >= 1 && number <= 4 && mode() === "recall") grade(number);
    else if (number >= 1 && mode() === "pick")
      place.querySelectorAll(".option")[number - 1]?.click();
    else return;
    event.preventDefault();
  }

  function anew() {
    asked.clear();
    storage.set("site:quiz", JSON.stringify(Object.fromEntries(new FormData(options))));
    next();
  }

  /** What the form was left at, what the address asks for, and the question it names. */
  function begin() {
    let left = {};
    try {
      left = JSON.parse(storage.get("site:quiz") ?? "{}") ?? {};
    } catch {
      left = {};
    }
    const address = new URLSearchParams(location.search);
    const topic = address.get("topic") ?? left.topic ?? "";
    const known = [...options.elements.topic.options].some((option) => option.value === topic);
    options.elements.topic.value = known ? topic : "";
    options.elements.mode.value = (address.get("mode") ?? left.mode) === "pick" ? "pick" : "recall";
    const entry = address.get("entry");
    if (!Object.hasOwn(siteData.cards, entry)) return next();
    options.elements.topic.value = "";
    options.elements.mode.value = "recall";
    return show(entry);
  }

  options.addEventListener("change", anew);
  options.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", press);
  document.getElementById("help").addEventListener("click", () => keys.showModal());
  const reset = document.getElementById("reset");
  reset.addEventListener("click", () => {
    if (confirm(reset.dataset[site.language() === "zh" ? "sureZh" : "sureEn"])) {
      progress.clear();
      anew();
    }
  });
  begin();
})();
