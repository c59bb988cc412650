// Finds territories while one types; the list is the usual pattern of an editable combobox with a listbox.
const LONGEST = 12;

// As analysis/names.py writes the names: plain letters, « saint » in full, no article.
const ARTICLES = new Set(["d", "de", "des", "du", "l", "la", "le", "les", "canton"]);
const fold = (text) =>
  text
    .replace(/[œŒ]/g, "oe").replace(/[æÆ]/g, "ae")
    .normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .split(/[^a-z0-9]+/).filter(Boolean)
    .map((word) => ({ st: "saint", ste: "sainte" })[word] ?? word);

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".mn-search");
  const field = root.querySelector("input");
  const list = root.querySelector("ul");
  const status = root.querySelector("[role='status']");
  let found = [];
  let at = -1;

  const matches = (typed) => {
    const words = fold(typed);
    // The last word may be an article being typed, or the beginning of another word.
    const wanted = words.filter((word, rank) => rank === words.length - 1 || !ARTICLES.has(word));
    if (!wanted.length) return [];
    const scored = [];
    for (const row of data.rows) {
      const known = row[3].split(" ");
      const skips = wanted.length > 1 && ARTICLES.has(wanted.at(-1));
      const asked = skips ? wanted.slice(0, -1) : wanted;
      if (!asked.every((word) => known.some((one) => one.startsWith(word)))) continue;
      const whole = asked.join(" ");
      scored.push([row[3] === whole ? 0 : row[3].startsWith(whole) ? 1 : 2, row]);
    }
    return scored.sort((one, other) => one[0] - other[0]).slice(0, LONGEST).map((pair) => pair[1]);
  };

  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const mark = (place) => {
    at = place;
    [...list.children].forEach((item, rank) => item.setAttribute("aria-selected", rank === place));
    const item = list.children[place];
    if (!item) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };

  const open = () => {
    found = matches(field.value);
    list.replaceChildren(
      ...found.map(([, name, kind], rank) => {
        const item = document.createElement("li");
        item.id = `mn-search-${rank}`;
        item.setAttribute("role", "option");
        const note = document.createElement("small");
        note.textContent = kind;
        item.append(name, " ", note);
        item.onpointerdown = (event) => { event.preventDefault(); choose(rank); };
        return item;
      })
    );
    const said = field.value.trim();
    status.textContent = !said ? "" : found.length ? `${found.length} territoires trouvés` : "Aucun territoire de ce nom";
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    mark(found.length ? 0 : -1);
  };

  const choose = (rank) => {
    const row = found[rank];
    if (!row) return;
    field.value = row[1];
    close();
    status.textContent = `${row[1]}, ${row[2]}`;
    setTriggerValue("found", row[0]);
  };

  field.oninput = open;
  field.onfocus = () => field.select();
  field.onblur = close;
  field.onkeydown = (event) => {
    const last = found.length - 1;
    if (event.key === "ArrowDown") list.hidden ? open() : mark(at < last ? at + 1 : 0);
    else if (event.key === "ArrowUp") mark(at > 0 ? at - 1 : last);
    else if (event.key === "Enter") choose(at);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  };
}
