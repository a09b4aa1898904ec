"""Reads every app's kinds of notice and due work when Django starts."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig, apps
from django.utils.module_loading import autodiscover_modules, module_has_submodule


class NoticesConfig(AppConfig):
    """The outbox."""

    name = "notices"

    def ready(self) -> None:
        """Import every app's `notices` (a file or a folder) and `due`, which register themselves."""
        autodiscover_modules("notices", "due")
        for app in apps.get_app_configs():
            if app.module and module_has_submodule(app.module, "notices"):
                folder = getattr(import_module(f"{app.name}.notices"), "__path__", ())
                for found in iter_modules(folder):
                    import_module(f"{app.name}.notices.{found.name}")
