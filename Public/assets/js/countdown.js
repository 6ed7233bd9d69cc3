// Counts a paper's clock down. The server gives the seconds left and alone
// decides when time is up; the clock of this computer is never asked.
const clock = document.querySelector(".clock[data-seconds]");
const seconds = clock ? Number(clock.dataset.seconds) : 0;

if (seconds > 0) {
  const figure = clock.querySelector("strong");
  // The seconds were true when the server began to answer, not when a slow
  // link had brought the whole page.
  const answered = performance.getEntriesByType("navigation")[0]?.responseStart ?? 0;
  const end = answered + seconds * 1000;
  const spoken = document.createElement("p");
  spoken.className = "quiet";
  spoken.setAttribute("role", "status");
  clock.after(spoken);
  let before = seconds;

  const show = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    figure.textContent = asClock(left);
    clock.classList.toggle("soon", left <= 300);
    const minutes = [1, 5, 10].find((m) => before > m * 60 && left <= m * 60);
    if (minutes) spoken.textContent = clock.dataset.say.replace("#", minutes);
    before = left;
    if (left === 0) {
      clearInterval(timer);
      timeIsUp();
    }
  };
  const timer = setInterval(show, 500);
  show();
}

/** 3725 → "1:02:05", 65 → "01:05". */
function asClock(left) {
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(left / 3600);
  return (hours ? hours + ":" : "") + two(Math.floor(left / 60) % 60) + ":" + two(left % 60);
}

/** Saves what stands in the form, once; where there is none, asks again. */
function timeIsUp() {
  const save = document.querySelector("#paper button[value=save]");
  if (save) save.form.requestSubmit(save);
  else location.reload();
}
