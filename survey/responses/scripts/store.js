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
  const request = indexedDB.open(`hailong-${name}`, STORE_VERSION);
  request.onupgradeneeded = (event) => upgradeStore(request.result, event.oldVersion);
  const database = await resultOf(request);
  // Another tab has a newer version: whoever stays open must not block it.
  database.onversionchange = () => database.close();
  return new Store(database);
}

class Store {
  constructor(database) {
    this.database = database;
  }

  async put(record) {
    const change = this.change("records");
    const records = change.objectStore("records");
    const last = await resultOf(records.index("order").openCursor(null, "prev"));
    const order = last ? last.value.order + 1 : 1;
    records.put(Object.assign({}, record, { order }));
    return committed(change);
  }

  all() {
    return resultOf(this.read("records").index("order").getAll());
  }

  // What another tab has removed meanwhile does not come back.
  async update(record) {
    const change = this.change("records");
    const records = change.objectStore("records");
    if (await resultOf(records.get(record.uuid))) records.put(record);
    return committed(change);
  }

  remove(uuid) {
    const change = this.change("records");
    change.objectStore("records").delete(uuid);
    return committed(change);
  }

  count() {
    return resultOf(this.read("records").count());
  }

  setting(key) {
    return resultOf(this.read("settings").get(key));
  }

  // The keys of settings that begin with these letters.
  async keys(beginning) {
    const keys = await resultOf(this.read("settings").getAllKeys());
    return keys.filter((key) => key.startsWith(beginning));
  }

  // Nothing, as a value, removes the setting.
  set(key, value) {
    const change = this.change("settings");
    const settings = change.objectStore("settings");
    if (value === undefined) settings.delete(key);
    else settings.put(value, key);
    return committed(change);
  }

  // Take or keep a lease, unless another holder's has not run out.
  async lease(key, holder, now, length) {
    const change = this.change("settings");
    const settings = change.objectStore("settings");
    const held = await resultOf(settings.get(key));
    const left = held && held.holder !== holder ? held.until - now : 0;
    // One that lasts longer than any was written under another clock.
    const free = left <= 0 || left > length;
    if (free) settings.put({ holder, until: now + length }, key);
    await committed(change);
    return free;
  }

  read(kind) {
    return this.database.transaction(kind).objectStore(kind);
  }

  change(kind) {
    return this.database.transaction(kind, "readwrite", SAFELY);
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
