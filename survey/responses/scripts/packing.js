import { fromBase64url, toBase64url, toUtf8 } from "./encoding.js";
import { seal } from "./sealing.js";

// A finished form as the queue keeps it: nobody but the platform can read it.

export async function packed({ bundle, form, language, fields }) {
  const { uuid, counter, code, replaces } = fields;
  const content = {
    instrument: bundle.instrument,
    answers: form.answersAsked(),
    language,
    counter: counter ? Number(counter) : null,
    code: code || null,
    replaces: replaces || null,
    partial: false,
  };
  const info = toUtf8(`hailong submission 1\n${uuid}\n${bundle.form}`);
  const words = toUtf8(JSON.stringify(content));
  const sealed = toBase64url(await seal(fromBase64url(bundle.transport), info, words));
  const record = { uuid, form: bundle.form, sealed, kiosk: null };
  return Object.assign(record, { state: "waiting", tries: 0, nextAt: 0 });
}
