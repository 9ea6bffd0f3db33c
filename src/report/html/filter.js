"use strict";
(() => {
  const fields = ["q", "level", "rule", "source", "place"];
  const form = () => document.getElementById("filter");
  const field = (name) => form().elements.namedItem(name);
  const all = (what) => Array.from(document.querySelectorAll("main " + what));
  const show = () => {
    if (!form()) return;
    const articles = all("article");
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
    for (const group of all(".group")) group.hidden = group.querySelector("article") && !group.querySelector("article:not([hidden])");
    document.getElementById("none").hidden = shown > 0 || articles.length === 0;
    document.getElementById("count").textContent = shown + " of " + articles.length + " findings";
  };
  const write = () => {
    const state = new URLSearchParams();
    for (const name of fields) if (field(name).value) state.set(name, field(name).value);
    const text = state.toString();
    history.replaceState(null, "", text ? "#" + text : "#findings");
  };
  const fill = () => {
    if (!form()) return;
    form().hidden = false;
    const hash = location.hash.slice(1);
    const state = new URLSearchParams(hash.includes("=") ? hash : "");
    for (const name of fields) field(name).value = state.get(name) || "";
    show();
  };
  const read = () => {
    const hash = location.hash.slice(1);
    if (!hash.startsWith("f-")) return fill();
    const found = document.getElementById(hash);
    if (!found) return;
    if (found.hidden) { form().reset(); show(); }
    found.scrollIntoView();
    found.focus();
  };
  const own = (event) => event.target.closest("#filter");
  addEventListener("input", (event) => { if (own(event)) { write(); show(); } });
  addEventListener("submit", (event) => { if (own(event)) event.preventDefault(); });
  addEventListener("reset", (event) => { if (own(event)) setTimeout(() => { write(); show(); }); });
  addEventListener("hashchange", read);
  document.addEventListener("renewed", fill);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "/" && form()) { event.preventDefault(); field("q").focus(); return; }
    if (event.key !== "j" && event.key !== "k") return;
    const open = all("article").filter((article) => !article.hidden);
    const at = open.indexOf(document.activeElement.closest("article"));
    const next = open[Math.max(0, Math.min(open.length - 1, at + (event.key === "j" ? 1 : -1)))];
    if (next) { next.focus(); next.scrollIntoView({ block: "start" }); }
  });
  fill();
  read();
})();
