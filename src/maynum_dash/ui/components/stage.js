// Puts slides on the stage, and says which one is shown.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".mn-stage");
  const changed = root.drawn !== data.html;
  if (changed) {
    root.drawn = data.html;
    root.querySelector(".view").innerHTML = data.html; // written by rendering/session, every text escaped there
  }
  const asked = root.asked !== data.at;
  root.asked = data.at;
  if (changed || asked || !root.mounted) root.mounted = mountStage(root, asked ? { at: data.at } : {});
  return () => root.mounted.stop();
}
