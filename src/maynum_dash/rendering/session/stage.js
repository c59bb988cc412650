// Shows one slide at a time, by keyboard, pointer or touch; knows nothing of what is on the slides.
function mountStage(root, options = {}) {
  const view = root.querySelector(".view");
  const plan = root.querySelector(".plan");
  const said = root.querySelector(".unseen");
  const slides = [...view.querySelectorAll(".mn-slide")];
  const name = (slide) => slide.dataset.name;
  const button = (action) => root.querySelector(`[data-do="${action}"]`);
  const state = root.stage ?? (root.stage = { at: 0, began: 0, paused: 0 });
  state.at = Math.min(Math.max(options.at ?? state.at, 0), Math.max(slides.length - 1, 0));

  const fit = () => {
    const { clientWidth: wide, clientHeight: high } = view;
    if (!wide || !high) return;
    const upright = high > wide;
    root.classList.toggle("upright", upright);
    const units = upright ? 1200 : 1920;
    const scale = upright ? wide / units : Math.min(wide / 1920, high / 1080);
    const tall = upright ? high / scale : 1080;
    for (const slide of slides) {
      slide.style.setProperty("--wide", `${units}px`);
      slide.style.setProperty("--high", `${tall}px`);
      slide.style.transform = `translate(${(wide - units * scale) / 2}px, ${(high - tall * scale) / 2}px) scale(${scale})`;
    }
  };

  // A table taller than its room gives up its air, then gets smaller letters: no row is ever hidden.
  const shrink = (sheet) => {
    const table = sheet?.querySelector("table");
    if (!table) return;
    const isTall = () => sheet.scrollHeight > sheet.clientHeight + 1;
    table.style.fontSize = "";
    table.classList.remove("packed");
    if (isTall()) table.classList.add("packed");
    let size = parseFloat(getComputedStyle(table).fontSize);
    while (isTall() && size > 18) table.style.fontSize = `${--size}px`;
  };

  const show = (at, quietly) => {
    state.at = Math.min(Math.max(at, 0), slides.length - 1);
    slides.forEach((slide, rank) => {
      slide.classList.toggle("shown", rank === state.at);
      slide.toggleAttribute("inert", rank !== state.at);
    });
    shrink(slides[state.at]?.querySelector(".sheet"));
    const place = `${state.at + 1} / ${slides.length}`;
    root.querySelector(".place").textContent = place;
    root.querySelector(".rail i").style.width = `${(100 * (state.at + 1)) / Math.max(slides.length, 1)}%`;
    button("previous").disabled = state.at === 0;
    button("next").disabled = state.at === slides.length - 1;
    for (const [rank, entry] of [...plan.querySelectorAll("button")].entries())
      entry.setAttribute("aria-current", String(rank === state.at));
    if (!quietly && slides[state.at]) {
      said.textContent = `Diapositive ${state.at + 1} sur ${slides.length} : ${slides[state.at].querySelector("h2").textContent}`;
      options.moved?.(state.at);
    }
  };

  plan.replaceChildren(
    ...slides.map((slide, rank) => {
      const item = document.createElement("li");
      const entry = document.createElement("button");
      entry.type = "button";
      entry.textContent = `${rank + 1}. ${name(slide)}`;
      entry.onclick = () => { open(false); show(rank); };
      item.append(entry);
      return item;
    }),
  );

  const open = (wanted) => {
    plan.hidden = !wanted;
    button("plan").setAttribute("aria-expanded", String(wanted));
    if (wanted) plan.querySelector('[aria-current="true"]')?.focus();
    else if (plan.contains(document.activeElement)) root.focus({ preventScroll: true });
  };
  const toggle = (action, on) => button(action).setAttribute("aria-pressed", String(on));
  const theme = () => {
    const dark = root.dataset.theme !== "dark";
    root.dataset.theme = dark ? "dark" : "light";
    toggle("theme", dark);
  };
  const figures = () => toggle("figures", root.classList.toggle("with-figures"));

  const present = async () => {
    root.classList.add("presenting");
    state.began = Date.now();
    fit();
    root.focus({ preventScroll: true });
    // A tablet may refuse the full screen: the stage covers the page all the same.
    try { await root.requestFullscreen(); state.full = true; } catch { state.full = false; root.popover = "manual"; root.showPopover?.(); }
    fit();
  };
  const leave = () => {
    if (options.alone) return;
    root.classList.remove("presenting");
    if (document.fullscreenElement) document.exitFullscreen();
    if (root.popover) { root.hidePopover?.(); root.removeAttribute("popover"); }
    state.full = false;
    fit();
    button("present").focus({ preventScroll: true });
  };
  const clock = () => {
    const seconds = state.began ? Math.floor((Date.now() - state.began) / 1000) : 0;
    const two = (value) => String(value).padStart(2, "0");
    root.querySelector(".clock").textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  };

  const actions = {
    previous: () => show(state.at - 1),
    next: () => show(state.at + 1),
    first: () => show(0),
    last: () => show(slides.length - 1),
    plan: () => open(plan.hidden),
    theme,
    figures,
    present,
    leave,
    restart: () => { state.began = Date.now(); clock(); },
  };
  for (const one of root.querySelectorAll("[data-do]")) one.onclick = () => actions[one.dataset.do]();

  const keys = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
    ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", Backspace: "previous",
    Home: "first", End: "last", p: "plan", P: "plan", c: "theme", C: "theme", t: "figures", T: "figures", f: "present", F: "present",
  };
  root.onkeydown = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const entry = event.target.closest("button");
    if (event.key === " " && event.shiftKey) { actions.previous(); event.preventDefault(); return; }
    if (event.key === "Escape") { if (!plan.hidden) open(false); else leave(); return; }
    // In the plan, arrows move among the names; a button keeps its own space bar.
    if (plan.contains(event.target) && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      const entries = [...plan.querySelectorAll("button")];
      entries[entries.indexOf(entry) + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
      event.preventDefault();
      return;
    }
    if (entry && event.key === " ") return;
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation(); // the page has shortcuts of its own
    actions[action]();
  };

  // A swipe, or a touch near an edge, turns the slide.
  let start = null;
  view.onpointerdown = (event) => { start = { x: event.clientX, y: event.clientY }; };
  view.onpointerup = (event) => {
    if (!start) return;
    const dx = event.clientX - start.x, dy = event.clientY - start.y;
    start = null;
    const { left, width } = view.getBoundingClientRect();
    if (Math.abs(dx) > 50 && Math.abs(dx) > 1.5 * Math.abs(dy)) { dx < 0 ? actions.next() : actions.previous(); return; }
    if (Math.hypot(dx, dy) > 10) return;
    const part = (event.clientX - left) / width;
    if (part > 0.7) actions.next();
    else if (part < 0.3) actions.previous();
  };
  view.onpointercancel = () => { start = null; };

  // Nothing but the slide stays on screen while nobody touches anything.
  const wake = () => {
    root.classList.remove("idle");
    clearTimeout(state.sleeping);
    state.sleeping = setTimeout(() => root.classList.add("idle"), 3000);
  };
  root.onpointermove = root.onpointerdown = wake;
  wake();

  document.onfullscreenchange = () => {
    if (!document.fullscreenElement && state.full) leave();
    fit();
  };
  state.watch?.disconnect();
  state.watch = new ResizeObserver(fit);
  state.watch.observe(view);
  clearInterval(state.ticking);
  state.ticking = setInterval(clock, 500);
  if (options.alone) { root.classList.add("presenting"); state.began ||= Date.now(); }
  show(state.at, true);
  fit();
  return { show, stop: () => { state.watch.disconnect(); clearInterval(state.ticking); } };
}
