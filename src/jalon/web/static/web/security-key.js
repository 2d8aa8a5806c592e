// A form that a security key fills: `data-security-key` is "create" or "get", `data-options` what
// the server asks of the key. Without this script, the page says how to enter without a key.

function bytes(text) {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function asked(options) {
  const given = { ...options, challenge: bytes(options.challenge) };
  if (options.user) given.user = { ...options.user, id: bytes(options.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (options[list]) given[list] = options[list].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return given;
}

function told(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(
      parts.filter((name) => response[name]).map((name) => [name, text(response[name])]),
    ),
  };
}

function say(form, words) {
  const line = form.querySelector("[data-security-key-said]");
  line.textContent = words;
  line.hidden = !words;
}

async function fill(form) {
  const { securityKey: act, options, unknown, refused } = form.dataset;
  if (!window.PublicKeyCredential) {
    say(form, unknown);
    return;
  }
  say(form, "");
  try {
    const credential = await navigator.credentials[act]({ publicKey: asked(JSON.parse(options)) });
    form.elements.credential.value = JSON.stringify(told(credential));
    form.submit();
  } catch (error) {
    say(form, error.name === "SecurityError" ? unknown : refused);
  }
}

for (const form of document.querySelectorAll("form[data-security-key]")) {
  form.hidden = false;
  form.parentElement.querySelector("[data-security-key-absent]")?.remove();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fill(form);
  });
}
