// Sends chosen or dropped files one after the other, and tells the page which of them have come. What is under way
// outlives a run of the page: Streamlit calls this anew each time, on the same element.
const zones = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(name);
  const zone = zones.get(parentElement) || { queue: [], current: null };
  zones.set(parentElement, zone);
  zone.told = data;
  zone.tell = setTriggerValue;
  const words = data.words;
  part('.lead').textContent = words.lead;
  part('.way').textContent = words.way;
  part('.limit').textContent = words.limit;
  const input = part('input');
  const box = part('.zone');
  const list = part('.coming');

  const add = (files) => {
    for (const file of files) zone.queue.push(entry(file));
    next();
  };

  // One line of the list: its name, a button to stop or to close it, how far it is, what is said of it.
  const entry = (file) => {
    const line = document.createElement('li');
    const make = (tag, name) => line.appendChild(Object.assign(document.createElement(tag), { className: name }));
    const name = make('span', 'name');
    const button = make('button', 'end');
    const bar = make('progress', 'bar');
    const said = make('p', 'said');
    name.textContent = file.name;
    button.type = 'button';
    button.textContent = words.cancel;
    button.setAttribute('aria-label', `${words.cancel}: ${file.name}`);
    bar.setAttribute('aria-label', file.name);
    bar.max = 1;
    bar.value = 0;
    said.textContent = words.waits;
    list.appendChild(line);
    const item = { file, line, button, bar, said, request: null };
    button.onclick = () => stop(item);
    return item;
  };

  const stop = (item) => {
    zone.queue = zone.queue.filter((other) => other !== item);
    if (item.request) item.request.abort();
    item.line.remove();
    input.focus();
  };

  const fail = (item, sentence) => {
    item.bar.remove();
    item.said.textContent = sentence;
    item.said.setAttribute('role', 'alert');
    item.button.textContent = words.close;
    item.button.setAttribute('aria-label', `${words.close}: ${item.file.name}`);
    done(item);
  };

  const done = (item) => {
    item.request = null;
    if (zone.current === item) zone.current = null;
    next();
  };

  const next = () => {
    if (zone.current || !zone.queue.length) return;
    const item = (zone.current = zone.queue.shift());
    if (item.file.size > zone.told.most) return fail(item, words.large);
    if (!item.file.size) return fail(item, words.empty);
    const request = (item.request = new XMLHttpRequest());
    request.open('POST', `${zone.told.address}?nama=${encodeURIComponent(item.file.name)}&lang=${zone.told.lang}`);
    request.upload.onprogress = (event) => {
      item.bar.value = event.loaded / event.total;
      item.said.textContent = words.share.replace('{share}', Math.floor((100 * event.loaded) / event.total));
    };
    request.onload = () => {
      if (request.status === 201) {
        item.line.remove();
        const { id } = JSON.parse(request.responseText);
        done(item);
        return zone.tell('arrived', id);
      }
      fail(item, sentence(request));
    };
    request.onerror = () => fail(item, words.broken);
    request.onabort = () => done(item);
    request.send(item.file);
  };

  // What stands before the dashboard answers in words of its own: what its status means is said in ours.
  const sentence = (request) => {
    const ours = { 401: words.ended, 403: words.refused, 413: words.large }[request.status] || words.broken;
    try {
      return JSON.parse(request.responseText).sentence || ours;
    } catch {
      return ours;
    }
  };

  input.onchange = () => {
    add([...input.files]);
    input.value = '';
  };
  const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes('Files');
  // A file that misses the zone must not replace the page.
  const over = (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    box.classList.add('over');
  };
  const leave = (event) => event.relatedTarget === null && box.classList.remove('over');
  const drop = (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    box.classList.remove('over');
    add([...event.dataTransfer.files]);
  };
  const warn = (event) => (zone.current || zone.queue.length) && event.preventDefault();
  const heard = [[document, 'dragover', over], [document, 'dragleave', leave], [document, 'drop', drop], [window, 'beforeunload', warn]];
  for (const [target, name, listener] of heard) target.addEventListener(name, listener);
  return () => {
    for (const [target, name, listener] of heard) target.removeEventListener(name, listener);
  };
}
