// The department: its inbox, the case with its timeline, and the clock.

import { $, api, attempt, directory, el, hear, line, tell } from './page.js';

/** The pause between two looks into an inbox for an expected notice, and the number of looks. */
const AGAIN_MS = 1500;
const LOOKS = 12;

let due = null;
let looking = 0;

directory.then(found => {
  for (const topic of found.topics) {
    $('department').append(el('option', { value: topic.code }, `${topic.code}: ${topic.name.en}`));
  }
  attempt(inbox)();
}, () => {});

// ---------------------------------------------------------------- inbox

$('inbox-form').addEventListener('submit', attempt(inbox));
$('department').addEventListener('change', attempt(inbox));

async function inbox() {
  const department = $('department').value;
  if (!department) return 0;
  const { notices } = await api(`inbox/${department}`);
  if (department !== $('department').value) return 0;
  $('inbox-state').textContent = notices.length === 0
    ? `The inbox of ${department} is empty.`
    : notices.length === 1 ? '1 notice.' : `${notices.length} notices, the newest first.`;
  $('inbox').replaceChildren(...notices.toReversed().map(notice => el('li', {},
    el('div', { class: 'notice-head' }, el('span', {}, el('b', {}, notice.event), ` at level ${notice.level}, ${notice.at}`),
      el('button', { type: 'button', class: 'small', onclick: attempt(() => show(notice.ticket)) },
        `Case ${notice.ticket}`)),
    el('div', { class: 'letter' }, ...notice.text.split('\n').filter(Boolean).map(text => el('p', {}, line(text)))))));
  return notices.length;
}

/** Waits for a notice of the case, because the ledger's stream delivers it a moment after the write. */
async function waitForNotice(ticket) {
  const mine = ++looking;
  for (let look = 0; look < LOOKS && mine === looking; look++) {
    await inbox();
    if ($('inbox').textContent.includes(ticket)) return;
    await new Promise(done => setTimeout(done, AGAIN_MS));
  }
}

// ---------------------------------------------------------------- case

$('case-form').addEventListener('submit', attempt(() => show($('ticket').value.trim())));

/** An earlier case does not stay on the screen under the number of another one. */
function clear() {
  due = null;
  $('to-due').disabled = true;
  $('case').replaceChildren(el('p', { class: 'hint' }, 'No case is shown.'));
}

export async function show(ticket) {
  if (!ticket) throw new Error('write the number of a ticket');
  let found;
  try {
    found = await api(`cases/${encodeURIComponent(ticket)}`);
  } catch (error) {
    clear();
    throw error;
  }
  $('ticket').value = found.ticket;
  due = found.due_at;
  $('to-due').disabled = !due;
  const parts = [el('h4', {}, found.title)];
  parts.push(el('dl', {}, ...found.facts.flatMap(fact => [el('dt', {}, fact.label), el('dd', {}, fact.value)])));
  let day = null;
  let list = null;
  for (const event of found.events) {
    if (event.day !== day) {
      day = event.day;
      list = el('ol', { class: 'timeline' });
      parts.push(el('h5', {}, day), list);
    }
    list.append(el('li', {}, el('time', {}, event.time), ' ', el('b', {}, event.what), el('span', { class: 'by' }, ` by ${event.by}`),
      ...event.words.map(words => el('blockquote', {}, line(words)))));
  }
  $('case').replaceChildren(...parts);
}

hear('case', async told => {
  await show(told.ticket);
  if (!told.department) return;
  $('department').value = told.department;
  await waitForNotice(told.ticket);
  await show(told.ticket);
});
hear('changed', async ticket => {
  if (ticket) await show(ticket);
  await inbox();
});
hear('ended', async () => {
  if ($('ticket').value) await show($('ticket').value);
});

// ---------------------------------------------------------------- clock

async function time() {
  const clock = await api('clock');
  showTime(clock);
}

function showTime(clock) {
  $('time').replaceChildren('For the helpline it is ', el('b', {}, clock.told), clock.moved ? ', moved on.' : '.');
}

async function moveOn(body) {
  const clock = await api('clock', body);
  showTime(clock);
  $('swept').textContent = clock.did;
  if ($('ticket').value) await show($('ticket').value);
  tell('time');
  await new Promise(done => setTimeout(done, AGAIN_MS));
  await inbox();
}

for (const button of document.querySelectorAll('[data-by]')) {
  button.addEventListener('click', attempt(() => moveOn({ by: Number(button.dataset.by) })));
}
$('to-due').addEventListener('click', attempt(async () => {
  // The sweep finds a case one second after its due time. A case that is already due is swept now.
  const at = new Date(new Date(due).getTime() + 1000);
  const clock = await api('clock');
  await moveOn(at > new Date(clock.at) ? { to: at.toISOString() } : { by: 0 });
}));
$('move').addEventListener('submit', attempt(() => {
  if (!$('to').value) throw new Error('choose a day and a time');
  return moveOn({ to: `${$('to').value}:00+05:30` });
}));
attempt(time)();
