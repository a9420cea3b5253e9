from survey.outbox.models import MessageState
from tests.factories import make_wave
from tests.survey.outbox.factories import all_messages, make_message


def test_a_command_sends_what_is_due(app, cli, provider):
    make_message()

    done = cli.invoke(args=["outbox", "send"])

    assert done.exit_code == 0
    assert all_messages()[0].state is MessageState.SENT


def test_a_command_that_may_not_open_the_vault_says_so(
    app, cli, provider, monkeypatch, tmp_path
):
    make_message()
    monkeypatch.setitem(app.config, "KEYS_DIR", tmp_path)

    done = cli.invoke(args=["outbox", "send"])

    assert done.exit_code == 1
    assert "vault.key" in done.output


def test_a_command_shows_what_is_set_up_and_how_far_messages_are(app, cli, provider):
    make_message(wave_id=make_wave(slug="nhanh").id)

    shown = cli.invoke(args=["outbox", "list"]).output

    assert "email    not set up: SMTP_HOST" in shown
    assert "sms      set up" in shown
    assert "1 waiting" in shown
