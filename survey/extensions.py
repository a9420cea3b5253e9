"""Objects that live as long as the app and are bound to it in `create_app`."""

from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()
