"""`/api/v1`: what programs call. Answers are the contracts of SCHEMA.md, errors are problem+json; described in /openapi.json."""

from linter.web.api_v1 import routes, screenings

ROUTERS = (routes.router, screenings.router)

__all__ = ["ROUTERS"]
