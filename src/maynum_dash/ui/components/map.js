// Puts the drawing on screen and tells which territory was chosen, by pointer, touch or keyboard.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".mn-map");
  const place = root.querySelector(".mn-map-drawing");
  const bubble = root.querySelector(".mn-map-bubble");

  if (root.drawn !== data.svg) {
    root.drawn = data.svg;
    const view = place.firstElementChild?.getAttribute("viewBox");
    place.innerHTML = data.svg; // written by rendering/maps.py, every text escaped there
    const svg = place.firstElementChild;
    root.whole = svg.getAttribute("viewBox").split(" ").map(Number);
    if (view && root.level === data.level) svg.setAttribute("viewBox", view);
    root.level = data.level;
    root.shapes = [...svg.querySelectorAll("[data-code]")];
    for (const shape of root.shapes) {
      shape.setAttribute("role", "button");
      shape.setAttribute("aria-pressed", "false");
      shape.setAttribute("tabindex", "-1");
    }
    root.chosen = root.entry = null;
  }
  const svg = place.firstElementChild;
  const shapes = root.shapes;
  const box = () => svg.getAttribute("viewBox").split(" ").map(Number);

  const press = (shape, is) => {
    shape.classList.toggle("chosen", is);
    shape.setAttribute("aria-pressed", is);
  };
  const select = (code) => {
    // Only what changes is touched: a map of the country has more than a thousand territories.
    const found = shapes.filter((shape) => shape.dataset.code === code); // one on each map of a grid
    for (const shape of root.chosen ?? []) press(shape, false);
    for (const shape of found) {
      press(shape, true);
      if (shape.nextElementSibling) {
        const focused = document.activeElement === shape;
        shape.parentNode.append(shape); // drawn last, so that its outline is whole
        if (focused) shape.focus({ preventScroll: true });
      }
    }
    root.chosen = found;
    if (root.entry) root.entry.tabIndex = -1;
    root.entry = found[0] ?? shapes[0];
    if (root.entry) root.entry.tabIndex = 0;
  };
  select(data.selected);

  const choose = (shape) => {
    select(shape.dataset.code);
    setTriggerValue("territory", shape.dataset.code);
  };

  // Zoom keeps a point of the drawing under the pointer; the view never leaves the territory.
  const zoom = (factor, x = 0.5, y = 0.5) => {
    const [left, top, width, height] = box();
    const [l, t, w, h] = root.whole;
    const wide = Math.min(w, Math.max(w / 12, width * factor));
    const high = wide * (h / w);
    move(left + (width - wide) * x, top + (height - high) * y, wide, high);
  };
  const move = (left, top, width, height) => {
    const [l, t, w, h] = root.whole;
    const x = Math.min(Math.max(left, l), l + w - width);
    const y = Math.min(Math.max(top, t), t + h - height);
    svg.setAttribute("viewBox", [x, y, width, height].map((n) => n.toFixed(1)).join(" "));
    root.classList.toggle("zoomed", width < w - 1);
  };

  const held = new Map(); // pointers on the drawing, for panning and pinching
  let moved = false;
  svg.onpointerdown = (event) => { held.set(event.pointerId, event); moved = false; };
  svg.onpointermove = (event) => {
    const shape = event.target.closest("[data-code]");
    bubble.hidden = !shape || event.pointerType === "touch";
    if (shape) {
      bubble.textContent = shape.getAttribute("aria-label");
      const frame = root.getBoundingClientRect();
      bubble.style.left = `${Math.min(event.clientX - frame.left + 14, frame.width - bubble.offsetWidth - 4)}px`;
      bubble.style.top = `${event.clientY - frame.top + 16}px`;
    }
    const before = held.get(event.pointerId);
    if (!before) return;
    const [left, top, width, height] = box();
    const unit = width / svg.getBoundingClientRect().width;
    if (held.size === 2) {
      const other = [...held.values()].find((one) => one.pointerId !== event.pointerId);
      const gap = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      zoom(gap(before) / Math.max(gap(event), 1));
      moved = true;
    } else if (Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) > 4 || moved) {
      moved = true;
      move(left - (event.clientX - before.clientX) * unit, top - (event.clientY - before.clientY) * unit, width, height);
    } else return;
    held.set(event.pointerId, event);
  };
  svg.onpointerup = svg.onpointercancel = (event) => held.delete(event.pointerId);
  svg.onpointerleave = (event) => { held.delete(event.pointerId); bubble.hidden = true; };
  svg.onclick = (event) => {
    const shape = event.target.closest("[data-code]");
    if (shape && !moved) choose(shape);
  };
  svg.onkeydown = (event) => {
    const index = shapes.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (index < 0) return;
    if (step) shapes[(index + step + shapes.length) % shapes.length].focus();
    else if (event.key === "Enter" || event.key === " ") choose(event.target);
    else return;
    event.preventDefault();
  };
  svg.onwheel = (event) => {
    if (!event.ctrlKey) return; // the wheel alone scrolls the page
    event.preventDefault();
    const frame = svg.getBoundingClientRect();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, (event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height);
  };
  root.querySelector("[data-zoom='in']").onclick = () => zoom(0.65);
  root.querySelector("[data-zoom='out']").onclick = () => zoom(1.55);
  root.querySelector("[data-zoom='whole']").onclick = () => zoom(100);
}
