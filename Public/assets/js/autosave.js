// Saves each answer as it is made, and keeps here what the server has not acknowledged.
// The buttons save the page without it, too. A page that has no questions (before handing in,
// and after) only sends what is kept.
const form = document.querySelector("#paper");
const name = form && "sen-paper-" + form.elements.attempt.value;
const store = form && openStore(name);
const words = form ? form.dataset : {};
const told = document.querySelector("#saved");
const others = form && new BroadcastChannel(name);
let sending = null;
let leaving = false;
let stopped = false;
let wait = 0;
// Whether the page is out of date once all is sent.
let again = form && !form.elements.page;

if (form) {
  // What was typed here and never arrived stands here again and is sent first.
  for (const [slot, kept] of Object.entries(store.all())) fill(slot, kept.fields);
  let typing = null;
  form.addEventListener("input", (event) => {
    const slot = slotOf(event.target);
    if (!slot) return;
    remember(slot);
    clearTimeout(typing);
    typing = setTimeout(flush, { textarea: 3000, text: 800 }[event.target.type] || 0);
  });
  addEventListener("submit", (event) => {
    if (leaving) return;
    leaving = true;
    if (navigator.onLine && !store.slots().length) return;
    // What is kept goes first. Without a network, which is tried, the page stays.
    event.preventDefault();
    flush();
    const tried = sending || fetch(location.href, { method: "HEAD" });
    const stay = () => { leaving = false; say(); };
    Promise.race([tried, new Promise((go) => setTimeout(go, 3000))]).then(() => {
      if (wait && store.slots().length) stay();
      else event.target.requestSubmit(event.submitter);
    }).catch(stay);
  });
  addEventListener("beforeunload", (event) => {
    if (leaving || stopped || !store.slots().length) return;
    event.preventDefault();
    event.returnValue = "x"; // Chrome before 119
  });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("online", flush);
  addEventListener("offline", say);
  form.addEventListener("bell", (event) => {
    if (navigator.onLine && !store.slots().length) return;
    event.preventDefault();
    again = true;
    flush();
  });
  others.addEventListener("message", ({ data }) => {
    const own = store.all()[data.slot];
    if (own?.operation === data.operation) store.drop(data.slot);
    if (!store.all()[data.slot]) fill(data.slot, data.fields);
    setRevision(data.slot, data.revision);
    words.answered = data.answered;
    say();
  });
  if (store.slots().length) flush();
}

/** Which question an input belongs to. */
function slotOf({ name }) {
  return /^[af](\d+)(-\d+)?$/.exec(name)?.[1];
}

/** The fields of a question as they stand on the page. */
function fieldsOf(slot) {
  return [...new FormData(form)].filter(([name]) => slotOf({ name }) === slot);
}

/** Keeps a question's answer until the server has it. */
function remember(slot) {
  store.put(slot, {
    operation: crypto.randomUUID(),
    made: Date.now(),
    base: form.elements["r" + slot]?.value ?? "0",
    fields: fieldsOf(slot),
  });
  say();
}

/** Sends what is kept, one answer after the other, as they were made. */
function flush() {
  if (sending || stopped) return;
  const [slot, kept] = Object.entries(store.all()).sort((a, b) => a[1].made - b[1].made)[0] ?? [];
  if (!slot) return again && !words.closed && navigator.onLine ? location.reload() : say();
  sending = send(slot, kept).then(
    (answer) => {
      sending = null;
      wait = 0;
      accept(slot, kept, answer);
      // What goes on changing waits.
      if (store.all()[slot]) setTimeout(flush, 2000);
      else flush();
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
  body.set("r" + slot, kept.base);
  const signal = AbortSignal.timeout?.(20000);
  const answer = await fetch(words.answers, { method: "POST", body, redirect: "error", signal });
  if (answer.status >= 500) throw new Error(answer.status);
  return { status: answer.status, json: answer.ok && await answer.json() };
}

/** Lets go of what the server has, unless changed meanwhile. */
function accept(slot, kept, { status, json }) {
  if (status !== 200) {
    stopped = true;
    return tell({ 401: words.signin, 409: words.taken }[status] || words.reload);
  }
  const now = [...json.saved, ...json.stale].find((s) => s.slot === +slot);
  const changed = store.all()[slot]?.operation !== kept.operation;
  if (!changed) store.drop(slot);
  if (now) {
    setRevision(slot, now.revision);
    if (changed) store.put(slot, { ...store.all()[slot], base: now.revision });
  }
  if (json.stale.length) {
    stopped = true;
    return tell(words.stale.replace("#", slot));
  }
  words.answered = json.answered;
  others.postMessage({ slot, answered: json.answered, revision: now?.revision, ...kept });
  dispatchEvent(new CustomEvent("sen-time", { detail: json }));
  again ||= json.over;
  say();
}

/** Says why nothing more is saved from here, what is unsent, and the way on. */
function tell(why) {
  const unsent = store.slots().join(", ");
  told.textContent = why + " " + (unsent && words.kept.replace("#", unsent) + " ");
  const link = told.appendChild(document.createElement("a"));
  // Without #q7, to which it would only scroll.
  link.href = location.pathname + location.search;
  link.textContent = words.open;
  told.classList.add("unsent");
}

function setRevision(slot, revision) {
  const field = form.elements["r" + slot];
  if (field && revision) field.value = revision;
}

/** Puts an answer into its inputs, where the question is on this page. */
function fill(slot, fields) {
  const question = document.getElementById("q" + slot);
  if (!question || question.closest("fieldset[disabled]")) return;
  const has = (input) => fields.some(([n, v]) => n === input.name && v === input.value);
  for (const input of question.querySelectorAll("[name]")) {
    if (!slotOf(input)) continue;
    if (/radio|checkbox/.test(input.type)) input.checked = has(input);
    else input.value = fields.find(([name]) => name === input.name)?.[1] ?? "";
  }
}

/** What is safe and what is not. */
function say() {
  if (stopped) return;
  const unsent = store.slots().join(", ");
  const { answered, total, closed } = words;
  const works = navigator.onLine && !wait;
  const said = closed && unsent ? [] : ["✓ " + (closed || words.safe + " " + answered + "/" + total)];
  if (unsent) said.push((works ? words.sending : words.unsent).replace("#", unsent));
  if (!navigator.onLine) said.push(words.offline);
  const text = said.join(" · ");
  if (told.textContent !== text) told.textContent = text;
  told.classList.toggle("unsent", !works);
}

/** What is kept here for one attempt; in memory alone where nothing may be. */
function openStore(key) {
  const kept = () => {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; }
  };
  const memory = kept();
  // Only this entry, and only what was sent: another tab may keep others.
  const write = (slot, sent) => {
    try {
      const all = kept();
      if (memory[slot]) all[slot] = memory[slot];
      else if (all[slot]?.operation === sent) delete all[slot];
      if (Object.keys(all).length) localStorage.setItem(key, JSON.stringify(all));
      else localStorage.removeItem(key);
    } catch { /* full or forbidden: kept while the page stands */ }
  };
  return {
    all: () => memory,
    slots: () => Object.keys(memory),
    put: (slot, entry) => { memory[slot] = entry; write(slot); },
    drop: (slot) => {
      const sent = memory[slot].operation;
      delete memory[slot];
      write(slot, sent);
    },
  };
}
