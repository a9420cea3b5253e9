"""What waits on a device stays there, whatever happens to the page."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OPEN = """const { openStore } = await import("./store.js");
const store = await openStore("test");"""


def run(page, body: str, given: object = None):
    return page.evaluate(f"async (given) => {{ {OPEN} {body} }}", given)


def put(page, *uuids: str) -> None:
    run(
        page,
        """for (const uuid of given) {
          await store.put({ uuid, form: "w/u", sealed: "AA", state: "waiting" });
        }""",
        list(uuids),
    )


def uuids(page) -> list[str]:
    return run(page, "return (await store.all()).map((record) => record.uuid);")


def test_records_are_kept_in_the_order_they_were_put(bench):
    put(bench, "z", "a", "m")
    bench.reload()
    put(bench, "b")

    assert uuids(bench) == ["z", "a", "m", "b"]
    assert run(bench, "return store.count();") == 4


def test_a_record_can_change_and_go(bench):
    put(bench, "one", "two")

    run(
        bench,
        """const [one] = await store.all();
        await store.update(Object.assign(one, { tries: 3 }));
        await store.remove("two");""",
    )

    [record] = run(bench, "return store.all();")
    assert (record["uuid"], record["tries"]) == ("one", 3)


def test_what_was_removed_does_not_come_back_with_a_late_change(bench):
    put(bench, "one")

    run(
        bench,
        """const [one] = await store.all();
        await store.remove("one");
        await store.update(one);""",
    )

    assert uuids(bench) == []


def test_settings_are_remembered_and_removed(bench):
    run(bench, 'await store.set("lang", "vi"); await store.set("draft a", 1);')
    bench.reload()

    assert run(bench, 'return store.setting("lang");') == "vi"
    assert run(bench, 'return store.keys("draft ");') == ["draft a"]
    run(bench, 'await store.set("lang", undefined);')
    assert run(bench, 'return (await store.setting("lang")) === undefined;')


def test_a_key_that_cannot_be_taken_out_can_be_kept(bench):
    run(
        bench,
        """const kind = { name: "AES-GCM", length: 256 };
        const key = await crypto.subtle.generateKey(kind, false, ["encrypt"]);
        await store.set("key", key);""",
    )
    bench.reload()

    assert run(bench, 'return (await store.setting("key")).extractable;') is False


def test_a_lease_has_one_holder_until_it_runs_out(bench):
    took = run(
        bench,
        """const at = (who, now) => store.lease("sending", who, now, 60);
        return [await at("a", 0), await at("b", 10), await at("a", 20),
                await at("b", 70), await at("b", 80), await at("a", 81)];""",
    )

    assert took == [True, False, True, False, True, False]


def test_a_lease_of_another_clock_is_not_waited_for(bench):
    took = run(
        bench,
        """await store.lease("sending", "a", 1e12, 60);
        return store.lease("sending", "b", 100, 60);""",
    )

    assert took is True


def test_a_full_disk_is_told_and_not_pretended_away(bench):
    network = bench.context.new_cdp_session(bench)
    network.send(
        "Storage.overrideQuotaForOrigin",
        {"origin": "https://modules.test", "quotaSize": 1000},
    )

    told = run(
        bench,
        """return store.put({ uuid: "one", sealed: "AA", state: "waiting" })
          .then(() => "kept", (failure) => failure.name);""",
    )

    assert told == "QuotaExceededError"
    assert uuids(bench) == []


def test_an_open_page_does_not_block_a_newer_version(bench):
    put(bench, "one")
    newer = bench.context.new_page()
    newer.goto(bench.url)

    version = newer.evaluate(
        """() => new Promise((resolve, reject) => {
          const request = indexedDB.open("hailong-test", 2);
          request.onsuccess = () => resolve(request.result.version);
          request.onerror = () => reject(request.error);
        })"""
    )

    assert version == 2


def test_a_database_that_the_browser_has_closed_is_opened_once_more(bench):
    put(bench, "one")

    found = run(
        bench,
        """store.database.close();
        const counts = await Promise.all([store.count(), store.all()]);
        store.database.close();
        await store.put({ uuid: "two", sealed: "AA", state: "waiting" });
        return [counts[0], counts[1].length, await store.count()];""",
    )

    assert found == [1, 1, 2]
