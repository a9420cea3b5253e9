"""What a web server imports: `gunicorn wsgi:app`."""

import gc

from survey.app import create_app
from survey.operations.boot import check_start

app = create_app()
check_start(app)

# Workers that are forked from here share these pages as long as nobody touches them.
gc.freeze()
