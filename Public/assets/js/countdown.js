// Counts a paper's clock down. The server gives the seconds left and alone
// decides when time is up; the clock of this computer is never asked.
const clock = document.querySelector(".clock[data-seconds]");
const seconds = clock ? Number(clock.dataset.seconds) : 0;
const paused = document.querySelector("#paused");
let asking = null;

if (seconds > 0) {
  const figure = clock.querySelector("strong");
  const [until, still] = clock.querySelectorAll("span");
  const spoken = document.createElement("p");
  spoken.className = "quiet";
  spoken.setAttribute("role", "status");
  clock.after(spoken);
  let end = 0;
  let before = 0;
  let timer = null;

  const show = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    figure.textContent = asClock(left);
    clock.classList.toggle("soon", left <= 300);
    const minutes = [1, 5, 10].find((m) => before > m * 60 && left <= m * 60);
    if (minutes) spoken.textContent = clock.dataset.say.replace("#", minutes);
    before = left;
    if (left === 0) {
      stop();
      timeIsUp();
    }
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
  };
  const run = (left, since) => {
    stop();
    end = since + left * 1000;
    before = left;
    timer = setInterval(show, 500);
    show();
  };
  // The seconds were true when the server began to answer, not when a slow
  // link had brought the whole page.
  const answered = performance.getEntriesByType("navigation")[0]?.responseStart ?? 0;
  if (clock.hasAttribute("data-paused")) figure.textContent = asClock(seconds);
  else run(seconds, answered);

  // What the server says with a save: more time, a pause, or its end.
  addEventListener("sen-time", ({ detail }) => {
    if (until) {
      until.hidden = detail.paused;
      still.hidden = !detail.paused;
      until.textContent = until.textContent.replace(/\d\d:\d\d/, detail.until);
    }
    if (detail.paused) {
      stop();
      figure.textContent = asClock(detail.secondsLeft);
    } else if (!timer || Math.abs((end - performance.now()) / 1000 - detail.secondsLeft) > 3) {
      if (detail.secondsLeft > 0) run(detail.secondsLeft, performance.now());
    }
  });
}

addEventListener("sen-time", ({ detail }) => {
  if (paused) paused.hidden = !detail.paused;
  watch(detail.paused);
});
watch(paused && !paused.hidden);

/** While time stands still, asks now and then whether it runs again. */
function watch(isPaused) {
  clearTimeout(asking);
  const form = document.querySelector("#paper[data-answers]");
  if (isPaused && form) asking = setTimeout(() => ask(form).catch(() => watch(true)), 15000);
}

/** A save without an answer; throws where the network does. */
async function ask(form) {
  const body = new URLSearchParams({ operation: crypto.randomUUID() });
  for (const name of ["csrf", "attempt"]) body.set(name, form.elements[name].value);
  const answer = await fetch(form.dataset.answers, { method: "POST", body, redirect: "error" });
  if (answer.ok) dispatchEvent(new CustomEvent("sen-time", { detail: await answer.json() }));
}

/** 3725 → "1:02:05", 65 → "01:05". */
function asClock(left) {
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(left / 3600);
  return (hours ? hours + ":" : "") + two(Math.floor(left / 60) % 60) + ":" + two(left % 60);
}

/** Saves what stands in the form, once; where there is none, asks again. A page that
 * still has answers to send does so first. */
function timeIsUp() {
  const form = document.querySelector("#paper");
  if (form && !form.dispatchEvent(new Event("bell", { cancelable: true }))) return;
  const save = document.querySelector("#paper button[value=save]");
  if (save) save.form.requestSubmit(save);
  else location.reload();
}
