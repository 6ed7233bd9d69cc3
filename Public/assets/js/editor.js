// The preview follows what is typed; pictures can be pasted. Without this script the
// buttons do the same.
const form = document.getElementById("editor");
const preview = document.getElementById("preview");
const PAUSE = 700;

let timer = 0;
let asked = 0;

// The page that the preview button would bring, of which only the preview is taken.
async function show() {
  const mine = ++asked;
  const data = new FormData(form);
  data.set("act", "preview");
  data.delete("picture");
  data.delete("sound");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
    if (!answer.ok && answer.status !== 422) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("preview");
    // A later answer may have come first.
    if (!fresh || mine !== asked) return;
    preview.replaceChildren(...fresh.childNodes);
  } catch (error) {
    // No network: what was shown stays.
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
}

// A pasted picture goes into the file field; what it shows is still to be said.
function paste(event) {
  // A word processor gives a picture of the words too.
  if (!event.clipboardData || [...event.clipboardData.types].includes("text/plain")) return;
  const files = [...event.clipboardData.files];
  const picture = files.find(file => file.type.startsWith("image/"));
  if (!picture) return;
  event.preventDefault();
  const field = document.getElementById("picture");
  const box = new DataTransfer();
  box.items.add(picture);
  field.files = box.files;
  field.closest("details").open = true;
  const place = document.getElementById("pictureAt");
  const target = event.target.id || "";
  if (place && [...place.options].some(option => option.value === target)) place.value = target;
  const words = document.getElementById("alternative");
  document.getElementById("picture-hint").textContent = form.dataset.pasted;
  words.focus();
}

if (form && preview) {
  let unsaved = "unsaved" in form.dataset;
  form.addEventListener("input", event => {
    unsaved = true;
    if (!["picture", "alternative", "sound"].includes(event.target.id)) later();
  });
  form.addEventListener("submit", () => { unsaved = false; });
  // The browser asks before what was typed is left behind.
  addEventListener("beforeunload", event => {
    if (unsaved) event.preventDefault();
  });
  form.addEventListener("paste", paste);
}
