// Goals, and the steps of one side of a goal, put in order by hand: drag one over another of the
// same list. The buttons ↑ ↓ do the same without it.
let carried;

// What is held to carry: the header of a goal, the title of a step.
const HOLDS = ":scope > [data-number] > :is(header, .j-plan-step__head)";
const lists = () => document.querySelectorAll("[data-order]");

/** Once there are two of them, and one may put them in order. */
function prepare() {
  for (const list of lists())
    for (const hold of list.querySelectorAll(HOLDS)) hold.draggable = Boolean(hold.querySelector(".j-plan-order"));
}
document.addEventListener("htmx:afterSettle", prepare);
prepare();

document.addEventListener("dragstart", (event) => {
  const hold = event.target.closest?.("[draggable=true]");
  if (!hold?.closest("[data-order]")) return;
  carried = hold.closest("[data-number]");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  carried.classList.add("is-carried");
});

document.addEventListener("dragover", (event) => {
  if (!carried) return;
  const over = [...carried.parentElement.children].find((one) => one.contains(event.target));
  if (!over) return;
  event.preventDefault();
  if (over === carried) return;
  const { top, height } = over.getBoundingClientRect();
  over[event.clientY < top + height / 2 ? "before" : "after"](carried);
});

document.addEventListener("dragend", () => {
  if (!carried) return;
  carried.classList.remove("is-carried");
  const list = carried.parentElement;
  carried = undefined;
  send(list);
});

function send(list) {
  const order = [...list.children].map((one) => one.dataset.number);
  const form = list.querySelector(".j-plan-order");
  const values = { order, once: form.querySelector("[name=once]")?.value };
  if (list.dataset.goal) values.goal = list.dataset.goal;
  window.htmx.ajax("POST", list.dataset.order, { source: form, target: list.closest("[data-bloc]"), swap: "outerHTML", values });
}
