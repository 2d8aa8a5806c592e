// Who else is here, and what I am doing. Shown in [data-live-presence] and, for those who write,
// beside the block they write in. Names come with the stream and leave with it.
const STILL = 10_000; // without a keystroke, I no longer write
const AGAIN = 8_000; // while I write, say so again
let said = { state: "viewing", block: "", at: 0 };
let still;
let current;

document.addEventListener("jalon:live", ({ detail: { live, name, data } }) => {
  if (name === "hello") {
    current = live;
    said = { state: "viewing", block: "", at: 0 };
    if (document.hidden) say("gone");
  }
  if (name === "presence") show(data.people.filter((person) => person.key !== live.me), data.count, live);
  if (name === "lost" || name === "ended") show([], 0, live);
});

function show(people, count, live) {
  const words = live.element.dataset;
  const place = document.querySelector("[data-live-presence]");
  const lines = people.map((person) => {
    const text = person.state === "typing" ? words.liveTyping : words.liveViewing;
    return text.replace("%s", `${person.name} (${person.organisation})`);
  });
  if (count > people.length + 1) lines.push(words.liveOthers.replace("%s", count - people.length - 1));
  place?.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  if (place) place.hidden = !lines.length;
  document.querySelectorAll(".j-live-typing").forEach((mark) => mark.remove());
  for (const person of people) if (person.state === "typing") mark(person, words);
}

function mark(person, words) {
  const block = person.block && document.querySelector(`[data-bloc="${CSS.escape(person.block)}"]`);
  if (!block) return;
  const line = document.createElement("p");
  line.className = "j-live-typing j-muted";
  line.textContent = words.liveTypingHere.replace("%s", person.name);
  block.prepend(line);
}

/** Tell the others, unless they know: one short text, no preflight, survives the end of the page. */
function say(state, block = "") {
  if (!current?.ticket || current.over) return;
  const known = said.state === state && said.block === block;
  if (known && (state !== "typing" || Date.now() - said.at < AGAIN)) return;
  said = { state, block, at: Date.now() };
  const body = JSON.stringify({ ticket: current.ticket, state, block });
  fetch(`${current.url}/presence`, { method: "POST", body, keepalive: true }).catch(() => {});
}

document.addEventListener("input", (event) => {
  const block = event.target.closest?.("[data-bloc]");
  if (!block || event.target.type === "search") return;
  say("typing", block.dataset.bloc);
  clearTimeout(still);
  still = setTimeout(() => say("viewing"), STILL);
});
document.addEventListener("submit", () => {
  clearTimeout(still);
  say("viewing");
});
document.addEventListener("visibilitychange", () => say(document.hidden ? "gone" : "viewing"));
