/* From a page of the book to the questions that it answers: book.html#p-258. */
(() => {
  "use strict";
  const { known, make, said, typeset } = site;
  const form = document.getElementById("page");
  const input = document.getElementById("number");
  const found = document.getElementById("found");
  const sections = [...document.getElementById("sections").content.querySelectorAll("p")];

  const within = (page, range) => {
    const [first, last = first] = range.split("-").map(Number);
    return first <= page && page <= last;
  };

  /** The narrowest section that holds a page: of several the one that begins last. */
  function sectionOf(page) {
    const holding = sections.filter(
      ({ dataset }) => Number(dataset.first) <= page && page <= Number(dataset.last),
    );
    const depth = (section) => section.textContent.trim().split(" ")[0].split(".").length;
    holding.sort((a, b) => depth(a) - depth(b) || a.dataset.first - b.dataset.first);
    return holding.at(-1);
  }

  function citing(page) {
    const items = new Map();
    for (const item of document.querySelectorAll(".group .question[data-pages]")) {
      const cites = item.dataset.pages.split(" ").some((range) => within(page, range));
      if (cites && !items.has(item.dataset.entry)) items.set(item.dataset.entry, item);
    }
    return [...items.values()].map((item) => item.cloneNode(true));
  }

  function show(page) {
    found.hidden = !page;
    if (!page) return;
    const section = sectionOf(page);
    const heading = make("h2", {}, ...said("on-page", [page, page]));
    if (section) heading.append(" · ", ...section.cloneNode(true).childNodes);
    const items = citing(page);
    const held = items.length
      ? make("ul", { className: "questions" }, ...items)
      : make("p", {}, ...said("empty-page"));
    found.replaceChildren(heading, held);
    typeset(found);
    known();
  }

  const asked = () => Number(/^#p-(\d{1,4})$/.exec(location.hash)?.[1] ?? 0);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (Number(input.value) === asked()) show(asked());
    else location.hash = input.value ? `p-${Number(input.value)}` : "";
  });
  const look = () => {
    if (asked()) input.value = asked();
    show(asked());
  };
  addEventListener("hashchange", look);
  look();
})();
