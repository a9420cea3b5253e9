"""What a web server imports: `gunicorn wsgi:app`."""

from survey.app import create_app
from survey.operations.boot import check_start

app = create_app()
check_start(app)
