// The stream of a page: opened, kept, resumed. It tells the other modules what happened as
// "jalon:live" events {live, name, data}; blocks.js and presence.js do the rest.
// Page: ui/live.html (one <p data-live> per topic). Without JavaScript it says when it was rendered.
const QUIET = 40_000; // a living stream beats every 15 s
const HIDDEN = 20_000; // a tab nobody sees gives its stream back (browsers allow six)
const NAMES = ["hello", "fact", "resync", "arrivals", "news", "presence", "pause", "live", "beat", "renew", "ended"];
const lives = new Map(); // topic → Live: one stream per topic and per tab

class Live {
  constructor(element) {
    Object.assign(this, { element, topic: element.dataset.live, token: element.dataset.liveToken });
    this.position = element.dataset.livePosition || "";
    this.asOf = element.dataset.liveAsOf;
    this.attempts = 0;
    this.open();
  }

  get url() {
    return document.body.dataset.liveUrl.replace(/\/$/, "");
  }

  async open() {
    this.close();
    this.over = false;
    const turn = (this.turn = (this.turn || 0) + 1);
    if (!this.token && !(await this.renew())) return;
    if (turn !== this.turn || this.over) return; // another opening, or an end, came meanwhile
    const query = new URLSearchParams({ sujet: this.token });
    if (this.position) query.set("depuis", this.position);
    this.source = new EventSource(`${this.url}/flux?${query}`);
    for (const name of NAMES) this.source.addEventListener(name, (event) => this.heard(name, event));
    this.source.onerror = () => this.failed();
    this.heardAt = Date.now();
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = this.timer = null;
  }

  heard(name, event) {
    this.heardAt = Date.now();
    this.position = event.lastEventId || this.position;
    const data = JSON.parse(event.data);
    if (name === "hello") Object.assign(this, { ...data, attempts: 0 });
    if (name === "hello" || name === "live") this.show("live");
    if (name === "beat" || name === "fact") this.asOf = clock();
    if (name === "pause") this.show("waiting");
    if (name === "renew") this.again(0);
    if (name === "ended") this.end(data.reason);
    else this.tell(name, data);
  }

  failed() {
    this.show("waiting");
    this.tell("lost", {});
    // The browser comes back by itself, unless the answer was a refusal: then ask for a new token.
    if (this.source?.readyState === EventSource.CLOSED) this.again(this.attempts ? this.delay() : 0);
  }

  delay() {
    return Math.min(30_000, 1000 * 2 ** this.attempts) * (0.5 + Math.random());
  }

  again(delay) {
    this.close();
    this.token = "";
    this.attempts = Math.min(this.attempts + 1, 5);
    this.timer = setTimeout(() => this.open(), delay);
  }

  /** A fresh token, if the session and the right still stand. */
  async renew() {
    const turn = this.turn;
    try {
      const answer = await fetch(this.element.dataset.liveRenew, { headers: { Accept: "application/json" } });
      if (turn !== this.turn) return false;
      if (answer.redirected || answer.status === 401) return this.end("session");
      if (answer.status === 403 || answer.status === 404) return this.end("rights");
      if (!answer.ok) throw new Error(String(answer.status));
      this.token = (await answer.json()).token;
      return true;
    } catch {
      if (turn === this.turn) this.again(this.delay());
      this.show("waiting");
      return false;
    }
  }

  /** No more: what is on screen may no longer be seen. */
  end(reason) {
    this.over = true;
    this.close();
    this.show("ended");
    this.tell("ended", { reason });
    return false;
  }

  show(state) {
    if (state === "live") this.asOf = clock();
    const text = this.element.dataset[`live${state[0].toUpperCase()}${state.slice(1)}`] || "";
    this.element.dataset.liveState = state;
    this.element.textContent = text.replace("%s", this.asOf);
  }

  tell(name, data) {
    document.dispatchEvent(new CustomEvent("jalon:live", { detail: { live: this, name, data } }));
  }

  /** After a sleep, a cut or a return: is this stream still what it says? */
  check(quiet = QUIET) {
    if (this.over || document.hidden || !navigator.onLine) return;
    if (!this.source && !this.timer) this.open();
    else if (this.source && Date.now() - this.heardAt > quiet) this.open();
  }

  /** Leave quietly; `check` comes back from the same position. */
  rest() {
    this.close();
    this.turn = (this.turn || 0) + 1;
    this.tell("lost", {});
  }
}

function clock() {
  const now = new Date();
  return `${now.getHours()} h ${String(now.getMinutes()).padStart(2, "0")}`;
}

/** One stream per topic on the page; those of elements that left are closed. */
function scan() {
  for (const [topic, live] of lives) {
    if (live.element.isConnected) continue;
    live.over = true;
    live.rest();
    lives.delete(topic);
  }
  for (const element of document.querySelectorAll("[data-live]")) {
    const topic = element.dataset.live;
    if (topic && !lives.has(topic)) lives.set(topic, new Live(element));
  }
}

const each = (act) => lives.forEach(act);
let hiddenTimer;
function seen() {
  clearTimeout(hiddenTimer);
  if (document.hidden) hiddenTimer = setTimeout(() => each((live) => live.rest()), HIDDEN);
  else each((live) => live.check(20_000));
}
document.addEventListener("visibilitychange", seen);
addEventListener("pagehide", () => each((live) => live.rest())); // a page with a stream is not kept for "back"
addEventListener("pageshow", (event) => event.persisted && each((live) => live.check(0)));
addEventListener("online", () => each((live) => !live.over && live.open()));
addEventListener("offline", () => each((live) => !live.over && live.show("waiting")));
setInterval(() => each((live) => live.check()), 10_000);
document.addEventListener("htmx:afterSettle", scan);
scan();
seen();
