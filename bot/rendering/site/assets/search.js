/* The search of the first page: the bot's matcher, over the deck that was exported. */
(() => {
  "use strict";
  const { both, known, language, make, marks, said, typeset } = site;
  const LISTED = 8;
  const WORTH_NAMING = 0.1; // below, "the nearest" has nothing to do with the question
  const WORTH_LISTING = 0.05; // below, what else was found has nothing to do with it
  const WORTH_ASKING = 0.01; // below, it is not what was meant
  const PAUSE = 140; // milliseconds without a key before searching
  const STEP = 12; // milliseconds of work after which the page may do something else
  const input = document.getElementById("q");
  const results = document.getElementById("results");
  const overview = document.getElementById("overview");
  let matcher = null;

  /** The data are large, so they are fetched after the page is shown. */
  const ready = new Promise((resolve, reject) => {
    const script = make("script", { src: "assets/data-search.js" });
    script.addEventListener("load", () => work(Matcher.make(siteData.search.matching), resolve));
    script.addEventListener("error", reject);
    requestAnimationFrame(() => setTimeout(() => document.head.append(script)));
  });
  ready.then((made) => {
    matcher = made;
  });
  site.ready = ready;

  /** Take steps until they come to something, and never so many at once that the page halts. */
  function work(steps, done) {
    const until = performance.now() + STEP;
    while (performance.now() < until) {
      const step = steps.next();
      if (step.done) {
        done(step.value);
        return;
      }
    }
    setTimeout(() => work(steps, done));
  }

  function item(id) {
    const card = siteData.cards[id];
    const about = make("span", { className: "about" }, ...marks(card));
    const link = make("a", { href: `${id}.html` }, ...both(card.question));
    const held = make("li", { className: "question" }, link, " ", about);
    held.dataset.entry = id;
    return held;
  }

  const list = (ids) => make("ul", { className: "questions" }, ...ids.map(item));
  const say = (name, values) => make("p", { className: "says" }, ...said(name, values));

  function answer(id) {
    const card = siteData.cards[id];
    return make(
      "article",
      { className: "answer" },
      make("h2", {}, make("a", { href: `${id}.html` }, ...both(card.question))),
      make("p", {}, ...both(card.short)),
      make("p", {}, make("a", { className: "button", href: `${id}.html` }, ...said("open-answer"))),
    );
  }

  const worth = (least, matches) =>
    matches.filter((match) => match.score >= least).map((match) => match.id);

  function found({ matches, also }, listed) {
    const first = matches[0].id;
    const parts = [answer(first)];
    if (also.length) parts.push(say("two"), list(also));
    const rest = worth(WORTH_LISTING, listed).filter((id) => id !== first && !also.includes(id));
    if (rest.length) parts.push(make("h3", {}, ...said("related")), list(rest));
    return parts;
  }

  function notFound({ outside, matches }) {
    if (outside === null) return [say("not-in-deck"), ...nearest(worth(WORTH_NAMING, matches))];
    const [zh, en, near] = siteData.search.outside[outside];
    return [say(near ? "outside" : "outside-far", [zh, en]), ...nearest(near ? [near] : [])];
  }

  const nearest = (ids) => (ids.length ? [make("h2", {}, ...said("nearest")), list(ids)] : []);

  function show(text) {
    const asked = text.trim();
    const outcome = asked ? matcher.match(asked) : null;
    results.hidden = !asked;
    overview.hidden = Boolean(asked) && outcome.outcome !== "not_found"; // then: what there is
    if (!asked) return;
    results.dataset.outcome = outcome.outcome;
    if (outcome.outcome === "found") {
      results.replaceChildren(...found(outcome, matcher.search(asked, LISTED)));
    } else if (outcome.outcome === "unsure") {
      results.replaceChildren(say("unsure"), list(worth(WORTH_ASKING, outcome.matches)));
    } else {
      results.replaceChildren(...notFound(outcome));
    }
    typeset(results);
    known();
  }

  function remember(text) {
    const query = text.trim() ? `?q=${encodeURIComponent(text.trim())}` : "";
    try {
      history.replaceState(null, "", `${location.pathname}${query}`);
    } catch {
      // a browser may refuse that for a page from a folder; the search works all the same
    }
  }

  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      await ready;
      show(input.value);
      remember(input.value);
    }, PAUSE);
  });

  async function ask(text) {
    clearTimeout(waiting);
    input.value = text;
    await ready;
    show(text);
    remember(text);
  }

  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    ask(input.value);
  });
  /** Go through the links of what was found with the arrow keys. */
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = [input, ...results.querySelectorAll("h2 a, .question a")];
    const place = row.indexOf(document.activeElement);
    if (!step || place < 0 || results.hidden) return;
    row[Math.max(0, Math.min(place + step, row.length - 1))].focus();
    event.preventDefault();
  });
  for (const chip of document.querySelectorAll("#examples .chip")) {
    chip.addEventListener("click", () => ask(chip.dataset[language()]));
  }
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) ask(asked);
  else if (matchMedia("(pointer: fine)").matches) input.focus({ preventScroll: true });
})();
