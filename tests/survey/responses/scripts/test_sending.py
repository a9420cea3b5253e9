"""What is a final answer, what is none, and when it is tried again."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# A platform of which a test says what it answers; time is a number.
SETTING = """
const { openStore } = await import("./store.js");
const { Sender } = await import("./sending.js");
const store = await openStore("test");
const seen = [];
const done = [];
const clock = { now: 1e9 };
let answer = () => { throw new TypeError("no network"); };
const own = (record, state, more) => new Response(
  JSON.stringify(Object.assign({ uuid: record.uuid, state, receipt: "R" }, more)),
  { status: 201 });
const sender = new Sender(store, {
  language: "vi",
  now: () => clock.now,
  random: () => 0.5,
  onDone: (record, told) => done.push([record.uuid, told.receipt]),
  onRefused: (record, told) => done.push([record.uuid, told.reason]),
  fetch: async (address, options) => {
    const record = JSON.parse(options.body);
    seen.push(record.uuid);
    return answer(record, address, options);
  },
});
const put = (...uuids) => uuids.reduce(
  (before, uuid) => before.then(() => store.put(
    { uuid, form: "w/u", sealed: "AA", kiosk: null, state: "waiting", tries: 0 })),
  Promise.resolve());
"""


def run(page, body: str, given: object = None):
    return page.evaluate(f"async (given) => {{ {SETTING} {body} }}", given)


def test_what_waits_is_sent_in_order_and_removed(bench):
    seen, done, left = run(
        bench,
        """answer = (record) => own(record, "counted");
        await put("c", "a", "b");
        await sender.kick();
        return [seen, done, await sender.waiting()];""",
    )

    assert seen == ["c", "a", "b"]
    assert done == [["c", "R"], ["a", "R"], ["b", "R"]]
    assert left == 0


def test_the_request_is_that_of_the_contract(bench):
    address, options = run(
        bench,
        """let sent;
        answer = (record, address, options) => {
          sent = [address, Object.assign({}, options, { signal: null })];
          return own(record, "counted");
        };
        await put("a");
        await sender.kick();
        return sent;""",
    )

    assert address == "/rate/api/submissions?lang=vi"
    assert options["method"] == "POST"
    assert options["credentials"] == "omit"
    assert options["body"] == '{"form":"w/u","uuid":"a","sealed":"AA","kiosk":null}'


def test_a_refused_form_is_marked_and_not_sent_again(bench):
    seen, done, [record] = run(
        bench,
        """answer = (record) => own(
          record, "refused", { reason: "not_open", sentence: "Đã đóng." });
        await put("a");
        await sender.kick();
        await sender.kick(true);
        return [seen, done, await store.all()];""",
    )

    assert seen == ["a"]
    assert done == [["a", "not_open"]]
    assert record["state"] == "refused"
    assert record["sentence"] == "Đã đóng."


NO_ANSWERS = {
    "no network": "throw new TypeError('Failed to fetch')",
    "a captive portal": "return new Response('<h1>Wi-Fi</h1>', { status: 200 })",
    "the JSON of somebody else": "return new Response('{}', { status: 200 })",
    "JSON that is no object": "return new Response('null', { status: 200 })",
    "the answer to another form": ("return own({ uuid: 'other' }, 'counted')"),
    "an unknown state": "return own(record, 'maybe')",
    "500": "return new Response('', { status: 500 })",
    "502": "return new Response('', { status: 502 })",
    "503": "return new Response('', { status: 503 })",
    "429": "return new Response('', { status: 429 })",
    "413 of a proxy": "return new Response('too large', { status: 413 })",
    "204": "return new Response(null, { status: 204 })",
    "half an answer": (
        'return new Response(\'{"uuid": "a", "state": "cou\', { status: 201 })'
    ),
}


@pytest.mark.parametrize("body", NO_ANSWERS.values(), ids=NO_ANSWERS.keys())
def test_whatever_is_not_our_answer_is_none(bench, body):
    first, second, done = run(
        bench,
        f"""answer = (record) => {{ {body} }};
        await put("a");
        await sender.kick();
        const [first] = await store.all();
        await sender.kick();
        answer = (record) => own(record, "counted");
        clock.now += 1000;
        await sender.kick();
        return [first, seen, done];""",
    )

    assert (first["state"], first["tries"]) == ("waiting", 1)
    assert first["nextAt"] == 1e9 + 1000
    assert second == ["a", "a"]  # not while it was put off
    assert done == [["a", "R"]]


def test_pauses_double_up_to_five_minutes(bench):
    pauses = run(
        bench,
        """await put("a");
        const pauses = [];
        for (let n = 0; n < 12; n += 1) {
          await sender.kick(true);
          const [record] = await store.all();
          pauses.push((record.nextAt - clock.now) / 1000);
        }
        return pauses;""",
    )

    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_pauses_are_drawn_within_thirty_per_cent(bench):
    low, high = run(
        bench,
        """sender.random = () => 0;
        const low = sender.pause(1);
        sender.random = () => 1;
        return [low, sender.pause(1)];""",
    )

    assert (low, high) == (pytest.approx(700), pytest.approx(1300))


@pytest.mark.parametrize(
    ("told", "pause"),
    [("120", 120), ("0", 1), ("999999", 3600), ("soon", 1), ("Fri, 01 Jan 2100", 3600)],
)
def test_the_platform_may_ask_for_a_longer_pause(bench, told, pause):
    found = run(
        bench,
        """answer = () => new Response("", {
          status: 503, headers: { "Retry-After": given } });
        await put("a");
        await sender.kick();
        return ((await store.all())[0].nextAt - clock.now) / 1000;""",
        told,
    )

    assert found == pause


def test_a_line_that_is_dead_is_tried_once_and_not_for_every_form(bench):
    seen = run(
        bench,
        """await put("a", "b", "c");
        await sender.kick();
        await sender.kick();
        return seen;""",
    )

    assert seen == ["a"]


def test_a_form_that_fails_by_itself_does_not_hold_up_the_others(bench):
    done, left = run(
        bench,
        """answer = (record) => record.uuid === "a"
          ? new Response("", { status: 413 }) : own(record, "counted");
        await put("a", "b");
        await sender.kick();
        return [done, await sender.waiting()];""",
    )

    assert done == [["b", "R"]]
    assert left == 1


def test_a_clock_that_was_put_back_years_does_not_hold_a_form_back(bench):
    done = run(
        bench,
        """await put("a");
        await sender.kick();
        clock.now -= 10 * 365 * 864e5;
        sender.line = { tries: 0, nextAt: 0 };
        answer = (record) => own(record, "counted");
        await sender.kick();
        return done;""",
    )

    assert done == [["a", "R"]]


def test_what_is_put_during_a_round_goes_with_the_next(bench):
    seen = run(
        bench,
        """answer = (record) => own(record, "counted");
        await put("a");
        const first = sender.kick();
        await put("b");
        await Promise.all([first, sender.kick()]);
        return seen;""",
    )

    assert seen == ["a", "b"]


@pytest.mark.parametrize("locks", [True, False], ids=["locks", "lease"])
def test_two_tabs_never_send_at_the_same_time(bench, locks):
    most, seen = run(
        bench,
        """if (!given) Object.defineProperty(navigator, "locks", { value: undefined });
        let now = 0, most = 0;
        answer = async (record) => {
          most = Math.max(most, ++now);
          await new Promise((resolve) => setTimeout(resolve, 30));
          now -= 1;
          return own(record, "counted");
        };
        const other = new Sender(store, { fetch: sender.fetch, now: sender.now });
        await put("a", "b", "c", "d");
        await Promise.all([sender.kick(), other.kick()]);
        return [most, seen];""",
        locks,
    )

    assert most == 1
    assert seen == ["a", "b", "c", "d"]


def test_it_tries_again_by_itself_when_the_signal_is_back(bench):
    done = run(
        bench,
        """await put("a");
        await sender.start();
        answer = (record) => own(record, "counted");
        const back = new Promise((resolve) => { sender.onChange = resolve; });
        self.dispatchEvent(new Event("online"));
        await back;
        return done;""",
    )

    assert done == [["a", "R"]]


def test_it_tries_again_by_itself_after_the_pause(bench):
    done = run(
        bench,
        """sender.now = () => Date.now();
        await put("a");
        await sender.kick();
        answer = (record) => own(record, "counted");
        await new Promise((resolve) => { sender.onChange = resolve; });
        return done;""",
    )

    assert done == [["a", "R"]]


@pytest.mark.parametrize("failing", ["remove", "update"])
def test_a_record_that_the_store_fails_with_does_not_hold_up_the_others(bench, failing):
    done, seen, planned = run(
        bench,
        """const usual = store[given].bind(store);
        store[given] = (one) => (one.uuid || one) === "a"
          ? Promise.reject(new Error("disk")) : usual(one);
        answer = (record) => record.uuid === "a" && given === "update"
          ? new Response("", { status: 500 }) : own(record, "counted");
        await put("a", "b");
        await sender.kick();
        await sender.kick();
        return [done, seen, await sender.nextMoment() - clock.now];""",
        failing,
    )

    assert done == [["b", "R"]]
    assert seen == ["a", "b"]  # not again before its pause is over
    assert planned == 1000


def test_a_store_that_fails_for_a_moment_is_asked_again(bench):
    done = run(
        bench,
        """answer = (record) => own(record, "counted");
        await put("a");
        const { all } = store;
        store.all = () => Promise.reject(new Error("disk"));
        const usual = self.setTimeout;
        self.setTimeout = (act, after) => usual(act, after === 30000 ? 10 : after);
        const sent = new Promise((resolve) => { sender.onChange = resolve; });
        await sender.kick();
        delete store.all;
        await sent;
        return done;""",
    )

    assert done == [["a", "R"]]
