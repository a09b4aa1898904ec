"""Static files under names that say what is in them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = r'(?m)^(?P<matched>import(?P<what>[^"\n]*)"(?P<url>\./[^"]+)";)$'
MODULES = ("js/*.js", ((IMPORT, 'import%(what)s"%(url)s";'),))
"""Our modules alone: Django's own pattern finds imports in the comments of others."""


class HashedStorage(CompressedManifestStaticFilesStorage):
    """A module names the modules it imports by theirs, so that a page after an upgrade never runs half of the old."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, MODULES)
