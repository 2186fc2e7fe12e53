"""A graph behind HTTP: SPARQL endpoint, query page, picture, and a page for every entity.

    serve(Path("graph"), port=8000)      until Ctrl-C
    application(Path("graph"))           the same as an ASGI application

Modules are loaded on demand: the worker processes need none of the web libraries.
"""

from kg.serve.settings import Settings
from kg.serve.starting import application, serve

__all__ = ["Settings", "application", "serve"]
