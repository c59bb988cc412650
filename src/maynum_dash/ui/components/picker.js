// A list that is ticked and put in order, by pointer, touch or keyboard.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const list = parentElement.querySelector(".mn-picker");
  const held = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  const items = data.items.map((item) => ({ ...item }));
  const tell = () => setTriggerValue("picked", items.map(({ key, kept }) => ({ key, kept })));
  const move = (from, to) => {
    if (to < 0 || to >= items.length || from === to) return;
    items.splice(to, 0, ...items.splice(from, 1));
    tell();
  };
  const make = (tag, facts, ...inside) => {
    const element = Object.assign(document.createElement(tag), facts);
    element.append(...inside);
    return element;
  };
  const button = (item, words, label, act, off) => {
    const made = make("button", { type: "button", textContent: words, title: label, disabled: off, onclick: act });
    made.setAttribute("aria-label", `${label} : ${item.name}`);
    made.dataset.id = `${label} ${item.key}`;
    return made;
  };
  list.replaceChildren(
    ...items.map((item, rank) => {
      const tick = make("input", { type: "checkbox", checked: item.kept, onchange: () => { item.kept = tick.checked; tell(); } });
      tick.setAttribute("aria-label", `Montrer : ${item.name}`);
      tick.dataset.id = `tick ${item.key}`;
      const name = make("button", { type: "button", className: "name", textContent: item.name, onclick: () => setTriggerValue("opened", item.key) });
      name.setAttribute("aria-pressed", String(item.key === data.opened));
      name.dataset.id = `name ${item.key}`;
      const line = make("li", { draggable: true, className: item.kept ? "" : "left-out" },
        make("span", { className: "grip", textContent: "⠿", ariaHidden: "true" }), tick, name,
        button(item, "↑", "Monter", () => move(rank, rank - 1), rank === 0),
        button(item, "↓", "Descendre", () => move(rank, rank + 1), rank === items.length - 1));
      line.ondragstart = (event) => event.dataTransfer.setData("text/plain", String(rank));
      line.ondragover = (event) => { event.preventDefault(); line.classList.add("over"); };
      line.ondragleave = () => line.classList.remove("over");
      line.ondrop = (event) => { event.preventDefault(); move(Number(event.dataTransfer.getData("text/plain")), rank); };
      return line;
    }),
  );
  if (held) [...list.querySelectorAll("[data-id]")].find((one) => one.dataset.id === held)?.focus({ preventScroll: true });
}
