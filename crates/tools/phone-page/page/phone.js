// The phone: places calls, plays the prompts, sends the caller's input. It knows no step of the helpline.

import { $, api, attempt, directory, el, hear, tell } from './page.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const NAMES = { '*': 'star', '#': 'hash' };
/** With `?quick`, which a script uses, the caller does not wait for prompts to be played. */
const quick = new URLSearchParams(location.search).has('quick');

let call = null;      // the call's id while there is one
let asked = null;     // the flow's current prompt for input
let playing = null;   // the prompt that is playing, and how to stop it
let recorder = null;  // the microphone, while it runs
let countdown = null;

// ---------------------------------------------------------------- keypad

for (const key of KEYS) {
  const name = NAMES[key] ?? key;
  $('keypad').append(el('button', { type: 'button', 'data-key': key, 'aria-label': name, onclick: () => press(key) }, key));
}

document.addEventListener('keydown', event => {
  const writes = event.target.closest('input:not([type=checkbox]), textarea, select');
  if (!call || writes || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (KEYS.includes(event.key)) {
    event.preventDefault();
    press(event.key);
  }
});

function press(key) {
  if (!call) return state('No call: place one first.');
  const button = $('keypad').querySelector(`[data-key="${key}"]`);
  button.classList.add('pressed');
  setTimeout(() => button.classList.remove('pressed'), 200);
  if (asked) hush();
  stopMicrophone();
  send({ do: 'key', key });
}

// Each request waits for the one before. Two requests at once may arrive in either order, and so would two keys.
let sent = Promise.resolve();
function send(body) {
  if (!call) return;
  const path = `calls/${call}`;
  sent = sent.then(attempt(() => api(path, body)));
}

// ---------------------------------------------------------------- the call

const manner = () => ({ aloud: quick || speaks(), patient: $('patient').checked });

$('ring').addEventListener('submit', attempt(async () => {
  if (call) return;
  const placed = await api('calls', { from: $('from').value.trim(), office: $('people').value, ...manner() });
  call = placed.call;
  $('log').replaceChildren();
  $('call').hidden = true;
  $('hang-up').hidden = false;
  $('hang-up').focus();
  state('It rings.');
  tell('call', call);
  listen(call);
}));

$('hang-up').addEventListener('click', () => {
  hush();
  const typed = asked === 'note' && $('words').value.trim();
  stopMicrophone();
  send({ do: 'hang-up', ...(typed ? { ms: length() } : {}) });
});

// The browser stores the settings for the next visit.
for (const setting of ['aloud', 'patient', 'english']) {
  const kept = localStorage.getItem(setting);
  if (kept !== null) $(setting).checked = kept === 'yes';
  $(setting).addEventListener('change', () => localStorage.setItem(setting, $(setting).checked ? 'yes' : 'no'));
}
for (const setting of ['aloud', 'patient']) {
  $(setting).addEventListener('change', () => {
    if (!$('aloud').checked) hush(true);
    showVoices();
    send({ do: 'manner', ...manner() });
  });
}
const english = () => $('log').classList.toggle('no-english', !$('english').checked);
$('english').addEventListener('change', english);
english();

async function listen(mine) {
  for (let after = 0; ;) {
    let answer;
    try {
      answer = await api(`calls/${mine}?after=${after}`);
    } catch {
      return over('The call was lost.');
    }
    for (const told of answer.news) show(told);
    after += answer.news.length;
    if (answer.over && answer.news.length === 0) return;
  }
}

const shown = {
  heard: told => {
    row('says', 'Helpline', ...told.parts.map(part => el('span', { lang: part.lang }, part.text)));
    if (told.english) $('log').lastChild.append(el('span', { class: 'english', lang: 'en' }, told.english));
    play(told);
  },
  beep: told => {
    row('says', 'Helpline', '(beep)');
    play(told);
  },
  asks: told => {
    asked = told.input;
    const few = told.keys.length < KEYS.length ? told.keys : [];
    for (const button of $('keypad').children) button.classList.toggle('offered', few.includes(button.dataset.key));
    if (asked === 'note') openNote();
  },
  waits: told => {
    const what = {
      key: 'Waits for a key',
      digits: 'Waits for digits, one after the other',
      note: 'Records: speak, then press any key',
      words: 'Waits for an answer',
    };
    count(what[asked] ?? 'Waits', told.ms);
  },
  digits: told => state(`Keyed so far: ${told.keys}`),
  did: told => {
    asked = null;
    closeNote();
    stopCount();
    row('does', 'Caller', told.text);
  },
  hint: told => row('hint', 'Note', told.text),
  trouble: told => row('bad', 'Trouble', told.text),
  recording: told => row('hint', 'Recording', told.on ? 'on' : 'off'),
  case: told => {
    row('hint', 'Case', `${told.ticket}${told.department ? `, with ${told.department}` : ''}`);
    tell('case', told);
  },
  queued: () => {
    asked = null;
    row('hint', 'Queue', 'the call waits for an agent: take it in the agent\'s part of the page');
    state('Waits for an agent.');
    tell('queued', call);
  },
  agent: told => {
    row('says', 'Agent', `${told.agent} has taken the call. What they say to each other is not part of this page.`);
    state(`Talks to the agent ${told.agent}.`);
    tell('agent', told.agent);
  },
  ended: told => {
    row(told.well ? 'hint' : 'bad', 'End', told.how);
    over(told.well ? told.how : 'The call went wrong: see below.');
  },
};

function show(told) {
  shown[told.kind]?.(told);
}

function row(kind, who, ...what) {
  $('log').append(el('p', { class: kind }, el('b', {}, `${who}: `), ...what));
  $('log').scrollTop = $('log').scrollHeight;
}

function over(how) {
  call = null;
  asked = null;
  hush(true);
  stopCount();
  closeNote();
  stopMicrophone();
  state(how);
  const focused = document.activeElement === $('hang-up');
  $('hang-up').hidden = true;
  $('call').hidden = false;
  if (focused) $('call').focus();
  tell('ended');
}

const state = text => { $('state').textContent = text; };

// ---------------------------------------------------------------- time limits, as they pass

function count(what, ms) {
  stopCount();
  const began = performance.now();
  const limited = () => !$('patient').checked;
  $('left').hidden = !limited();
  $('left').value = 1;
  // Announced once, because a spoken count every second would talk over the helpline.
  state(limited() ? `${what}, ${Math.round(ms / 1000)} s.` : `${what}, as long as you like.`);
  countdown = setInterval(() => {
    $('left').hidden = !limited();
    $('left').value = Math.max(0, 1 - (performance.now() - began) / ms);
  }, 100);
}

function stopCount() {
  clearInterval(countdown);
  $('left').hidden = true;
  state(call ? 'In the call.' : $('state').textContent);
}

// ---------------------------------------------------------------- speech

const synthesis = window.speechSynthesis;
const voice = lang => synthesis?.getVoices().find(voice => voice.lang.replace('_', '-').toLowerCase().startsWith(lang));
const speaks = () => $('aloud').checked && Boolean(synthesis) && synthesis.getVoices().length > 0;

function showVoices() {
  const missing = [['hi', 'Hindi'], ['en', 'English']].filter(([lang]) => !voice(lang)).map(([, name]) => name);
  $('voices').hidden = !$('aloud').checked || missing.length === 0;
  $('voices').textContent = `This browser has no voice for ${missing.join(' and ')}: read the text, it stays as long as it would be spoken. ` +
    'Voices come with the operating system or the browser.';
}
synthesis?.addEventListener?.('voiceschanged', showVoices);
showVoices();

/** Plays a prompt, and reports its end to the server. */
function play(told) {
  hush();
  const mine = { n: told.n, stop: () => {} };
  playing = mine;
  const done = () => {
    if (playing !== mine) return;
    hush();
    send({ do: 'heard', n: told.n });
  };
  mine.done = done;
  $('skip').hidden = false;
  if (quick) return done();
  if (told.kind === 'beep') return beep(told.ms, done);
  if (speaks()) {
    const parts = told.parts.filter(part => part.text.trim());
    mine.stop = () => synthesis.cancel();
    parts.forEach((part, index) => {
      const utterance = new SpeechSynthesisUtterance(part.text);
      utterance.lang = `${part.lang}-IN`;
      utterance.voice = voice(part.lang) ?? null;
      if (index === parts.length - 1) utterance.onend = utterance.onerror = done;
      synthesis.speak(utterance);
    });
    if (parts.length > 0) return;
  }
  // The prompt is read instead of heard, so it stays as long as it would be spoken; the server counts the same time.
  const timer = setTimeout(() => { if (playing === mine) hush(); }, told.ms);
  mine.stop = () => clearTimeout(timer);
}

function beep(ms, done) {
  if ($('aloud').checked && window.AudioContext) {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    tone.frequency.value = 1000;
    tone.connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + ms / 1000);
    tone.onended = () => audio.close();
  }
  setTimeout(done, ms);
}

