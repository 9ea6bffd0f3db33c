"use strict";
(() => {
  const form = document.getElementById("filter");
  const articles = Array.from(document.querySelectorAll("main article"));
  const groups = Array.from(document.querySelectorAll("main .group"));
  const fields = ["q", "level", "rule", "source", "place"];
  const field = (name) => form.elements.namedItem(name);
  form.hidden = false;
  const show = () => {
    const words = field("q").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const article of articles) {
      const has = (name, value) => !value || article.dataset[name] === value;
      const source = field("source").value;
      const fits = has("level", field("level").value) && has("rule", field("rule").value) &&
        has("place", field("place").value) &&
        (!source || article.dataset.sources.split("\n").includes(source)) &&
        words.every((word) => article.textContent.toLowerCase().includes(word));
      article.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const group of groups) group.hidden = !group.querySelector("article:not([hidden])");
    document.getElementById("none").hidden = shown > 0;
    document.getElementById("count").textContent = shown + " of " + articles.length + " findings";
  };
  const write = () => {
    const state = new URLSearchParams();
    for (const name of fields) if (field(name).value) state.set(name, field(name).value);
    const text = state.toString();
    history.replaceState(null, "", text ? "#" + text : "#findings");
  };
  const read = () => {
    const hash = location.hash.slice(1);
    if (hash.startsWith("f-")) {
      const found = document.getElementById(hash);
      if (found) {
        if (found.hidden) { form.reset(); show(); }
        found.scrollIntoView();
        found.focus();
      }
      return;
    }
    const state = new URLSearchParams(hash.includes("=") ? hash : "");
    for (const name of fields) field(name).value = state.get(name) || "";
    show();
  };
  form.addEventListener("input", () => { write(); show(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { write(); show(); }));
  addEventListener("hashchange", read);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "/") { event.preventDefault(); field("q").focus(); return; }
    if (event.key !== "j" && event.key !== "k") return;
    const open = articles.filter((article) => !article.hidden);
    const at = open.indexOf(document.activeElement.closest("article"));
    const next = open[Math.max(0, Math.min(open.length - 1, at + (event.key === "j" ? 1 : -1)))];
    if (next) { next.focus(); next.scrollIntoView({ block: "start" }); }
  });
  show();
  read();
})();
