"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const articles = [...document.querySelectorAll("#list > details")];
  const texts = new Map();
  const fold = (text) => text.normalize("NFC").toLocaleLowerCase("fi");
  const textOf = (article) => {
    if (!texts.has(article)) {
      // Names are looked for in base form, too, which the marks tell.
      const notes = [...article.querySelectorAll("mark[data-n]")].map((mark) => mark.dataset.n);
      texts.set(article, fold([article.textContent, ...notes].join(" ")));
    }
    return texts.get(article);
  };
  const themesOf = (article) => [...article.querySelectorAll("summary .theme")].map((one) => one.textContent);

  const search = () => {
    const words = fold(byId("query").value).split(/\s+/).filter(Boolean);
    const theme = byId("theme") ? byId("theme").value : "";
    let shown = 0;
    for (const article of articles) {
      const fits = words.every((word) => textOf(article).includes(word)) &&
        (!theme || themesOf(article).includes(theme));
      article.hidden = !fits;
      if (fits) shown += 1;
    }
    byId("shown").textContent = String(shown);
  };

  const reveal = () => {
    const target = byId(location.hash.slice(1));
    if (!target || !articles.includes(target)) return;
    if (target.hidden) {
      byId("query").value = "";
      if (byId("theme")) byId("theme").value = "";
      search();
    }
    target.open = true;
    target.scrollIntoView();
    target.querySelector("summary").focus({ preventScroll: true });
  };

  const takeFocus = (event) => {
    const article = event.target;
    if (!article.open) return;
    for (const mark of article.querySelectorAll(".lk-text mark:not(.lk-on)")) mark.tabIndex = 0;
  };

  byId("search").hidden = false;
  byId("search").addEventListener("submit", (event) => event.preventDefault());
  byId("search").addEventListener("input", search);
  byId("list").addEventListener("toggle", takeFocus, true);
  window.addEventListener("hashchange", reveal);
  // A link to the place that is open already changes no hash.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#a"]');
    if (!link || link.getAttribute("href") !== location.hash) return;
    event.preventDefault();
    reveal();
  });
  reveal();
})();
