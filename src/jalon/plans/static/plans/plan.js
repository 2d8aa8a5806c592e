// Goals put in order by hand: drag one over another. The buttons ↑ ↓ do the same without it.
let carried;

const list = () => document.querySelector("[data-order]");

/** A goal is carried by its header; from a field or a link, text is selected as everywhere. */
document.addEventListener("pointerdown", ({ target }) => {
  const goal = target.closest?.(".j-plan-goal");
  if (!goal || !list()?.querySelector(".j-plan-order")) return;
  const byHeader = target.closest("header") && !target.closest("button, a, input, textarea, select");
  goal.draggable = Boolean(byHeader && goal.contains(target.closest("header")));
});

document.addEventListener("dragstart", ({ target, dataTransfer }) => {
  if (!target.matches?.(".j-plan-goal")) return;
  carried = target;
  dataTransfer.effectAllowed = "move";
  target.classList.add("is-carried");
});

document.addEventListener("dragover", (event) => {
  const over = event.target.closest?.(".j-plan-goal");
  if (!carried || !over) return;
  event.preventDefault();
  if (over === carried) return;
  const { top, height } = over.getBoundingClientRect();
  over[event.clientY < top + height / 2 ? "before" : "after"](carried);
});

document.addEventListener("dragend", () => {
  if (!carried) return;
  carried.classList.remove("is-carried");
  carried = undefined;
  send();
});

function send() {
  const goals = list();
  const order = [...goals.querySelectorAll("[data-number]")].map((goal) => goal.dataset.number);
  const form = goals.querySelector(".j-plan-order");
  const values = { order, once: form.querySelector("[name=once]")?.value };
  window.htmx.ajax("POST", goals.dataset.order, { source: form, target: goals.closest("[data-bloc]"), swap: "outerHTML", values });
}
