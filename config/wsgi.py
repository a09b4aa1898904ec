"""The web application that gunicorn serves; it does not start as a role that sees through the walls."""

import os

from django.core.wsgi import get_wsgi_application

from chapters.checks import refuse_powerful_role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
refuse_powerful_role()
