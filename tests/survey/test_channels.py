import pytest

from survey.channels import Channel
from survey.config import ConfigError, read_config

GATEWAY = {
    "SMS_GATEWAY_URL": "https://sms.example.vn/v1/send",
    "SMS_GATEWAY_SECRET": "mười sáu chữ cái trở lên",
}
MAIL = {"SMTP_HOST": "mail.example.vn", "SMTP_FROM": "hailong@example.vn"}


def test_without_settings_no_channel_is_set_up(tmp_path):
    config = read_config({"HAILONG_VAR": str(tmp_path)})

    assert config["GATEWAYS"] == {}
    assert config["MAIL_SERVER"] is None


def test_channels_are_set_up_by_the_environment(tmp_path):
    config = read_config({"HAILONG_VAR": str(tmp_path), **GATEWAY, **MAIL})

    assert set(config["GATEWAYS"]) == {Channel.SMS}
    assert config["MAIL_SERVER"].port == 587


def test_secrets_of_channels_are_not_printed(tmp_path):
    secret = {"SMTP_PASSWORD": "not to be seen"}
    config = read_config({"HAILONG_VAR": str(tmp_path), **GATEWAY, **MAIL, **secret})

    printed = repr((config["GATEWAYS"], config["MAIL_SERVER"]))
    assert GATEWAY["SMS_GATEWAY_SECRET"] not in printed
    assert "not to be seen" not in printed


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({**GATEWAY, "SMS_GATEWAY_URL": "http://sms.example.vn"}, "SMS_GATEWAY_URL"),
        ({**GATEWAY, "SMS_GATEWAY_SECRET": "short"}, "SMS_GATEWAY_SECRET"),
        ({"ZALO_GATEWAY_URL": "https://zalo.example.vn"}, "ZALO_GATEWAY_SECRET"),
        ({"SMTP_HOST": "mail.example.vn"}, "SMTP_FROM"),
        ({**MAIL, "SMTP_PORT": "smtp"}, "SMTP_PORT"),
        ({**MAIL, "SMTP_PASSWORD": "mật khẩu"}, "SMTP_PASSWORD"),
    ],
)
def test_a_channel_that_is_set_up_by_half_stops_the_start(tmp_path, wrong, named):
    with pytest.raises(ConfigError, match=named):
        read_config({"HAILONG_VAR": str(tmp_path), **wrong})
