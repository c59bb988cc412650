// What Streamlit leaves in English or out of reach: language of the page, stock words, sortable tables.
(() => {
  if (window.maynumReady) return;
  window.maynumReady = true;
  document.documentElement.lang = "fr";

  const words = new Map(Object.entries({
    "Upload": "Choisir un fichier", "Browse files": "Choisir un fichier",
    "No results": "Aucun résultat", "Choose an option": "Choisir", "Choose options": "Choisir",
    "Select all": "Tout choisir", "Clear all": "Tout effacer", "Close": "Fermer", "Stop": "Arrêter",
    "Running...": "Calcul en cours…", "Connecting": "Connexion…", "Remove file": "Retirer le fichier",
    "Fullscreen": "Plein écran", "Close fullscreen": "Quitter le plein écran", "Copy to clipboard": "Copier",
    "Open sidebar": "Ouvrir le menu", "Close sidebar": "Fermer le menu", "Collapse sidebar": "Fermer le menu",
    "Expand sidebar": "Ouvrir le menu", "file upload": "Choisir un fichier", "Main menu": "Menu principal", "Sidebar": "Menu et filtres",
    "Skip to main content": "Aller au contenu", "Page not found": "Page introuvable",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Cette page n’existe pas : voici l’accueil.",
    "Show/hide columns": "Choisir les colonnes", "Clear value": "Effacer", "Open": "Ouvrir",
    "Increment": "Augmenter", "Decrement": "Diminuer", "Choose date": "Choisir une date",
    "Previous month": "Mois précédent", "Next month": "Mois suivant",
    "Previous page": "Page précédente", "Next page": "Page suivante",
    "Link to heading": "Lien vers ce titre", "Loading...": "Chargement…", "Help": "Aide",
    "Add row": "Ajouter une ligne", "Delete row(s)": "Supprimer les lignes", "Clear selection": "Tout désélectionner",
    "Download as CSV": "Télécharger en CSV", "Search": "Chercher", "Type to search": "Chercher",
    "Sort ascending": "Ranger du plus petit au plus grand", "Sort descending": "Ranger du plus grand au plus petit",
    "Autosize": "Ajuster la largeur", "Pin column": "Figer la colonne", "Unpin column": "Libérer la colonne",
    "Hide column": "Masquer la colonne", "Format": "Format", "Automatic": "Automatique", "Localized": "Français",
    "Connection error": "Connexion perdue", "Is Streamlit still running?": "Le serveur répond-il encore ?",
  }));
  const beginnings = [
    ["This app has encountered an error.", "Cette page a rencontré une erreur, notée dans le journal du serveur. "
      + "Rechargez-la ; si l’erreur revient, prévenez l’équipe qui tient le tableau de bord."],
  ];
  const patterns = [
    [/^([\d.]+)\s?(B|KB|MB|GB)$/, (all, size, unit) => `${size.replace(".", ",")} ${{ B: "o", KB: "ko", MB: "Mo", GB: "Go" }[unit]}`],
    [/^Error: File must be ([\d.]+)MB or smaller\.$/, (all, size) => `Fichier refusé : il dépasse ${size.replace(".0", "")} Mo.`],
    [/^Error: (.*) files are not allowed\.$/, () => "Fichier refusé : ce n’est pas un classeur Excel (.xlsx)."],
    [/^Help for (.*)$/, (all, name) => `Aide : ${name}`],
    [/^Choose date, (.*)$/, (all, shown) => `Choisir une date, ${shown}`],
    [/^(day|month|year), (.*)$/, (all, part, name) => `${{ day: "jour", month: "mois", year: "année" }[part]}, ${name}`],
    [/^Remove (.*)$/, (all, name) => `Retirer ${name}`],
  ];
  const french = (text) => {
    const said = text?.trim() ?? "";
    if (!said || said.length > 300) return undefined;
    const whole = words.get(said) ?? beginnings.find(([start]) => said.startsWith(start))?.[1];
    if (whole) return whole;
    const rule = patterns.find(([shape]) => shape.test(said));
    return rule && said.replace(...rule);
  };
  // French punctuation keeps to its word: no line starts with « : » or ends with an opening quotation mark.
  const punctuated = (text) => text.replace(/« /g, "«\u00a0").replace(/ ([:»€%])/g, "\u00a0$1").replace(/ ([;?!])/g, "\u202f$1");
  const spoken = ["aria-label", "title", "placeholder", "data-tooltip"];

  const unspoken = "style, script, textarea, pre, code, .js-plotly-plot, .mn-table";
  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.parentElement?.closest(unspoken)) return;
      const said = punctuated(french(node.nodeValue) ?? node.nodeValue);
      if (said !== node.nodeValue) node.nodeValue = said;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.closest(unspoken)) return;
    for (const element of [node, ...node.querySelectorAll("[aria-label],[title],[placeholder]")]) {
      for (const name of spoken) {
        const said = french(element.getAttribute(name));
        if (said) element.setAttribute(name, said);
      }
    }
    // Tables and charts are French already, and may hold thousands of texts.
    const ours = { acceptNode: (one) => one.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT
      : one.matches(unspoken) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP };
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, ours);
    while (walker.nextNode()) translate(walker.currentNode);
  };
  translate(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else translate(change.target);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });

  // On a tablet held upright the menu would hide a third of the page: it starts closed.
  if (window.innerWidth < 900) {
    const close = () => document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    const wait = setInterval(() => { if (close()) { close().click(); clearInterval(wait); } }, 100);
    setTimeout(() => clearInterval(wait), 5000);
  }

  const order = new Intl.Collator("fr", { numeric: true });
  const value = (row, index) => {
    const cell = row.cells[index];
    return cell.dataset.sort === undefined ? cell.textContent : Number(cell.dataset.sort);
  };
  const empty = (x) => x === "" || Number.isNaN(x);
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".mn-table thead button");
    if (!button) return;
    const head = button.closest("th");
    const body = head.closest("table").tBodies[0];
    const down = head.getAttribute("aria-sort") === "descending";
    const first = head.getAttribute("aria-sort") === "none" && head.classList.contains("num");
    const sign = first || (!down && head.getAttribute("aria-sort") === "ascending") ? -1 : 1;
    for (const other of head.parentElement.cells) if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", sign === 1 ? "ascending" : "descending");
    const rows = [...body.rows].sort((a, b) => {
      const [x, y] = [value(a, head.cellIndex), value(b, head.cellIndex)];
      if (empty(x) || empty(y)) return empty(x) - empty(y);
      return sign * (typeof x === "number" ? x - y : order.compare(x, y));
    });
    body.append(...rows);
  });
})();
