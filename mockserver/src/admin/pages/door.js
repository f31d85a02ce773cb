// SPDX-License-Identifier: MIT
// The form that asks for the admin token.

/** Resolves with what was typed. `isRefused`: there was one, and it was wrong. */
export function askForToken(isRefused) {
  const door = document.getElementById("door");
  const input = document.getElementById("token");
  document.getElementById("door-refused").textContent = isRefused ? "That is not the token." : "";
  input.value = "";
  if (!door.open) door.showModal();
  return new Promise((resolve) => {
    const form = document.getElementById("door-form");
    const take = (event) => {
      event.preventDefault();
      form.removeEventListener("submit", take);
      const given = input.value;
      input.value = "";
      door.close();
      resolve(given);
    };
    form.addEventListener("submit", take);
    door.oncancel = (event) => event.preventDefault();  // nothing can be shown without it
    input.focus();
  });
}
