// The portal's own script: its look, which the widget follows, and a list of what the widget says.
const widget = document.querySelector("deskside-widget");
const look = document.querySelector("#look");
const events = document.querySelector("#events");
const system = matchMedia("(prefers-color-scheme: dark)");

// The portal's colours and letters, so that the widget looks as if it had always been here.
const LETTERS = { font: '"Gill Sans Nova", Seravek, Ubuntu, Calibri, "DejaVu Sans", sans-serif', radius: "6px" };
const LIGHT = { accent: "#2f5d50", ground: "transparent", surface: "#fffdf8", ink: "#26231d", soft: "#5d574b", line: "#ddd5c3" };
const DARK = { accent: "#9cc9b4", ground: "transparent", surface: "#24231f", ink: "#f1ede3", soft: "#b8b1a2", line: "#3c3a33" };

function dress() {
  const theme = look?.elements.theme.value ?? "auto";
  const dark = theme === "auto" ? system.matches : theme === "dark";
  document.documentElement.dataset.theme = theme;
  widget.theme = theme;
  widget.tokens = { ...LETTERS, ...(dark ? DARK : LIGHT) };
  if (look) widget.locale = look.elements.locale.value;
}

function note({ type, detail }) {
  const [entry, name, said] = ["li", "b", "code"].map((tag) => document.createElement(tag));
  name.textContent = type;
  said.textContent = Object.entries(detail)
    .map(([field, value]) => `${field}: ${value}`)
    .join(", ");
  entry.append(name, said);
  events.prepend(entry);
  while (events.children.length > 12) events.lastChild.remove();
}

for (const type of ["ready", "resize", "signin", "execution", "error"]) widget.addEventListener(type, note);
look?.addEventListener("change", dress);
system.addEventListener("change", dress);
dress();
