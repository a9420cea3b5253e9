from survey.audit import service
from survey.audit.models import AuditEntry
from survey.database import session, transaction


def write():
    with transaction():
        return service.record("command:test", "unit.load", "unit:1", name="Lai Châu")


def test_a_whole_chain_is_confirmed_with_its_end(cli):
    entry = write()

    result = cli.invoke(args="audit verify")

    assert result.exit_code == 0
    assert "1 entries fit" in result.output
    assert entry.hash in result.output


def test_an_empty_log_is_no_error(cli):
    assert cli.invoke(args="audit verify").exit_code == 0


def test_a_broken_chain_is_an_error(cli):
    entry = write()
    with transaction():
        session().add(
            AuditEntry(
                seq=3,
                at=entry.at,
                actor="account:x",
                act="unit.load",
                subject="unit:2",
                detail="{}",
                previous_hash=entry.hash,
                hash="f" * 64,
            )
        )

    result = cli.invoke(args="audit verify")

    assert result.exit_code == 1
    assert "The chain breaks at entry 3." in result.output


def test_entries_are_listed(cli):
    write()

    result = cli.invoke(args="audit list")

    assert "command:test  unit.load  unit:1" in result.output
    assert "Lai Châu" in result.output
