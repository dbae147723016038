"""badgekit as a web service over ASGI: the W3C VC API for verifiers, and a file in, the whole report out.

Needs the extra ``badgekit[service]``. Uses public names of badgekit only.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from badgekit import ConfigurationError
from badgekit.service.bounds import ServiceLimits

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.types import ASGIApp

    from badgekit import Verifier

__all__ = ["ServiceLimits", "create_app", "serve"]

_NEEDED = ("starlette", "uvicorn", "python_multipart")


def create_app(
    verifier: Verifier | None = None, *, presets: bool | None = None, limits: ServiceLimits | None = None
) -> Starlette:
    """Return the service as an ASGI application, to be run or mounted by any ASGI server or framework.

    The application keeps nothing of a request once it is answered. It holds no secrets and asks nobody who
    they are: put authentication and TLS in front of it.

    Args:
        verifier: judges every request, under its own policy; a `badgekit.Verifier()` when left out.
        presets: whether the policy depends on the request: ``Policy.w3c()`` for the endpoints of the VC API,
            and for ``/verify`` the verifier's own or the preset that the request names. When left out, this
            is so only if no `verifier` is given.
        limits: bounds of the service itself; those of a verification are the verifier's.

    Raises:
        ConfigurationError: the extra is not installed, or `presets` with a verifier that demands more than
            ``Policy.standard()``, which requests could leave out.
    """
    _demand_extra()
    from badgekit.service.app import build
    from badgekit.service.judges import Judges

    judges = Judges.of(verifier, verifier is None if presets is None else presets)
    return build(judges, limits or ServiceLimits())


def serve(
    app: ASGIApp,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: ServiceLimits | None = None,
    log: bool = False,
) -> None:
    """Serve `app` on uvicorn until the process is told to stop (SIGINT, SIGTERM).

    What has been asked is still answered then, for as long as `ServiceLimits.stopping_seconds`.

    Args:
        app: what `create_app` returned, or an application that mounts it.
        host: name or address to listen on.
        port: TCP port; 0 takes any free one, which the first line of the log names.
        limits: the bounds that were given to `create_app`.
        log: write one line for each event to standard error, unless the program has set up logging already.
            The loggers are ``badgekit.service`` and ``uvicorn.error``.

    Raises:
        ConfigurationError: the extra is not installed, or nobody can listen there.
    """
    _demand_extra()
    from badgekit.service.server import run

    run(app, host, port, limits or ServiceLimits(), log=log)


def _demand_extra() -> None:
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            f"the service needs {', '.join(missing)}, which the extra brings: pip install 'badgekit[service]'"
        )
