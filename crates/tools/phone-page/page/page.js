// What every part of the page uses: requests, elements, troubles.

const token = document.querySelector('meta[name="phone-page-token"]').content;

export const $ = id => document.getElementById(id);

/** Says a trouble in words until the next thing goes well. */
export function trouble(text) {
  $('trouble').replaceChildren(...(text ? [el('p', {}, text)] : []));
}

/** A request to this page's server. Throws what went wrong as a sentence, after showing it. */
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

/** A trouble that has been shown already. */
class Shown extends Error {}

function refuse(text) {
  trouble(text);
  throw new Shown(text);
}

/** Runs what may fail: `api` has shown why, anything else is shown here. */
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

/** A line of text with its language by its script. */
export function line(text) {
  return el('span', { lang: /[\u0900-\u097f]/.test(text) ? 'hi' : 'en' }, text);
}

const known = new EventTarget();

/** Tells the other parts of the page: `call`, `case`, `queued`, `agent`, `ended`, `time`. */
export function tell(name, detail) {
  known.dispatchEvent(new CustomEvent(name, { detail }));
}

export function hear(name, listener) {
  known.addEventListener(name, event => attempt(() => listener(event.detail))());
}

export const directory = api('directory');
directory.catch(() => {});
