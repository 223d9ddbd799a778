// Functions that every part of the page uses: requests, elements, error messages.

const token = document.querySelector('meta[name="phone-page-token"]').content;

export const $ = id => document.getElementById(id);

/** Shows an error message until the next request succeeds. */
export function trouble(text) {
  $('trouble').replaceChildren(...(text ? [el('p', {}, text)] : []));
}

/** Sends a request to this page's server. On failure it shows a sentence about the error, then throws it. */
export async function api(path, body) {
  let reply, answer;
  try {
    reply = await fetch(`/api/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'X-Phone-Page': token, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    answer = await reply.json();
  } catch {
    return refuse('The page\'s server does not answer: is `cargo xtask page` still running? Start it and load the page again.');
  }
  if (!reply.ok) return refuse(answer.error ?? `The server answered ${reply.status}; load the page again.`);
  trouble('');
  return answer;
}

/** An error whose message has been shown already. */
class Shown extends Error {}

function refuse(text) {
  trouble(text);
  throw new Shown(text);
}

/** Wraps an action that may fail. `api` shows its own errors; this shows all others. */
export function attempt(doing) {
  return async event => {
    event?.preventDefault?.();
    try {
      await doing(event);
    } catch (error) {
      if (!(error instanceof Shown)) trouble(`${error.message[0].toUpperCase()}${error.message.slice(1)}.`);
    }
  };
}

export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

/** A line of text, marked as Hindi or English by its script. */
export function line(text) {
  return el('span', { lang: /[\u0900-\u097f]/.test(text) ? 'hi' : 'en' }, text);
}

/** Without a font each letter is drawn as the same box. */
function drawsHindi() {
  const drawn = letter => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 48;
    const pen = canvas.getContext('2d');
    pen.font = '32px sans-serif';
    pen.fillText(letter, 8, 36);
    return canvas.toDataURL();
  };
  return drawn('क') !== drawn('ट');
}
$('no-font').hidden = drawsHindi();

const known = new EventTarget();

/** Sends an event to the other parts of the page: `call`, `case`, `queued`, `agent`, `ended`, `time`. */
export function tell(name, detail) {
  known.dispatchEvent(new CustomEvent(name, { detail }));
}

export function hear(name, listener) {
  known.addEventListener(name, event => attempt(() => listener(event.detail))());
}

export const directory = api('directory');
directory.catch(() => {});
