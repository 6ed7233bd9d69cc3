// Saves each answer as it is made, by the form's own fields, and keeps on this
// machine what the server has not acknowledged, until it has. Without this script
// the buttons save the page; with it they still do.
const form = document.querySelector("#paper[data-answers]");
const store = form && openStore("sen-paper-" + form.elements.attempt.value);
const words = form ? form.dataset : {};
const told = document.querySelector("#saved");
const others = form && "BroadcastChannel" in window
  ? new BroadcastChannel("sen-paper-" + form.elements.attempt.value) : null;
let sending = null;
let leaving = false;
let stopped = false;
let wait = 0;
let asking = null;

if (form) {
  watch(!document.querySelector("#paused").hidden);
  // What was typed here and never arrived stands here again, and is sent first.
  for (const [slot, kept] of Object.entries(store.all())) fill(slot, kept.fields);
  let typing = null;
  form.addEventListener("input", (event) => {
    const slot = slotOf(event.target);
    if (!slot) return;
    remember(slot);
    clearTimeout(typing);
    typing = setTimeout(flush, event.target.matches("input:not([type]), textarea") ? 800 : 0);
  });
  form.addEventListener("submit", (event) => {
    // The page's own save carries the revisions that the saves on their way will bring.
    if (sending && !leaving) {
      event.preventDefault();
      leaving = true;
      const again = () => form.requestSubmit(event.submitter);
      Promise.race([sending, new Promise((go) => setTimeout(go, 3000))]).then(again, again);
      return;
    }
    leaving = true;
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && !stopped && store.count()) event.preventDefault();
  });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("online", flush);
  others?.addEventListener("message", ({ data }) => {
    if (!store.all()[data.slot]) fill(data.slot, data.fields);
    setRevision(data.slot, data.revision);
  });
  if (store.count()) flush();
}

/** Which question an input belongs to. */
function slotOf(input) {
  const match = /^[af](\d+)(-\d+)?$/.exec(input.name || "");
  return match && match[1];
}

/** The fields of a question as they stand on the page. */
function fieldsOf(slot) {
  const own = new RegExp("^[af]" + slot + "(-\\d+)?$");
  return [...new FormData(form)].filter(([name]) => own.test(name));
}

/** Keeps a question's answer until the server has it. */
function remember(slot) {
  store.put(slot, {
    operation: newId(),
    base: form.elements["r" + slot]?.value ?? "0",
    fields: fieldsOf(slot),
  });
  say();
}

/** Sends what is kept, one question after the other. */
function flush() {
  if (sending || stopped) return;
  const [slot, kept] = Object.entries(store.all())[0] ?? [];
  if (!slot) return say();
  sending = send(slot, kept).then(
    (answer) => {
      sending = null;
      wait = 0;
      accept(slot, kept, answer);
      if (!stopped) flush();
    },
    () => {
      sending = null;
      wait = Math.min((wait || 1000) * 2, 15000);
      setTimeout(flush, wait);
      say();
    });
}

/** Throws where the network does. */
async function send(slot, kept) {
  const body = new URLSearchParams(kept.fields);
  for (const name of ["csrf", "attempt"]) body.set(name, form.elements[name].value);
  body.set("operation", kept.operation);
  if (slot) body.set("r" + slot, kept.base);
  const answer = await fetch(words.answers, { method: "POST", body, redirect: "error" });
  if (answer.status >= 500) throw new Error(answer.status);
  return { status: answer.status, json: await answer.json().catch(() => ({})) };
}

/** Lets go of what the server has, unless it was changed meanwhile. */
function accept(slot, kept, { status, json }) {
  if (status !== 200) {
    stopped = true;
    return tell({ 401: words.signin, 409: words.taken }[status] || words.reload);
  }
  const now = [...(json.saved || []), ...(json.stale || [])].find((s) => s.slot === Number(slot));
  const changed = store.all()[slot]?.operation !== kept.operation;
  if (!changed) store.drop(slot);
  if (now) {
    setRevision(slot, now.revision);
    if (changed) store.put(slot, { ...store.all()[slot], base: String(now.revision) });
  }
  if ((json.stale || []).length) {
    stopped = true;
    return tell(words.stale);
  }
  others?.postMessage({ slot, fields: kept.fields, revision: now?.revision });
  time(json);
  if (json.over) location.reload();
  form.dataset.answered = json.answered;
  say();
}

/** Passes on what the server says of the time. */
function time({ secondsLeft, until, paused }) {
  dispatchEvent(new CustomEvent("sen-time", { detail: { seconds: secondsLeft, until, paused } }));
  watch(paused);
}

/** While time stands still, asks now and then whether it runs again. */
function watch(paused) {
  clearTimeout(asking);
  if (!paused) return;
  asking = setTimeout(() => {
    send(null, { operation: newId(), fields: [] }).then(
      ({ status, json }) => (status === 200 ? time(json) : watch(false)), () => watch(true));
  }, 15000);
}

/** Says why nothing is saved from here any more, and the way on. */
function tell(why) {
  told.textContent = why + " ";
  const link = told.appendChild(document.createElement("a"));
  link.href = location.href;
  link.textContent = words.open;
}

function setRevision(slot, revision) {
  const field = form.elements["r" + slot];
  if (field && revision !== undefined) field.value = revision;
}

/** Puts an answer into the question's inputs, where the question is on this page. */
function fill(slot, fields) {
  const question = document.getElementById("q" + slot);
  if (!question || question.closest("fieldset[disabled]")) return;
  const has = (input) => fields.some(([n, v]) => n === input.name && v === input.value);
  for (const input of question.querySelectorAll("input")) {
    if (!slotOf(input)) continue;
    if (input.type === "radio" || input.type === "checkbox") input.checked = has(input);
    else input.value = fields.find(([name]) => name === input.name)?.[1] ?? "";
  }
}

/** What is safe and what is not, politely. */
function say() {
  if (stopped) return;
  const unsent = store.count();
  const { answered, total } = form.dataset;
  const safe = "✓ " + words.safe + " " + answered + "/" + total;
  const text = unsent
    ? safe + " · " + (wait || !navigator.onLine ? words.unsent : words.sending).replace("#", unsent)
    : safe;
  if (told.textContent !== text) told.textContent = text;
  told.classList.toggle("unsent", unsent > 0 && wait > 0);
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** What is kept on this machine for one attempt; in memory alone where nothing may be. */
function openStore(key) {
  const kept = () => {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; }
  };
  const memory = kept();
  // Only this question's entry: another tab may keep others.
  const write = (slot) => {
    try {
      const all = kept();
      if (memory[slot]) all[slot] = memory[slot];
      else delete all[slot];
      if (Object.keys(all).length) localStorage.setItem(key, JSON.stringify(all));
      else localStorage.removeItem(key);
    } catch { /* full or forbidden: kept while the page stands */ }
  };
  return {
    all: () => memory,
    count: () => Object.keys(memory).length,
    put: (slot, entry) => { memory[slot] = entry; write(slot); },
    drop: (slot) => { delete memory[slot]; write(slot); },
  };
}
