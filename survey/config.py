"""Settings, read from the environment once, when the app is built.

Two modes. `embedded` (what `make run` starts) keeps everything under `var/`
and makes its own random keys there. `production` has no defaults that matter:
whatever is missing or unsafe stops the start, all of it reported together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from survey import channels, keys

EMBEDDED = "embedded"
PRODUCTION = "production"
MAX_BODY = 64 * 1024


class ConfigError(Exception):
    """The environment does not describe a platform that may start."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(["The settings are not usable:", *problems]))


@dataclass
class _Reader:
    environ: Mapping[str, str]
    problems: list[str] = field(default_factory=list)

    def get(self, name: str, default: str | None = None) -> str:
        value = self.environ.get(name, "").strip() or default
        if value is None:
            self.problems.append(f"{name} is missing")
            return ""
        return value

    def choice(self, name: str, known: tuple[str, ...], default: str) -> str:
        value = self.get(name, default)
        if value not in known:
            self.problems.append(f"{name} must be one of {', '.join(known)}")
        return value

    def key(self, folder: Path, name: str) -> bytes:
        try:
            return keys.read_key(folder, name)
        except ValueError as reason:
            self.problems.append(f"KEYS_DIR: {reason}")
            return b""

    def keys(self, folder: Path) -> dict[str, bytes]:
        """Return the keys of the web process; what opens the vault is not one."""
        known = len(self.problems)
        found = {
            "SECRET_KEY": self.key(folder, "secret"),
            "PEPPER": self.key(folder, "pepper"),
            "TRANSPORT_KEY": self.key(folder, "transport"),
            "VAULT_PUBLIC": self.vault(folder),
        }
        if len(self.problems) > known:
            self.problems.append(f"Missing keys: python -m survey.keys {folder}")
        return found

    def vault(self, folder: Path) -> bytes:
        try:
            return keys.read_vault_public(folder)
        except ValueError as reason:
            self.problems.append(f"KEYS_DIR: {reason}")
            return b""


def read_config(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the Flask settings that `environ` describes.

    Raises
    ------
    ConfigError
        With every missing or unsafe setting, not only the first.
    """
    reader = _Reader(environ)
    mode = reader.choice("HAILONG_MODE", (EMBEDDED, PRODUCTION), EMBEDDED)
    config = _production(reader) if mode == PRODUCTION else _embedded(reader)
    config.update(channels.read_channels(reader.get, reader.problems))
    if reader.problems:
        raise ConfigError(reader.problems)
    return {
        "MODE": mode,
        "CONTACT": reader.get("CONTACT", ""),
        "MAX_CONTENT_LENGTH": MAX_BODY,
        "MAX_FORM_MEMORY_SIZE": MAX_BODY,
        **_session_cookie(config["TLS"]),
        "WTF_CSRF_TIME_LIMIT": None,  # a form may stay open all morning
        "WTF_CSRF_SSL_STRICT": False,  # asks for a referrer; see survey.origins
        "SOFTWARE_VERSION": _software_version(),
        **config,
    }


def _session_cookie(tls: bool) -> dict[str, Any]:
    """Return how the cookie is called; under TLS the browser itself guards it."""
    return {
        "SESSION_COOKIE_NAME": "__Host-session" if tls else "session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": tls,
    }


def _embedded(reader: _Reader) -> dict[str, Any]:
    var = Path(reader.get("HAILONG_VAR", "var")).absolute()
    folder = Path(reader.get("KEYS_DIR", str(var / "keys")))
    database_url = reader.get("DATABASE_URL", f"sqlite:///{var}/hailong.sqlite3")
    var.mkdir(parents=True, exist_ok=True, mode=0o700)  # the inbox lies in it
    if _lost_pepper(var, folder, database_url):
        reader.problems.append(
            f"KEYS_DIR: pepper.key is missing from {folder}, but there is a database "
            f"that was written with it. Take it out of a backup: "
            f"tar -xzf BACKUP -C {folder.parent} keys/pepper.key"
        )
    else:
        keys.make_keys(folder)
    return {
        "VAR_DIR": var,
        "DATABASE_URL": database_url,
        "KEYS_DIR": folder,
        **reader.keys(folder),
        "TLS": False,
        "PUBLIC_URL": reader.get("PUBLIC_URL", "http://127.0.0.1:8000"),
        "PROXIES": 0,
    }


def _lost_pepper(var: Path, folder: Path, database_url: str) -> bool:
    """Say whether a database lies in `var` whose pepper is gone.

    A new pepper would let people answer twice, and nobody would notice.
    """
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return False
    path = Path(url.database).absolute()
    there = path.is_relative_to(var) and path.exists() and path.stat().st_size > 0
    return there and not (folder / "pepper.key").exists()


def _production(reader: _Reader) -> dict[str, Any]:
    folder = Path(reader.get("KEYS_DIR") or "/nonexistent")
    public_url = reader.get("PUBLIC_URL")
    if public_url and not public_url.startswith("https://"):
        reader.problems.append("PUBLIC_URL must begin with https://")
    proxies = reader.get("TLS_PROXIES")
    if proxies and proxies not in {"1", "2", "3"}:
        reader.problems.append(
            "TLS_PROXIES must say how many proxies stand in front: 1, 2 or 3"
        )
    return {
        "VAR_DIR": Path(reader.get("HAILONG_VAR") or "/nonexistent").absolute(),
        "DATABASE_URL": reader.get("DATABASE_URL"),
        "KEYS_DIR": folder,
        **reader.keys(folder),
        "TLS": True,
        "PUBLIC_URL": public_url,
        "PROXIES": int(proxies) if proxies.isdigit() else 0,
    }


def _software_version() -> str:
    from survey import __version__

    return __version__
