"""The second factor: a code of an app, or of a printed sheet, each good once."""

import hmac
import secrets
from dataclasses import dataclass

import pyotp
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, func, select, update

from survey import clock, keys
from survey.accounts.errors import CodeUsedBefore, CodeWrong, OwnSheet
from survey.accounts.factor_models import FactorKind, SecondFactor, SheetCode
from survey.accounts.models import Account
from survey.database import session

ISSUER = "Hài Lòng"
STEP = 30  # seconds, as every app has it
DRIFT = (0, -1, 1)  # steps by which a telephone's clock may be wrong
CODES = 40
FEW = 8
NONCE = 12
CODE_LENGTH, CODE_BYTES = 8, 5


@dataclass(frozen=True)
class Asked:
    """What the sign-in page asks for."""

    kind: FactorKind
    number: int | None = None  # of the code on the sheet
    left: int = 0  # how many codes of the sheet are unused


def find(account: Account) -> SecondFactor | None:
    """Return the second factor of the account, or nothing before it has one."""
    return session().get(SecondFactor, account.id)


def asked_of(account: Account) -> Asked | None:
    """Return what signing in asks for; nothing before there is a second factor."""
    factor = find(account)
    if factor is None:
        return None
    if factor.kind is FactorKind.APP:
        return Asked(FactorKind.APP)
    unused = SheetCode.account_id == account.id, SheetCode.used_at.is_(None)
    number, left = (
        session()
        .execute(select(func.min(SheetCode.number), func.count()).where(*unused))
        .one()
    )
    return Asked(FactorKind.SHEET, number, left)


def new_secret() -> str:
    """Return a secret for an app, in letters that can be typed."""
    return pyotp.random_base32()


def app_address(account: Account, secret: str) -> str:
    """Return what an app reads from the QR code."""
    totp = pyotp.TOTP(secret)
    return totp.provisioning_uri(name=account.username, issuer_name=ISSUER)


def take_app(account: Account, secret: str, code: str) -> None:
    """Let the account sign in by an app from now on, once its first code is right.

    Raises
    ------
    CodeWrong
        If the code is not one of this secret, now.
    """
    step = _step_of(secret, code)
    if step is None:
        raise CodeWrong
    forget(account)
    session().add(
        SecondFactor(
            account_id=account.id,
            kind=FactorKind.APP,
            sealed_secret=_seal(account, secret),
            last_step=step,
            made_at=clock.now(),
        )
    )
    session().flush()


def make_sheet(account: Account, by: Account | None = None) -> list[str]:
    """Return forty new codes, told this once; an older sheet is void.

    Parameters
    ----------
    account : Account
        Who will sign in with them.
    by : Account, optional
        Who prints the sheet. Nobody makes a second sheet for themselves.

    Raises
    ------
    OwnSheet
        If the account has a second factor already and asks for itself.
    """
    if find(account) is not None and (by is None or by.id == account.id):
        raise OwnSheet
    forget(account)
    codes = [
        keys.readable(secrets.token_bytes(CODE_BYTES), CODE_LENGTH)
        for _number in range(CODES)
    ]
    session().add(
        SecondFactor(account_id=account.id, kind=FactorKind.SHEET, made_at=clock.now())
    )
    session().flush()
    session().add_all(
        SheetCode(
            account_id=account.id, number=number, code_tag=_tag(account, number, code)
        )
        for number, code in enumerate(codes, start=1)
    )
    session().flush()
    return codes


def forget(account: Account) -> None:
    """Take the second factor away; the next sign-in sets up a new one."""
    for table in (SheetCode, SecondFactor):
        session().execute(delete(table).where(table.account_id == account.id))
    session().expire_all()


def check(account: Account, code: str) -> None:
    """Use a code up.

    One statement decides, so that of two who send the same code one gets in.

    Raises
    ------
    CodeWrong, CodeUsedBefore
        Which code is meant is said on the page that asks.
    """
    factor = find(account)
    if factor is None:
        raise CodeWrong
    if factor.kind is FactorKind.SHEET:
        _use_of_sheet(account, code)
    else:
        _use_of_app(account, factor, code)


def _use_of_sheet(account: Account, code: str) -> None:
    asked = asked_of(account)
    if asked is None or asked.number is None:
        raise CodeWrong
    used = session().execute(
        update(SheetCode)
        .where(
            SheetCode.account_id == account.id,
            SheetCode.number == asked.number,
            SheetCode.code_tag == _tag(account, asked.number, code),
            SheetCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(SheetCode.number)
    )
    if used.first() is None:
        raise CodeWrong


def _use_of_app(account: Account, factor: SecondFactor, code: str) -> None:
    step = _step_of(_open(account, factor.sealed_secret or b""), code)
    if step is None:
        raise CodeWrong
    used = session().execute(
        update(SecondFactor)
        .where(SecondFactor.account_id == account.id, SecondFactor.last_step < step)
        .values(last_step=step)
        .returning(SecondFactor.account_id)
    )
    if used.first() is None:
        raise CodeUsedBefore


def _step_of(secret: str, code: str) -> int | None:
    """Return the half minute that a code belongs to, if it is near enough."""
    typed = "".join(filter(str.isdigit, code))
    now = int(clock.now().timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    near = (now + drift for drift in DRIFT)
    return next(
        (step for step in near if hmac.compare_digest(totp.generate_otp(step), typed)),
        None,
    )


def _tag(account: Account, number: int, code: str) -> bytes:
    place = f"{account.id} {number}".encode()
    return keys.tag("sheet code", place, keys.as_readable(code).encode())


def _seal(account: Account, secret: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + _cipher().encrypt(nonce, secret.encode(), _place(account))


def _open(account: Account, sealed: bytes) -> str:
    nonce, words = sealed[:NONCE], sealed[NONCE:]
    return _cipher().decrypt(nonce, words, _place(account)).decode()


def _cipher() -> AESGCM:
    return AESGCM(keys.tag("second factor"))


def _place(account: Account) -> bytes:
    return f"account {account.id}".encode()
