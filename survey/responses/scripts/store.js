// What waits on this device, and what the scripts remember, in IndexedDB.

const STORE_VERSION = 1;
// Acknowledged is what reached the disk; old browsers overlook the word.
const SAFELY = { durability: "strict" };

// Each version adds its step below; none may lose what a device still holds.
function upgradeStore(database, from) {
  if (from < 1) {
    const records = database.createObjectStore("records", { keyPath: "uuid" });
    records.createIndex("order", "order");
    database.createObjectStore("settings");
  }
}

export async function openStore(name) {
  return new Store(name, await openDatabase(name));
}

async function openDatabase(name) {
  const request = indexedDB.open(`hailong-${name}`, STORE_VERSION);
  request.onupgradeneeded = (event) => upgradeStore(request.result, event.oldVersion);
  const database = await resultOf(request);
  // Another tab has a newer version: whoever stays open must not block it.
  database.onversionchange = () => database.close();
  return database;
}

class Store {
  constructor(name, database) {
    Object.assign(this, { name, database, opening: null });
  }

  put(record) {
    return this.change("records", async (records) => {
      const last = await resultOf(records.index("order").openCursor(null, "prev"));
      const order = last ? last.value.order + 1 : 1;
      records.put(Object.assign({}, record, { order }));
    });
  }

  all() {
    return this.read("records", (records) => records.index("order").getAll());
  }

  // What another tab has removed meanwhile does not come back.
  update(record) {
    return this.change("records", async (records) => {
      if (await resultOf(records.get(record.uuid))) records.put(record);
    });
  }

  remove(uuid) {
    return this.change("records", (records) => void records.delete(uuid));
  }

  count() {
    return this.read("records", (records) => records.count());
  }

  setting(key) {
    return this.read("settings", (settings) => settings.get(key));
  }

  // The keys of settings that begin with these letters.
  async keys(beginning) {
    const keys = await this.read("settings", (settings) => settings.getAllKeys());
    return keys.filter((key) => key.startsWith(beginning));
  }

  // Nothing, as a value, removes the setting.
  set(key, value) {
    return this.change("settings", (settings) => {
      if (value === undefined) settings.delete(key);
      else settings.put(value, key);
    });
  }

  // Take or keep a lease, unless another holder's has not run out.
  lease(key, holder, now, length) {
    return this.change("settings", async (settings) => {
      const held = await resultOf(settings.get(key));
      const left = held && held.holder !== holder ? held.until - now : 0;
      // One that lasts longer than any was written under another clock.
      const free = left <= 0 || left > length;
      if (free) settings.put({ holder, until: now + length }, key);
      return free;
    });
  }

  read(kind, ask) {
    return this.within(kind, "readonly", (settled) => resultOf(ask(settled.objectStore(kind))));
  }

  // Resolves once what `act` has done to the rows is on the disk.
  change(kind, act) {
    return this.within(kind, "readwrite", async (change) => {
      const done = committed(change);
      const [told] = await Promise.all([act(change.objectStore(kind)), done]);
      return told;
    });
  }

  // A browser may close a database by itself: then it is opened once more.
  async within(kind, mode, act) {
    try {
      return await act(this.database.transaction(kind, mode, SAFELY));
    } catch (failure) {
      if (failure.name !== "InvalidStateError") throw failure;
    }
    await this.reopen();
    return act(this.database.transaction(kind, mode, SAFELY));
  }

  reopen() {
    const opened = (database) => (this.database = database);
    const over = () => (this.opening = null);
    if (!this.opening) {
      this.opening = openDatabase(this.name).then(opened);
      this.opening.then(over, over);
    }
    return this.opening;
  }
}

function resultOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function committed(change) {
  return new Promise((resolve, reject) => {
    change.oncomplete = () => resolve();
    change.onabort = () => reject(change.error);
  });
}
