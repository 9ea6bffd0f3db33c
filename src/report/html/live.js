"use strict";
(() => {
  const root = document.documentElement;
  const read = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");
  const put = (place, from) => place.replaceChildren(...from.childNodes);

  // What has changed: the page is put in the place of the old one, part by part, and nothing that is being typed is lost.
  const typing = () => {
    const at = document.activeElement;
    return at && at.matches("details.accept input") && at.value !== "";
  };
  const opened = (details) => (details.closest("[id]") || root).id + "/" + details.querySelector("summary").textContent;
  const renew = async () => {
    const fresh = await read(await fetch(location.pathname + location.search, { cache: "no-store" }));
    const open = new Set(Array.from(document.querySelectorAll("details[open]"), opened));
    const at = document.activeElement;
    const place = at && at !== document.body && { id: at.id, form: at.form && at.form.id, name: at.name, text: at.selectionStart };
    for (const part of document.querySelectorAll("[data-live]")) {
      const other = fresh.querySelector("[data-live='" + part.dataset.live + "']");
      if (other) put(part, other);
    }
    for (const details of document.querySelectorAll("details")) if (open.has(opened(details))) details.open = true;
    root.dataset.edition = fresh.documentElement.dataset.edition;
    document.dispatchEvent(new Event("renewed"));
    if (place && document.activeElement === document.body) {
      const form = place.form && document.getElementById(place.form);
      const again = form ? form.elements.namedItem(place.name) : place.id && document.getElementById(place.id);
      if (again) {
        again.focus({ preventScroll: true });
        if (form && again.setSelectionRange && place.text !== null) again.setSelectionRange(place.text, place.text);
      }
    }
    check();
  };
  let busy = false;
  const look = async () => {
    if (busy || document.visibilityState === "hidden" || typing()) return;
    busy = true;
    try {
      const answer = await fetch("/edition", { cache: "no-store" });
      const edition = (await answer.text()).trim();
      if (answer.ok && edition !== root.dataset.edition) await renew();
      document.getElementById("down").hidden = answer.ok;
    } catch {
      document.getElementById("down").hidden = false;
    }
    busy = false;
  };
  setInterval(look, 250);
  addEventListener("visibilitychange", look);

  // Search while typing.
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  let asked = 0;
  search.addEventListener("input", async () => {
    const typed = search.elements.namedItem("q").value.trim();
    asked += 1;
    const mine = asked;
    if (!typed) return found.replaceChildren();
    try {
      const page = await read(await fetch("/search?" + new URLSearchParams({ q: typed })));
      const results = page.getElementById("results");
      if (mine === asked && results) put(found, results);
    } catch { /* The next letter asks again. */ }
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") found.replaceChildren();
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [search.elements.namedItem("q"), ...found.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (at >= 0 && stops[at]) { event.preventDefault(); stops[at].focus(); }
  });
  addEventListener("click", (event) => { if (!search.contains(event.target)) found.replaceChildren(); });

  // A draft is checked while it is written.
  const draft = document.getElementById("draft");
  let waiting = 0;
  let running = null;
  const check = async () => {
    if (!draft) return;
    const text = draft.elements.namedItem("text").value;
    if (running) running.abort();
    const mine = running = new AbortController();
    if (!text.trim()) return document.getElementById("answer").replaceChildren();
    const body = new URLSearchParams({ token: draft.elements.namedItem("token").value, text });
    try {
      const page = await read(await fetch("/draft", { method: "POST", body, signal: mine.signal }));
      const answer = page.getElementById("answer") || page.querySelector("main");
      if (mine === running && answer) put(document.getElementById("answer"), answer);
    } catch { /* Aborted by newer text, or there is no server, which the page says. */ }
  };
  if (draft) {
    draft.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(check, 200); });
    draft.addEventListener("submit", (event) => { event.preventDefault(); check(); });
  }
})();
