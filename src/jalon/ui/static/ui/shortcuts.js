// Keyboard: / search, j k in lists, e new event, ? help. Off inside fields, and when turned off.
const KEY = "jalon-shortcuts";
const help = document.getElementById("keyboard-help");
const toggle = document.getElementById("shortcuts-on");

toggle.checked = localStorage.getItem(KEY) !== "off";
toggle.addEventListener("change", () => {
  if (toggle.checked) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, "off");
});

function typing(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

function move(step) {
  const items = [...document.querySelectorAll("[data-list-item]")].filter((item) => item.offsetParent);
  if (!items.length) return;
  const now = items.findIndex((item) => item.contains(document.activeElement));
  const next = now === -1 ? (step > 0 ? 0 : items.length - 1) : now + step;
  const item = items[Math.min(items.length - 1, Math.max(0, next))];
  (item.querySelector("a, button") || item).focus();
  item.scrollIntoView({ block: "nearest" });
}

const ACTIONS = {
  "/": () => document.querySelector('[data-shortcut="search"]'),
  e: () => document.querySelector('[data-shortcut="new-event"]'),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (typing(event.target)) return;
  if (event.key === "?" && !help.open) {
    event.preventDefault();
    help.showModal();
    return;
  }
  if (!toggle.checked || document.querySelector("dialog[open]")) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    move(event.key === "j" ? 1 : -1);
    return;
  }
  const target = ACTIONS[event.key]?.();
  if (!target) return;
  event.preventDefault();
  if (target.matches("input, textarea, select")) {
    target.closest("details")?.setAttribute("open", "");
    target.focus();
    if (target.select) target.select();
  } else target.click();
});
