// The agent's form: the current call, the caller's cases under a pseudonym, commands to register and assign a case,
// answers to read out, and the promised calls.

import { $, api, attempt, directory, el, hear, line, tell } from './page.js';

let call = null;      // the id of the call that waits or that the agent has taken
let taken = false;
let sheet = null;     // the call's attributes and case
let departments = [];
let answers = [];

const agent = () => `agent:${$('agent-name').value.trim() || 'asha'}`;
const did = text => { $('agent-did').textContent = text; };

/** Sends a request to the desk; throws the reason if the desk rejects it. */
async function ask(request) {
  const answer = await api('desk', { as: agent(), request });
  if (answer.outcome === 'rejected') throw new Error(`not done: ${answer.why}`);
  return answer;
}

/** Gives a command on a case, under a new id. */
const act = (ticket, command, facts = {}) => ask({ do: 'act', ticket, id: crypto.randomUUID(), command, facts });

// ---------------------------------------------------------------- the call in hand

hear('queued', async id => {
  call = id;
  $('in-hand').textContent = 'A call waits.';
  $('take').disabled = false;
});

$('take').addEventListener('click', attempt(async () => {
  await api(`calls/${call}`, { do: 'take', agent: $('agent-name').value.trim() || 'asha' });
}));

hear('agent', async name => {
  taken = true;
  $('in-hand').textContent = `${name} speaks with the caller.`;
  $('take').disabled = true;
  $('put-down').disabled = false;
  await known();
});

$('put-down').addEventListener('click', attempt(() => api(`calls/${call}`, { do: 'put-down' })));

hear('ended', async () => {
  if (!call) return;
  $('in-hand').textContent = taken ? 'The conversation is over; the case can still be worked on.' : 'The caller did not wait.';
  $('take').disabled = true;
  $('put-down').disabled = true;
  if (!taken) $('open').disabled = true;
  taken = false;
});

hear('call', () => {
  call = null;
  sheet = null;
  $('open').disabled = true;
  $('call-known').replaceChildren();
  $('in-hand').textContent = 'No call waits. A caller who presses 0 comes here.';
});

/** Shows the call's attributes and the caller's cases. */
async function known() {
  sheet = await api(`calls/${call}/attributes`);
  $('open').disabled = Boolean(sheet.ticket);
  if (sheet.ticket) $('sort-ticket').value = sheet.ticket;
  const rows = Object.entries(sheet.attributes).filter(([, value]) => value !== '');
  $('call-known').replaceChildren(
    el('details', {}, el('summary', {}, `The call's ${rows.length} attributes`),
      el('table', {}, el('caption', {}, 'Attributes of the call'),
        el('tbody', {}, ...rows.map(([name, value]) => el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, line(value))))))),
    await cases());
}

async function cases() {
  if (sheet.withheld) return el('p', {}, 'The number is withheld: the caller\'s cases cannot be found by it. Ask for the ticket.');
  const found = await api(`calls/${call}/history`, { as: agent() });
  if (found.outcome === 'rejected') throw new Error(found.why);
  const told = found.cases.length === 0 ? 'no case yet' : found.cases.length === 1 ? '1 case' : `${found.cases.length} cases, the newest first`;
  return el('div', {}, el('h4', {}, `Caller ${found.caller}: ${told}`),
    el('p', { class: 'hint' }, 'A pseudonym: the agent does not see the number. Phones are shared: ask for the ticket before you speak of a case.'),
    el('ul', { class: 'timeline' }, ...found.cases.map(one => el('li', {},
      el('button', { type: 'button', class: 'small', onclick: attempt(() => choose(one.ticket)) }, `Case ${one.ticket}`),
      ` ${shown(one.state)}${one.department === '-' ? '' : `, ${one.department} ${one.level}`}`))));
}

/** The name under which people read a stored state. */
const shown = state => state === 'triaged' ? 'assigned' : state;

function choose(ticket) {
  $('sort-ticket').value = ticket;
  tell('changed', ticket);
}

// ---------------------------------------------------------------- register and sort

$('open').addEventListener('click', attempt(async () => {
  const answer = await api(`calls/${call}/open`, { as: agent(), language: sheet?.language ?? 'hi' });
  if (answer.outcome === 'rejected') throw new Error(`not registered: ${answer.why}`);
  $('sort-ticket').value = answer.ticket;
  $('open').disabled = true;
  did(answer.event === 'nothing' ? `The call has the case ${answer.ticket} already: it is ${shown(answer.state)}.` : `Registered: ${answer.ticket}. Read it to the caller.`);
  tell('changed', answer.ticket);
  await known();
  $('open').disabled = true;
}));

