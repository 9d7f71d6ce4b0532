/* Before anything is painted: which language, light or dark. */
(() => {
  "use strict";
  const root = document.documentElement;
  const remembered = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // a browser may forbid remembering
    }
  };
  const preferred = navigator.languages?.find((tag) => /^(zh|en)\b/i.test(tag)) ?? "en";
  const language = remembered("site:language") ?? preferred.slice(0, 2).toLowerCase();
  root.classList.remove("no-script");
  root.dataset.language = language === "zh" ? "zh" : "en";
  root.lang = root.dataset.language === "zh" ? "zh-Hans" : "en";
  const theme = remembered("site:theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  // The permalink of an entry may be written with a hash, on any page: #dl-32.
  const entry = /^#([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(location.hash)?.[1];
  addEventListener("DOMContentLoaded", () => {
    if (entry && /(?:^|\/)(?:index\.html)?$/.test(location.pathname)) {
      const known = document.querySelectorAll("[data-entries]");
      const ids = [...known].flatMap((topic) => topic.dataset.entries.split(" "));
      if (ids.includes(entry)) location.replace(`${entry}.html`);
    }
  });
})();
