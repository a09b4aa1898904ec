"""The application, also as a role that row security does not bind: to measure what row security costs."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