$('sort').addEventListener('submit', attempt(async () => {
  const ticket = $('sort-ticket').value.trim();
  const seen = await api(`cases/${encodeURIComponent(ticket)}`);
  if (/^draft|^void/.test(seen.facts[0]?.value ?? '')) await act(ticket, 'register');
  const answer = await act(ticket, 'sort', {
    department: $('sort-department').value, category: $('sort-category').value, kind: $('sort-kind').value,
  });
  await addWords(ticket);
  did(`Sorted: ${ticket} is ${shown(answer.state)}, with ${$('sort-department').value}.`);
  tell('case', { ticket, department: $('sort-department').value });
}));

$('add-words').addEventListener('click', attempt(async () => {
  const ticket = $('sort-ticket').value.trim();
  if (!ticket) throw new Error('write the number of a ticket');
  if (!await addWords(ticket)) throw new Error('write what the caller said');
  did(`Added to ${ticket}.`);
  tell('changed', ticket);
}));

async function addWords(ticket) {
  const words = $('sort-words').value.trim();
  if (!words) return false;
  await act(ticket, 'add-words', { words });
  $('sort-words').value = '';
  return true;
}

const both = name => [name.en, name.hi].filter(Boolean).join(' / ');

function categories() {
  const department = departments.find(one => one.code === $('sort-department').value);
  $('sort-category').replaceChildren(...(department?.categories ?? []).map(one => el('option', { value: one.code }, both(one.name))));
}
$('sort-department').addEventListener('change', () => {
  categories();
  $('answers-department').value = $('sort-department').value;
  showAnswers();
});

directory.then(async found => {
  departments = found.departments;
  for (const select of [$('sort-department'), $('answers-department')]) {
    select.append(...departments.map(one => el('option', { value: one.code }, `${one.code}: ${one.name.en}`)));
  }
  categories();
  attempt(async () => {
    answers = (await api('answers')).answers;
    showAnswers();
    await calls();
  })();
}, () => {});

// ---------------------------------------------------------------- answers to read out

function showAnswers() {
  const mine = answers.filter(one => one.department === $('answers-department').value);
  $('answers').replaceChildren(...mine.map(one => el('article', {},
    el('p', {}, el('b', {}, one.question), ' ', one.approved
      ? el('span', { class: 'by' }, `approved: ${one.approved}`)
      : el('span', { class: 'draft' }, 'draft: the department has not approved it')),
    el('p', { lang: 'hi' }, one.hi), el('p', { lang: 'en' }, one.en))));
  if (mine.length === 0) $('answers').replaceChildren(el('p', { class: 'hint' }, 'No answer for this department yet.'));
}
$('answers-department').addEventListener('change', showAnswers);

// ---------------------------------------------------------------- promised calls

$('calls-again').addEventListener('click', attempt(calls));
hear('time', calls);
hear('changed', calls);

async function calls() {
  const found = await ask({ do: 'calls' });
  if (found.cases.length === 0) return $('calls').replaceChildren(el('p', { class: 'hint' }, 'No call is promised.'));
  $('calls').replaceChildren(el('p', { class: 'hint' }, 'What is due first comes first. When you have called:'),
    el('ul', { class: 'timeline' }, ...found.cases.flatMap(one => one.promises.map(promise => row(one, promise)))));
}

function row(one, { number, kind }) {
  const button = (text, name) => el('button', {
    type: 'button', class: 'small', 'aria-label': `${text}: ${kind} of case ${one.ticket}`,
    onclick: attempt(async () => {
      const answer = await act(one.ticket, name, { number });
      did(`Case ${one.ticket}: ${answer.event === 'nothing' ? 'nothing new' : answer.event.replaceAll('-', ' ')}.`);
      tell('changed', one.ticket);
    }),
  }, text);
  return el('li', {},
    el('button', { type: 'button', class: 'small', onclick: attempt(() => choose(one.ticket)) }, `Case ${one.ticket}`),
    ` ${kind.replace('-', ' ')} `,
    el('div', { class: 'row' }, button('Kept', 'keep-promise'), button('Not reached', 'not-reached')));
}
