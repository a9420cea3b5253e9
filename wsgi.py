"""What a web server imports: `gunicorn wsgi:app`."""

from survey.app import create_app
from survey.operations.boot import check_durability

app = create_app()
check_durability(app)