/** Stops the prompt that is playing. */
function hush(silent) {
  if (silent) synthesis?.cancel();
  playing?.stop();
  playing = null;
  $('skip').hidden = true;
}

$('skip').addEventListener('click', () => playing?.done());

// ---------------------------------------------------------------- the note

/** How long a typed note would take to speak, at 2.3 words a second as in the flow's prompts, in milliseconds. */
const length = () => {
  const words = $('words').value.trim().split(/\s+/).filter(Boolean).length;
  return words === 0 ? 8000 : Math.max(1000, Math.round(words / 2.3) * 1000);
};

function openNote() {
  $('note').hidden = false;
}

function closeNote() {
  $('note').hidden = true;
  $('words').value = '';
  $('seconds').textContent = '8';
}

$('words').addEventListener('input', () => { $('seconds').textContent = String(length() / 1000); });
$('speak').addEventListener('click', () => {
  stopMicrophone();
  hush();
  const ms = length();
  if ($('note').contains(document.activeElement)) $('hang-up').focus();
  send({ do: 'spoken', ms });
});

$('microphone').addEventListener('click', attempt(async () => {
  if (recorder) {
    const ms = Math.round(performance.now() - recorder.began);
    stopMicrophone();
    return send({ do: 'spoken', ms });
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    throw new Error(`there is no microphone to use (${error.name}): allow it in the browser, or type the note`);
  }
  recorder = { media: new MediaRecorder(stream), stream, began: performance.now() };
  recorder.media.start(); // the recording is discarded; only its length is sent
  $('microphone').setAttribute('aria-pressed', 'true');
  $('microphone').textContent = 'I have spoken';
  send({ do: 'speaking' });
}));

function stopMicrophone() {
  recorder?.media.stop();
  recorder?.stream.getTracks().forEach(track => track.stop());
  recorder = null;
  $('microphone').setAttribute('aria-pressed', 'false');
  $('microphone').textContent = 'Use the microphone';
}

addEventListener('pagehide', () => synthesis?.cancel());
hear('signal', body => send(body));
directory.then(found => { $('dialled').textContent = found.number; }, () => {});
