import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from survey import keys, schema
from survey.config import ConfigError, read_config
from survey.database import make_engine

SAFE = {
    "HAILONG_MODE": "production",
    "DATABASE_URL": "postgresql+psycopg://hailong@db/hailong",
    "PUBLIC_URL": "https://hailong.example.gov.vn",
    "TLS_PROXIES": "1",
}


def production(tmp_path, **values: str) -> dict[str, str]:
    read_config({"HAILONG_VAR": str(tmp_path)})  # makes keys, as an installer does
    folders = {"KEYS_DIR": str(tmp_path / "keys"), "HAILONG_VAR": str(tmp_path)}
    return {**SAFE, **folders, **values}


def test_embedded_mode_needs_nothing_and_makes_its_own_keys(tmp_path):
    first = read_config({"HAILONG_VAR": str(tmp_path)})
    again = read_config({"HAILONG_VAR": str(tmp_path)})

    assert len(first["PEPPER"]) == 32
    assert first["PEPPER"] == again["PEPPER"] != first["SECRET_KEY"]
    assert (tmp_path / "keys" / "pepper.key").stat().st_mode & 0o077 == 0


def test_two_installations_share_no_secret(tmp_path):
    one = read_config({"HAILONG_VAR": str(tmp_path / "one")})
    other = read_config({"HAILONG_VAR": str(tmp_path / "other")})

    assert one["PEPPER"] != other["PEPPER"]


def test_production_reports_all_missing_settings_together():
    with pytest.raises(ConfigError) as refusal:
        read_config({"HAILONG_MODE": "production"})

    told = "\n".join(refusal.value.problems)
    for name in ("DATABASE_URL", "PUBLIC_URL", "KEYS_DIR", "TLS_PROXIES"):
        assert f"{name}" in told


def test_production_starts_when_everything_is_said(tmp_path):
    config = read_config(production(tmp_path))

    assert config["SESSION_COOKIE_SECURE"] is True
    assert config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert config["PROXIES"] == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "http://hailong.example.gov.vn"),
        ("TLS_PROXIES", "0"),
        ("TLS_PROXIES", "many"),
        ("HAILONG_MODE", "test"),
    ],
)
def test_an_unsafe_setting_stops_the_start(tmp_path, name, value):
    with pytest.raises(ConfigError, match=name):
        read_config(production(tmp_path, **{name: value}))


def test_production_never_makes_keys_up(tmp_path):
    settings = {**SAFE, "KEYS_DIR": str(tmp_path / "keys"), "HAILONG_VAR": "var"}

    with pytest.raises(ConfigError, match="pepper"):
        read_config(settings)

    assert not (tmp_path / "keys").exists()


def test_a_short_key_is_no_key(tmp_path):
    settings = production(tmp_path)
    (tmp_path / "keys" / "secret.key").write_text("00ff\n", "ascii")

    with pytest.raises(ConfigError, match="shorter than 32"):
        read_config(settings)


def test_the_folder_and_the_database_are_the_owners_own(tmp_path):
    config = read_config({"HAILONG_VAR": str(tmp_path / "var")})
    engine = make_engine(config["DATABASE_URL"])
    with engine.connect():
        pass  # as when a page is asked for before the installation

    schema.upgrade(engine)

    with engine.connect().execution_options(writes=True) as connection:
        connection.exec_driver_sql("CREATE TABLE more (id INTEGER)")
        connection.commit()
        modes = {
            path.name: path.stat().st_mode & 0o077
            for path in (tmp_path / "var").iterdir()
            if path.is_file()
        }
    engine.dispose()
    assert modes == dict.fromkeys(
        ["hailong.sqlite3", "hailong.sqlite3-shm", "hailong.sqlite3-wal"], 0
    )
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0


def test_no_new_pepper_is_made_beside_a_database(tmp_path):
    config = read_config({"HAILONG_VAR": str(tmp_path)})
    engine = make_engine(config["DATABASE_URL"])
    schema.upgrade(engine)
    engine.dispose()
    (tmp_path / "keys" / "pepper.key").unlink()

    with pytest.raises(ConfigError, match="out of a backup"):
        read_config({"HAILONG_VAR": str(tmp_path)})

    assert not (tmp_path / "keys" / "pepper.key").exists()


def test_many_that_start_at_once_read_the_same_keys(tmp_path):
    def start(_number: int) -> tuple[bytes, bytes]:
        config = read_config({"HAILONG_VAR": str(tmp_path)})
        return config["SECRET_KEY"], config["PEPPER"]

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(start, range(32)))

    assert len(found) == 1


def test_an_interrupted_key_is_never_found_in_place(tmp_path, monkeypatch):
    def fail(_descriptor: int) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="full"):
            keys.make_keys(tmp_path)

    assert list(tmp_path.iterdir()) == []
    keys.make_keys(tmp_path)
    assert len(keys.read_key(tmp_path, "pepper")) == 32
